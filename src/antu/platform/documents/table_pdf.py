"""Any list as PDF by ``forms/list.typ``: the same rows, words and time give the same bytes.

What a page shows as a :class:`antu.platform.display.Table` is set as a register: drawn borders, a header that is
repeated, a unit line, totals, a line to sign on. The paper is as large as the columns need. Nothing is asked here: who
prints and when is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from antu.platform.display import Cell, Column, Kind, Table
from antu.platform.documents.column_widths import Paper, column_widths, papers_width
from antu.platform.documents.forms import form_path
from antu.platform.documents.typst_pdf import render_pdf
from antu.platform.wording import moment_text

FORM: Final = "list.typ"
SIGN_OFF: Final = ("制表", "复核", "审核", "负责人", "日期")
NUMBERED: Final = Column("序号", kind=Kind.NUMBER)
TOTAL: Final = "合计"
#: A longer list is for paper: a screen reader has the page with the same rows.
TAGGED_ROWS: Final = 200
_NUMBERS: Final = (Kind.NUMBER, Kind.MINOR_NUMBER)


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list to be printed: all rows that the filters let through, in words which filters those were, who and when.

    ``filters`` are texts such as 「状态：已签约」; ``notices`` must be read before any number, and stand on each page.
    A table that is no list has its own line under the title, ``said``, in place of the filters.
    """

    title: str
    table: Table
    made_by: str
    made_at: datetime
    filters: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    said: str = ""


def list_pdf(printed: PrintedList) -> bytes:
    """The list as PDF. Raises BadInput (``D-FORM``) where the office's form cannot be set."""
    columns, rows, totals = _numbered(printed.table)
    cells = [[_texts(cell) for cell in row] for row in rows]
    last = [_texts(cell) for cell in totals]
    headers = [column.header for column in columns]
    widths = column_widths(headers, [*cells, *([last] if last else [])], [_is_number(each) for each in columns])
    paper: Paper = papers_width(widths)
    document = {
        "title": printed.title,
        "paper": paper.name,
        "flipped": paper.is_landscape,
        "notices": list(printed.notices),
        "filters": "；".join(printed.filters) or "全部",
        "said": printed.said,
        "count": f"共 {len(rows)} 行",
        "units": "、".join(dict.fromkeys(each.unit for each in columns if each.unit)),
        "headers": headers,
        "widths": paper.fitted(widths),
        "numbers": [_is_number(each) for each in columns],
        "rows": cells,
        "totals": last,
        "empty": printed.table.empty,
        "printed": f"打印人：{printed.made_by}　打印时间：{moment_text(printed.made_at)}",
        "sign_off": list(SIGN_OFF),
    }
    return render_pdf(form_path(FORM), document, tagged=len(rows) <= TAGGED_ROWS)


def _numbered(table: Table) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]], tuple[Cell, ...]]:
    """The table with 序号 before it, unless it begins with one."""
    if table.columns and table.columns[0].label == NUMBERED.label:
        return table.columns, [row.cells for row in table.rows], table.totals
    rows = [(Cell(str(number)), *row.cells) for number, row in enumerate(table.rows, start=1)]
    first = Cell("" if any(cell.text.startswith(TOTAL) for cell in table.totals) else TOTAL)
    return (NUMBERED, *table.columns), rows, (first, *table.totals) if table.totals else ()


def _texts(cell: Cell) -> Any:
    """A text; or the text with what stands small below it, for the few cells that have that."""
    marks = "".join(f"〔{chip.text}〕" for chip in cell.chips)
    small = list(_small(cell))
    text = f"{cell.text}{marks}"
    return {"text": text, "small": small} if small else text


def _small(cell: Cell) -> Iterable[str]:
    if cell.note:
        yield cell.note
    if cell.code:
        yield cell.code
    yield from cell.more


def _is_number(column: Column) -> bool:
    return column.kind in _NUMBERS
