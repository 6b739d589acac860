"""What came of an import, or would: rows by sheet, and the list of errors and warnings, on screen and as .xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from antu.platform import spreadsheets
from antu.platform.display import Cell, Chip, Column, KeyFigure, Kind, Row, Table, Tone
from antu.platform.wording import UNKNOWN

#: Problems listed on the page; the download has them all.
PROBLEMS_SHOWN: Final = 500

UNCHANGED: Final = Chip("没有变化")

Outcome = Mapping[str, Any]
"""An ``ImportOutcome`` in its JSON form."""

_SHEETS: Final = (
    Column("工作表"),
    Column("数据行", kind=Kind.NUMBER),
    Column("可导入", "行", Kind.NUMBER),
    Column("退回", "行", Kind.NUMBER),
)
_PROBLEMS: Final = (
    Column("工作表"),
    Column("行", kind=Kind.NUMBER),
    Column("列"),
    Column("问题和处理办法", kind=Kind.LONG),
    Column("规则", kind=Kind.MINOR),
)
_PRINTED: Final = (
    spreadsheets.Column("sheet", "工作表", width=12),
    spreadsheets.Column("row", "行", width=8),
    spreadsheets.Column("column", "列", width=16),
    spreadsheets.Column("rule", "规则", width=22),
    spreadsheets.Column("message", "问题和处理办法", width=80),
)


def outcome_figures(outcome: Outcome) -> list[KeyFigure]:
    """The counts of an outcome."""
    return [
        KeyFigure("新增", str(outcome["created"]), "行"),
        KeyFigure("更新", str(outcome["updated"]), "行"),
        KeyFigure("未变", str(outcome["unchanged"]), "行"),
        KeyFigure("错误", str(len(outcome["errors"])), "处"),
        KeyFigure("提醒", str(len(outcome["warnings"])), "处"),
        KeyFigure("整户退回", str(len(outcome["rejected_households"])), "户"),
    ]


def changed_rows(outcome: Outcome) -> int:
    """How many rows make or change a record."""
    return int(outcome["created"] + outcome["updated"])


def verdict(outcome: Outcome) -> Chip:
    """Whether all, some or nothing can go in, or all that can is there already."""
    accepted = sum(sheet["accepted"] for sheet in outcome["sheets"].values())
    if outcome["errors"] and not accepted:
        return Chip("不能导入", Tone.STOPPED)
    if not changed_rows(outcome):
        return UNCHANGED
    return Chip("可部分导入", Tone.DUE) if outcome["errors"] else Chip("可全部导入", Tone.DONE)


def sheet_table(outcome: Outcome) -> Table:
    """Rows read, accepted and rejected by sheet."""
    rows = [
        Row((Cell(name), *(Cell(str(counts[key])) for key in ("rows", "accepted", "rejected"))))
        for name, counts in outcome["sheets"].items()
    ]
    return Table(_SHEETS, rows, "没有认出任何工作表。", caption="各表行数")


def problem_table(problems: Iterable[Mapping[str, Any]], empty: str) -> Table:
    """Errors or warnings in the order of the workbook, as many as a page holds."""
    rows = [
        Row(
            (
                *(Cell(_text(each.get(key))) for key in ("sheet", "row", "column")),
                Cell(each["message"]),
                Cell(each["rule"]),
            )
        )
        for each in list(problems)[:PROBLEMS_SHOWN]
    ]
    return Table(_PROBLEMS, rows, empty)


def write_problems(outcome: Outcome, source: str, made_by: str, path: Path) -> Path:
    """All errors, then all warnings, as a workbook that the office corrects by."""
    blocks = tuple(
        spreadsheets.Block(
            (spreadsheets.Group("", tuple(_printed(each) for each in outcome[key])),), heading, totalled=False
        )
        for key, heading in (("errors", "错误（所在的户整户退回）"), ("warnings", "提醒（不影响导入，请核对）"))
    )
    sheet = spreadsheets.Sheet(
        name="导入问题",
        title="导入问题清单",
        unit_line=f"文件：{source}",
        columns=_PRINTED,
        blocks=blocks,
        made_by=made_by,
    )
    return spreadsheets.write_sheet(sheet, path)


def _printed(problem: Mapping[str, Any]) -> dict[str, str]:
    return {column.key: _text(problem.get(column.key)) for column in _PRINTED}


def _text(value: object) -> str:
    return UNKNOWN if value is None else str(value)
