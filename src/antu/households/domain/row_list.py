"""Every row of a register workbook: where it stands, what it is about, whether it goes in, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from antu.households.domain.layout import PROJECT_SHEET
from antu.households.domain.rejection import Verdict
from antu.households.domain.sheets import RegisterSheets, subject_code
from antu.platform.workbook import Row

_ABOUT: Final = ("code", "household", "id", "head_name", "name")
_PLACES_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row. ``sheet`` is canonical, as problems name it; ``title`` is the sheet's own in the workbook.

    ``left_out`` says why a row stays out that is not bad itself; ``is_with_subject`` that it is for its subject's sake.
    """

    key: str
    sheet: str
    title: str
    number: int
    about: str
    code: str
    is_accepted: bool
    left_out: str = ""
    is_with_subject: bool = False


def rows_read(register: RegisterSheets, verdict: Verdict) -> Iterator[ReadRow]:
    """All rows, sheet by sheet, in the order of the canonical workbook."""
    bad_places = _bad_places(register, verdict)
    for key, reading in register.readings.items():
        is_headless = reading.is_refused
        for row in reading.rows:
            code = "" if key == PROJECT_SHEET else subject_code(row)
            accepted = verdict.accepts(key, row)
            reason, with_subject = "", False
            if verdict.rejects_file:
                reason = "「项目」或「户」表不能用，整个文件不导入"
            elif is_headless:
                reason = "本表的表头有错，整张表不导入"
            elif not accepted:
                reason, with_subject = f"同户有错：{told_places(bad_places[code])}", True
            yield ReadRow(
                key, reading.layout.name, reading.title, row.number, _about(row), code, accepted, reason, with_subject
            )


def told_places(places: list[str]) -> str:
    """Some of the places, and how many there are."""
    told = "、".join(places[:_PLACES_TOLD])
    return told if len(places) <= _PLACES_TOLD else f"{told} 等 {len(places)} 处"


def _bad_places(register: RegisterSheets, verdict: Verdict) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for key, reading in register.readings.items():
        for row in reading.rows if key != PROJECT_SHEET else ():
            if (key, row.number) in verdict.bad_rows:
                places[subject_code(row)].append(f"{reading.title} 第 {row.number} 行")
    return places


def _about(row: Row) -> str:
    return " ".join(str(row.values[field]) for field in _ABOUT if field in row.given and row.values[field])
