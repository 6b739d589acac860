"""What a page fills in for the clerk: the next number of a row, sex and birthday by the identity number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout
from antu.households.domain.typed import Texts, TypedHousehold, TypedRow
from antu.kernel.identity import id_birth_date, id_form, id_number_rule, id_sex
from antu.kernel.text import code_form

_PREFIXES: Final = {
    "person": "P",
    "building": "F",
    "decoration": "Z",
    "fixture": "S",
    "crop": "Q",
    "grave": "M",
    "parcel": "DK",
}
"""How registers number their rows; a pack's own table by the first letter of its name."""

_NUMBERED = re.compile(r"(.*?)(\d+)")
BY_PANEL: Final = "review_decision"
"""会审结论: given by the panel, never typed on this page."""


def next_number(taken: Iterable[str], prefix: str, width: int = 1) -> str:
    """The number after the highest of those taken, in its style; ``prefix`` and 1 where none ends in digits."""
    numbered = [(int(found[2]), found) for number in taken if (found := _NUMBERED.fullmatch(number))]
    if not numbered:
        return f"{prefix}{1:0{width}d}"
    highest, style = max(numbered, key=lambda each: each[0])
    return f"{style[1]}{highest + 1:0{len(style[2])}d}"


def completed(
    layout: RegisterLayout, typed: TypedHousehold, taken: Mapping[str, Collection[str]], decided: Mapping[str, str]
) -> TypedHousehold:
    """The typed household with what was left to the page.

    ``taken`` are the 编号 already given, by what rows describe, withdrawn rows included; ``decided`` is 会审结论 by the
    key of the person's row, whatever was typed there.
    """
    rows = {
        key: _numbered_rows(key, list(typed.of(key)), taken.get(key, ()))
        for key in layout.sheets
        if key not in {PROJECT_SHEET, SUBJECT_SHEET} and typed.of(key)
    }
    people = tuple(TypedRow(row.key, _person(row, decided)) for row in rows.get("person", ()))
    return TypedHousehold(typed.own, {**rows, "person": people} if people else rows)


def _numbered_rows(key: str, rows: list[TypedRow], taken: Collection[str]) -> tuple[TypedRow, ...]:
    known = [*taken, *(code_form(row.texts.get("id", "")) for row in rows)]
    complete = []
    for row in rows:
        if not row.texts.get("id", "").strip():
            known.append(next_number(known, _PREFIXES.get(key, key[0].upper())))
            row = TypedRow(row.key, {**row.texts, "id": known[-1]})  # noqa: PLW2901 - the same row, numbered
        complete.append(row)
    return tuple(complete)


def _person(row: TypedRow, decided: Mapping[str, str]) -> Texts:
    texts = {**row.texts, BY_PANEL: decided.get(row.key, "")}
    number = id_form(texts.get("id_number", ""))
    if id_number_rule(number) is None:
        by_number = {"sex": str(id_sex(number)), "born_on": id_birth_date(number).isoformat()}
        texts |= {name: text for name, text in by_number.items() if not texts.get(name, "").strip()}
    return texts
