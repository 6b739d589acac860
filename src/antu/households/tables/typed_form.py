"""What was typed into a household's form, and where its problems stand on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from antu.households.domain.layout import SUBJECT_SHEET, RegisterLayout
from antu.households.domain.merging import Conflict
from antu.households.domain.texts import in_codes
from antu.households.domain.typed import TypedHousehold, TypedReading, TypedRow
from antu.households.tables.household_form import REASON
from antu.kernel.errors import Problem
from antu.platform.entry import EntryForm, EntryGrid, FieldPlace, read_grid

Post = Mapping[str, str]
CONFLICT = "conflict"
_SEPARATOR = "|"


def typed_household(post: Post, form: EntryForm, base: TypedHousehold, layout: RegisterLayout) -> TypedHousehold:
    """The household as typed over ``base``, what the page showed: whatever was not sent, or may not be, stays."""
    fixed = {field.name for field in form.all_fields() if field.is_read_only}
    columns = [column.field for column in layout.sheets[SUBJECT_SHEET].layout.columns]
    own = {name: post[name].strip() for name in columns if name in post and name not in fixed}
    rows = {grid.key: tuple(_rows(post, grid, base.of(grid.key))) for grid in form.grids}
    return in_codes(layout, TypedHousehold({**base.own, **own}, {**base.rows, **rows}))


def _rows(post: Post, grid: EntryGrid, base: Iterable[TypedRow]) -> Iterator[TypedRow]:
    typed = {row.key: row for row in read_grid(post, grid)}
    for shown in base:
        sent = typed.pop(shown.key, None)
        if sent is None:
            yield shown
        elif not sent.is_withdrawn:
            yield TypedRow(shown.key, {**shown.texts, **sent.texts})
    yield from (TypedRow(sent.key, sent.texts) for sent in typed.values() if not sent.is_withdrawn)


def with_problems(form: EntryForm, problems: Iterable[Problem], reading: TypedReading) -> EntryForm:
    """The form with each problem at its field; in the list on top its row is named before it."""
    told = list(problems)
    drawn = form.with_problems(told, _placing(form, reading))
    named = (
        replace(line, message=named_problem(each, reading)) for line, each in zip(drawn.problems, told, strict=True)
    )
    return replace(drawn, problems=tuple(named))


def named_problem(problem: Problem, reading: TypedReading) -> str:
    """The problem's words after the sheet and 编号 of its row."""
    place = reading.field_of(problem)
    if place is None or place.sheet == SUBJECT_SHEET:
        return problem.message
    number = next((row.texts.get("id", "") for row in reading.typed.of(place.sheet) if row.key == place.row), "")
    return f"{reading.layout.sheets[place.sheet].layout.name} {number}：{problem.message}"


def _placing(form: EntryForm, reading: TypedReading) -> Callable[[Problem], FieldPlace | None]:
    own = {field.name for field in form.all_fields()}
    columns = {grid.key: {column.name for column in grid.columns} for grid in form.grids}

    def place(problem: Problem) -> FieldPlace | None:
        if problem.where.get("field") == "reason":
            return FieldPlace(REASON)
        found = reading.field_of(problem)
        if found is None:
            return None
        if found.sheet == SUBJECT_SHEET:
            return FieldPlace(found.field) if found.field in own else None
        if found.sheet not in columns:
            return None
        return FieldPlace(found.field if found.field in columns[found.sheet] else "", found.sheet, found.row)

    return place


def base_text(shown: TypedHousehold) -> str:
    """What the page shows, for its hidden field."""
    rows = {key: [[row.key, _filled(row.texts)] for row in rows] for key, rows in shown.rows.items()}
    return json.dumps({"own": _filled(shown.own), "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def base_of(text: str) -> TypedHousehold | None:
    """What the page showed, out of its hidden field; None when that did not come back whole."""
    try:
        kept: Any = json.loads(text)
        rows = {
            str(key): tuple(TypedRow(str(row), _texts(texts)) for row, texts in rows)
            for key, rows in kept["rows"].items()
        }
        return TypedHousehold(_texts(kept["own"]), rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def conflict_name(conflict: Conflict) -> str:
    """The name of a conflict's choice."""
    return _SEPARATOR.join((CONFLICT, conflict.sheet, conflict.row, conflict.field))


def choices_in(post: Post) -> dict[tuple[str, str, str], str]:
    """What was chosen for each conflict, by sheet, row and field."""
    found: dict[tuple[str, str, str], str] = {}
    for name, choice in post.items():
        parts = name.split(_SEPARATOR)
        if parts[0] == CONFLICT and len(parts) == 4:  # noqa: PLR2004 - as conflict_name writes it
            found[parts[1], parts[2], parts[3]] = choice
    return found


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _texts(kept: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in kept.items()}
