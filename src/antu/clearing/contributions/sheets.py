"""Sheets of the district workbook: 扫尾."""

from __future__ import annotations

import re
from collections.abc import Iterator

from antu.clearing.models import RemainingRecord
from antu.kernel.errors import Problem
from antu.kernel.text import nfkc, without_space
from antu.platform.exchange import DistrictSheet, Reference, Values, count, day, mark, text
from antu.platform.workbook import SheetReading
from antu.projects.models import Project

_FIGURE_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


def code_is_latin(reading: SheetReading) -> Iterator[Problem]:
    """代号 becomes part of a figure's id."""
    for row in reading.rows:
        code = _code(row.values.get("figure_code"))
        if code and not _FIGURE_CODE.fullmatch(code):
            what = f"代号「{code}」须以拉丁字母开头，只含拉丁字母、数字、- 和 _，如 bigdata2"
            yield reading.problem(row, "figure_code", "R-CHOICE", what)


def with_plain_code(_record: RemainingRecord, values: Values) -> Values:
    """代号 in half-width characters without white space, as figures are asked for."""
    return {**values, "figure_code": _code(values["figure_code"])}


def _code(given: object) -> str:
    return without_space(nfkc(str(given or "")))


REMAINING = DistrictSheet(
    "扫尾",
    RemainingRecord,
    columns=(
        text("项目名称", "project", required=True),
        day("记录日期", "recorded_on", required=True),
        text("代号", "figure_code"),
        count("剩余户数", "households", unit="户"),
        count("剩余坟墓", "graves", unit="座"),
        mark("多年未完成", "is_longstanding"),
        text("参与力量", "forces"),
        day("完成日期", "cleared_on"),
        text("说明", "note"),
    ),
    identity=("project", "recorded_on"),
    references=(Reference("project", ("project",), Project),),
    rules=(code_is_latin,),
    adapt=with_plain_code,
)

SHEETS: tuple[object, ...] = (REMAINING,)
