"""A clerk at a page, without the page: typing over what is recorded, and saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.db.registry import SHELF, TODAY, household

from antu.households.domain.texts import row_texts, with_texts
from antu.households.domain.typed import HEAD, TypedHousehold, TypedRow
from antu.households.selectors.editing import register_layout_of, shown_texts
from antu.households.services import Edit, EditedHousehold, Occasion, edit_household
from antu.kernel.errors import Problem
from antu.platform.actor import EVERYTHING, Actor
from antu.platform.versions import version_of

OCCASION = Occasion(TODAY, SHELF)
CLERK = Actor("jingban", "经办人", frozenset({"register.view", "register.edit", "personal.view"}), EVERYTHING)
OTHER = replace(CLERK, login="fuhe", name="复核人")
Change = Callable[[TypedHousehold], TypedHousehold]


def opened(code: str, actor: Actor = CLERK) -> Edit:
    """The page of a household as it opens."""
    record = household(code)
    version = version_of(record)
    return Edit(shown_texts(actor, record, register_layout_of(record.project, SHELF)), version)


def own(**texts: str) -> Change:
    """Type into the household's own fields."""
    return lambda typed: with_texts(typed, {("household", HEAD): {**typed.own, **texts}})


def row(key: str, no: str, **texts: str) -> Change:
    """Type into a recorded row, named by its 编号."""

    def change(typed: TypedHousehold) -> TypedHousehold:
        place = next(place for place, found in row_texts(typed).items() if place[0] == key and found["id"] == no)
        return with_texts(typed, {place: {**row_texts(typed)[place], **texts}})

    return change


def new_row(key: str, **texts: str) -> Change:
    """Type a new row."""

    def change(typed: TypedHousehold) -> TypedHousehold:
        rows = typed.of(key)
        return TypedHousehold(typed.own, {**typed.rows, key: (*rows, TypedRow(f"n{len(rows)}", texts))})

    return change


def without_row(key: str, no: str) -> Change:
    """Take a row out."""

    def change(typed: TypedHousehold) -> TypedHousehold:
        kept = tuple(each for each in typed.of(key) if each.texts["id"] != no)
        return TypedHousehold(typed.own, {**typed.rows, key: kept})

    return change


def typed_over(page: Edit, *changes: Change, reason: str = "") -> Edit:
    """The page after typing."""
    typed = page.typed
    for change in changes:
        typed = change(typed)
    return Edit(typed, page.version, reason)


def save(page: Edit, code: str, actor: Actor = CLERK) -> EditedHousehold:
    """Press 保存."""
    return edit_household(actor, household(code).pk, page, occasion=OCCASION)


def edited(code: str, *changes: Change, reason: str = "", actor: Actor = CLERK) -> EditedHousehold:
    """Open, type, save."""
    return save(typed_over(opened(code, actor), *changes, reason=reason), code, actor)


def fields(problems: tuple[Problem, ...]) -> list[tuple[object, ...]]:
    """Sheet, column and rule of each problem."""
    return [(each.where.get("sheet"), each.where.get("column"), each.rule) for each in problems]
