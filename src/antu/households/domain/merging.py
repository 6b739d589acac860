"""Two people edited one household: what can be joined is, what both changed differently is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from antu.households.domain.texts import row_texts, with_texts
from antu.households.domain.typed import Texts, TypedHousehold, TypedRow

Place = tuple[str, str]
"""What a row describes, and its key."""

ROW: Final = ""
"""The field of a conflict about a row as a whole: one withdrew it, the other changed it."""
PRESENT, ABSENT = "present", "absent"
TYPED, NOW = "typed", "now"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that both changed: what was typed, and what is recorded now. ``field`` is :data:`ROW` for a row."""

    sheet: str
    row: str
    field: str
    typed: str
    now: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What was typed, joined with what others recorded meanwhile; conflicts keep what was typed."""

    household: TypedHousehold
    conflicts: tuple[Conflict, ...]


def merge(base: TypedHousehold, typed: TypedHousehold, now: TypedHousehold) -> Merge:
    """Join what was typed with what is recorded now; ``base`` is what the page showed before anybody typed.

    A field that only one side changed has that side's text. A row that the others added is added, one that they
    withdrew and nobody changed here goes; one that was withdrawn here and changed there, or the other way round, is a
    conflict about the row.
    """
    was, mine, theirs = row_texts(base), row_texts(typed), row_texts(now)
    conflicts: list[Conflict] = []
    merged: dict[Place, Texts] = {}
    gone: set[Place] = set()
    for place, texts in mine.items():
        if place not in was:
            continue
        if place in theirs:
            merged[place] = _fields(place, (was[place], texts, theirs[place]), conflicts)
        elif changed(was[place], texts):
            conflicts.append(Conflict(*place, ROW, PRESENT, ABSENT))
        else:
            gone.add(place)
    household = _without(with_texts(typed, merged), gone)
    added = [place for place in theirs if place not in was and place not in mine]
    withdrawn_here = [place for place in theirs if place in was and place not in mine]
    for place in withdrawn_here:
        if changed(was[place], theirs[place]):
            conflicts.append(Conflict(*place, ROW, ABSENT, PRESENT))
            added.append(place)
    return Merge(_with_rows(household, {place: theirs[place] for place in added}), tuple(conflicts))


def resolved(typed: TypedHousehold, now: TypedHousehold, choices: Mapping[tuple[str, str, str], str]) -> TypedHousehold:
    """The typed household after the clerk chose, by sheet, row and field: :data:`NOW` takes what is recorded.

    For a row as a whole (:data:`ROW`) the choice is :data:`PRESENT` or :data:`ABSENT`. Without a choice, what was typed
    stays.
    """
    texts, theirs = dict(row_texts(typed)), row_texts(now)
    for (sheet, row, name), choice in choices.items():
        place = (sheet, row)
        if name != ROW and choice == NOW and place in texts and place in theirs:
            texts[place] = {**texts[place], name: theirs[place].get(name, "")}
    gone = {(sheet, row) for (sheet, row, name), choice in choices.items() if name == ROW and choice == ABSENT}
    return _without(with_texts(typed, texts), gone)


def changed(before: Texts, after: Texts) -> bool:
    """Whether any field differs; a missing one is an empty one."""
    return any(before.get(name, "").strip() != after.get(name, "").strip() for name in {**before, **after})


def _fields(place: Place, texts: tuple[Texts, Texts, Texts], conflicts: list[Conflict]) -> Texts:
    was, mine, theirs = texts
    joined = dict(mine)
    for name in {**theirs, **mine}:
        before, typed, now = (each.get(name, "").strip() for each in (was, mine, theirs))
        if typed in (before, now):
            joined[name] = theirs.get(name, "")
        elif now != before:
            conflicts.append(Conflict(*place, name, mine.get(name, ""), theirs.get(name, "")))
    return joined


def _without(household: TypedHousehold, gone: set[Place]) -> TypedHousehold:
    rows = {key: tuple(row for row in rows if (key, row.key) not in gone) for key, rows in household.rows.items()}
    return TypedHousehold(household.own, rows)


def _with_rows(household: TypedHousehold, added: Mapping[Place, Texts]) -> TypedHousehold:
    rows = dict(household.rows)
    for (key, row), texts in added.items():
        rows[key] = (*rows.get(key, ()), TypedRow(row, texts))
    return TypedHousehold(household.own, rows)
