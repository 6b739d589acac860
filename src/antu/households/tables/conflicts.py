"""Where two people changed the same field of a household: both values in words, for the clerk to choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from antu.households.domain.layout import SUBJECT_SHEET, RegisterLayout
from antu.households.domain.merging import NOW, PRESENT, ROW, TYPED, Conflict
from antu.households.domain.texts import row_texts, shown_text
from antu.households.domain.typed import TypedHousehold
from antu.households.tables.typed_form import conflict_name
from antu.platform.wording import UNKNOWN


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """One of the two values: what the radio sends, whose it is, how it reads."""

    value: str
    whose: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One choice: the name that it is sent under, which field it is, and the two values."""

    name: str
    label: str
    choices: tuple[ConflictChoice, ConflictChoice]


def shown_conflicts(
    conflicts: Iterable[Conflict], layout: RegisterLayout, now: TypedHousehold, typed: TypedHousehold
) -> tuple[ShownConflict, ...]:
    """Each conflict with the names of its sheet, row and field, and both values as people read them."""
    numbers = {place: texts.get("id", "") for whole in (typed, now) for place, texts in row_texts(whole).items()}
    return tuple(_shown(each, layout, numbers.get((each.sheet, each.row), "")) for each in conflicts)


def _shown(conflict: Conflict, layout: RegisterLayout, number: str) -> ShownConflict:
    sheet = layout.sheets[conflict.sheet].layout
    row = "" if conflict.sheet == SUBJECT_SHEET else f"{sheet.name} {number} "
    if conflict.field == ROW:
        words = ("您改过这一行，保留", "已被作废") if conflict.typed == PRESENT else ("您作废了这一行", "有改动，保留")
        values = (conflict.typed, conflict.now)
    else:
        column = sheet.by_field[conflict.field]
        words = (shown_text(column, conflict.typed) or UNKNOWN, shown_text(column, conflict.now) or UNKNOWN)
        values = (TYPED, NOW)
        row += column.header
    mine, theirs = (ConflictChoice(*each) for each in zip(values, ("您填的", "现在的"), words, strict=True))
    return ShownConflict(conflict_name(conflict), row.strip(), (mine, theirs))
