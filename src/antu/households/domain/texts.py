"""Kept values as the texts that a form shows; reading such a text gives the value back. Personal numbers are masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from antu.households.domain.layout import SUBJECT_SHEET, RegisterLayout
from antu.households.domain.typed import HEAD, Texts, TypedHousehold, TypedRow
from antu.kernel.errors import Problem
from antu.kernel.identity import mask_account, mask_id_number, mask_phone
from antu.kernel.text import comparable
from antu.platform.workbook import Column, ColumnType

MASKS: Final = {
    ColumnType.ID: mask_id_number,
    ColumnType.ACCOUNT: mask_account,
    ColumnType.PHONE: mask_phone,
}
"""How personal numbers are shown to who may not see them whole."""


def shown_text(column: Column, text: str) -> str:
    """A form's text as people read it: a choice by its label."""
    return column.label_of(text) if column.type is ColumnType.CHOICE else text


def in_codes(layout: RegisterLayout, typed: TypedHousehold) -> TypedHousehold:
    """The texts with every choice that can be told by its code: a label and its code are the same answer."""
    changed = {place: _in_codes(layout, place[0], texts) for place, texts in row_texts(typed).items()}
    return with_texts(typed, changed)


def masked(layout: RegisterLayout, whole: TypedHousehold) -> TypedHousehold:
    """The texts with personal numbers masked."""
    own = _masked(layout, SUBJECT_SHEET, whole.own)
    rows = {
        key: tuple(replace(row, texts=_masked(layout, key, row.texts)) for row in rows)
        for key, rows in whole.rows.items()
    }
    return TypedHousehold(own, rows)


def unmasked(layout: RegisterLayout, typed: TypedHousehold, recorded: TypedHousehold) -> TypedHousehold:
    """The typed texts with each masked number that was left as shown put back to the recorded one."""
    own = _unmasked(layout, SUBJECT_SHEET, typed.own, recorded.own)
    kept = {(key, row.key): row.texts for key, rows in recorded.rows.items() for row in rows}
    rows = {
        key: tuple(replace(row, texts=_unmasked(layout, key, row.texts, kept.get((key, row.key), {}))) for row in rows)
        for key, rows in typed.rows.items()
    }
    return TypedHousehold(own, rows)


def masked_problems(
    problems: Iterable[Problem], layout: RegisterLayout, recorded: TypedHousehold
) -> tuple[Problem, ...]:
    """The problems without recorded personal numbers in their words, for who may not see them whole."""
    hidden = dict(_numbers(layout, recorded))
    told = []
    for problem in problems:
        message = problem.message
        for number, mask in hidden.items():
            message = message.replace(number, mask)
        told.append(replace(problem, message=message))
    return tuple(told)


def row_texts(typed: TypedHousehold) -> Mapping[tuple[str, str], Texts]:
    """All texts by what a row describes and the row's key; the household's own under its sheet and ``head``."""
    rows: dict[tuple[str, str], Texts] = {(SUBJECT_SHEET, HEAD): typed.own}
    return rows | {(key, row.key): row.texts for key, rows in typed.rows.items() for row in rows}


def with_texts(typed: TypedHousehold, changed: Mapping[tuple[str, str], Texts]) -> TypedHousehold:
    """The household with other texts in the rows of these places."""
    rows = {
        key: tuple(TypedRow(row.key, changed.get((key, row.key), row.texts)) for row in rows)
        for key, rows in typed.rows.items()
    }
    return TypedHousehold(changed.get((SUBJECT_SHEET, HEAD), typed.own), rows)


def _in_codes(layout: RegisterLayout, key: str, texts: Texts) -> Texts:
    choices = [column for column in layout.sheets[key].layout.columns if column.type is ColumnType.CHOICE]
    told = ((column, texts.get(column.field, "")) for column in choices)
    return {**texts, **{column.field: column.code_by_word.get(comparable(text), text) for column, text in told if text}}


def _personal(layout: RegisterLayout, key: str) -> list[Column]:
    return [column for column in layout.sheets[key].layout.columns if column.type in MASKS]


def _masked(layout: RegisterLayout, key: str, texts: Texts) -> Texts:
    hidden = {
        column.field: MASKS[column.type](texts[column.field])
        for column in _personal(layout, key)
        if texts.get(column.field)
    }
    return {**texts, **hidden}


def _unmasked(layout: RegisterLayout, key: str, texts: Texts, kept: Texts) -> Texts:
    shown = _masked(layout, key, kept)
    same = [
        column.field
        for column in _personal(layout, key)
        if kept.get(column.field) and texts.get(column.field, "").strip() == shown[column.field]
    ]
    return {**texts, **{name: kept[name] for name in same}}


def _numbers(layout: RegisterLayout, recorded: TypedHousehold) -> Iterable[tuple[str, str]]:
    for (key, _), texts in row_texts(recorded).items():
        for column in _personal(layout, key):
            if number := texts.get(column.field, ""):
                yield number, MASKS[column.type](number)
