"""The sheet 「导入问题」: every problem with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from antu.kernel.errors import Problem
from antu.platform.workbook.marking.parts import Parts
from antu.platform.workbook.marking.places import Spot, column_letters
from antu.platform.workbook.marking.styles import Styles
from antu.platform.workbook.marking.xml import added, children, link_attribute, needed, spoken
from antu.platform.workbook.source import PROBLEMS_SHEET

LISTED_MAX: Final = 100_000
"""Problems that the sheet lists; who has more has one mistake in a whole column."""
LINKS_MAX: Final = 65_000
"""Links of one sheet: Excel drops all of them beyond 65,530."""

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MESSAGE_WIDTH: Final = 78
_MESSAGE_LETTERS: Final = 90
_LINE_POINTS: Final = 15
_COLUMNS: Final = (
    ("类别", 8),
    ("位置", 16),
    ("工作表", 12),
    ("行", 7),
    ("列", 18),
    ("问题和处理办法", _MESSAGE_WIDTH),
    ("规则", 22),
)
_HEAD_ROW: Final = 4
_HELP: Final = (
    "在原来的表里改好标色的单元格，保存后直接上传本文件即可。这张表不会读入；再次标注时，颜色、批注和这张表都会更新。"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem, the cell it is shown at, and whether it only asks to be looked at."""

    problem: Problem
    spot: Spot | None

    @property
    def is_warning(self) -> bool:
        """Whether the row goes in all the same."""
        return self.problem.rule.startswith("W-")


def add_list(parts: Parts, book: str, held: str | None, listed: Sequence[Listed], styles: Styles) -> None:
    """Write the list into its sheet: the one of an earlier round (``held``), else a new one behind all others."""
    root = parts.tree(book)
    is_strict = _STRICT_MAIN in root.nsmap.values()
    xml = "".join(_sheet(listed, styles, _STRICT_MAIN if is_strict else _MAIN)).encode()
    if held is not None:
        parts.forget_relations(held)
        parts.put(held, xml)
        return
    part = parts.unused("xl/worksheets/sheet{}.xml")
    parts.put(part, xml)
    parts.declare(part, _TYPE)
    sheets = needed(root, "sheets")
    taken = {each.get("sheetId") for each in children(sheets, "sheet")}
    number = next(number for number in range(1, len(taken) + 2) if str(number) not in taken)
    own = parts.relate(book, "worksheet", part)
    added(sheets, "sheet", {"name": PROBLEMS_SHEET, "sheetId": str(number), link_attribute(root): own})


def _sheet(listed: Sequence[Listed], styles: Styles, space: str) -> Iterator[str]:
    shown = listed[:LISTED_MAX]
    last = _HEAD_ROW + max(len(shown), 1)
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
    yield '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield f'<dimension ref="A1:{column_letters(len(_COLUMNS))}{last}"/>'
    pane = f'<pane ySplit="{_HEAD_ROW}" topLeftCell="A{_HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
    yield f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    yield f'<sheetFormatPr defaultRowHeight="{_LINE_POINTS}"/><cols>'
    for place, (_, width) in enumerate(_COLUMNS, start=1):
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, [(PROBLEMS_SHEET, styles.title)], lines=2)
    yield _row(2, [(_counted(listed), styles.plain)])
    yield _row(3, [(_HELP, styles.plain)])
    yield _row(_HEAD_ROW, [(heading, styles.heading) for heading, _ in _COLUMNS])
    for row, each in enumerate(shown, start=_HEAD_ROW + 1):
        yield _row(row, _cells(each, styles), lines=_lines(each.problem.message))
    yield f'</sheetData><autoFilter ref="A{_HEAD_ROW}:{column_letters(len(_COLUMNS))}{last}"/>'
    yield from _links(shown)
    yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _counted(listed: Sequence[Listed]) -> str:
    warnings = sum(each.is_warning for each in listed)
    errors = len(listed) - warnings
    if not listed:
        return "没有错误，也没有提醒。"
    told = f"错误 {errors} 处（红色），改正后才能导入；提醒 {warnings} 处（黄色），照样导入，请核对。"
    return told + (f"下面列出前 {LISTED_MAX} 条。" if len(listed) > LISTED_MAX else "")


def _cells(each: Listed, styles: Styles) -> list[tuple[str | int, int]]:
    where = each.problem.where
    row = where.get("row")
    return [
        ("提醒", styles.warning) if each.is_warning else ("错误", styles.error),
        (f"{each.spot.sheet}!{each.spot.reference}", styles.link) if each.spot else ("—", styles.text),
        (each.spot.sheet if each.spot else str(where.get("sheet") or "—"), styles.text),
        (row if isinstance(row, int) else "—", styles.centred),
        (str(where.get("column") or "—"), styles.text),
        (each.problem.message, styles.text),
        (each.problem.rule, styles.text),
    ]


def _row(number: int, cells: Iterable[tuple[str | int, int]], *, lines: int = 1) -> str:
    written = "".join(_cell(number, *cell) for cell in enumerate(cells, start=1))
    return f'<row r="{number}" ht="{lines * _LINE_POINTS}" customHeight="1">{written}</row>'


def _lines(message: str) -> int:
    """How many lines the message takes in its column: a Chinese character is as wide as two letters."""
    width = sum(1 if each.isascii() else 2 for each in message)
    return 1 + width // _MESSAGE_LETTERS


def _cell(row: int, column: int, cell: tuple[str | int, int]) -> str:
    value, style = cell
    head = f'<c r="{column_letters(column)}{row}" s="{style}"'
    if isinstance(value, int):
        return f"{head}><v>{value}</v></c>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(spoken(value))}</t></is></c>'


def _links(shown: Sequence[Listed]) -> Iterator[str]:
    links = [(row, each.spot) for row, each in enumerate(shown, start=_HEAD_ROW + 1) if each.spot][:LINKS_MAX]
    if links:
        yield "<hyperlinks>"
        for row, spot in links:
            sheet = spot.sheet.replace("'", "''")
            target = spoken(f"'{sheet}'!{spot.reference}")
            yield f'<hyperlink ref="B{row}" location={quoteattr(target)} display={quoteattr(target)}/>'
        yield "</hyperlinks>"
