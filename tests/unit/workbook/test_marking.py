"""The marked copy: bad cells coloured, explained and listed, and everything else as the office had it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from tests.unit.workbook.sheets import PLAIN

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook import SheetLayout, Workbook, at, match_sheets, read_sheet, read_workbook
from antu.platform.workbook.marking import write_marked
from antu.platform.workbook.marking.listing import LINKS_MAX
from antu.platform.workbook.marking.marked import NOTES_MAX
from antu.platform.workbook.marking.notes import SHAPES
from antu.platform.workbook.marking.places import column_letters

RED, YELLOW = "FFFFB3B3", "FFFFEB9C"
TOLD = "R-REQUIRED"
CELLS = re.compile(rb"<(?:x:)?sheetData.*</(?:x:)?sheetData>", re.DOTALL)


def layouts_of(_workbook: Workbook) -> tuple[SheetLayout, ...]:
    return (PLAIN,)


def error(row: int | None, column: str | None, rule: str = TOLD) -> Problem:
    return Problem(rule, f"{column}没有填；请补上", at("表", row, column))


def office_workbook(path: Path) -> Path:
    """What offices send: a title, other headers, merges, formulas with their values, comments and formats of theirs."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表格")
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        sheet.merge_range("A1:E1", "某村台账", bold)
        sheet.write_row("A2", ["户号", "村", "建筑面积", "照片", "说明"], bold)
        sheet.write_row("A3", ["H1", "东村", 120.5, "有", "甲"])
        sheet.write_row("A4", ["H2", None, None, None, "乙"])
        sheet.write_formula("C4", "=C3*2", book.add_format({"num_format": "0.00"}), 241)
        sheet.write_formula("C5", "=C3/0", None, "#DIV/0!")
        sheet.merge_range("B3:B5", "东村")
        sheet.set_column("D:D", 9, None, {"hidden": True})
        sheet.conditional_format("C3:C9", {"type": "cell", "criteria": ">", "value": 200, "format": bold})
        sheet.data_validation("A3:A9", {"validate": "any", "input_title": "户号", "input_message": "第一行\n第二行"})
        sheet.write_comment("C4", "办公室的批注", {"author": "王"})
        sheet.write_comment("E3", "另一条", {"author": "王"})
        seal = BytesIO()
        Image.new("RGB", (8, 8), "red").save(seal, "PNG")
        sheet.set_header("&L&G&C某镇", {"image_left": "章.png", "image_data_left": seal})  # has boxes of its own
        other = book.add_worksheet("汇总")
        other.write_formula("A1", "=SUM(表格!C3:C4)", None, 361.5)
        book.define_name("合计", "=汇总!$A$1")
    return path


def cells_of(path: Path) -> dict[str, bytes]:
    """The cells of each worksheet, byte by byte, without the list of problems."""
    with ZipFile(path) as archive:
        return {
            name: found[0]
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and (found := CELLS.search(archive.read(name)))
            if b"<tabColor" not in archive.read(name)
        }


def contents(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def colours(sheet: Worksheet) -> dict[str, str]:
    """The colour laid over each cell."""
    return {
        cell: rule.dxf.fill.bgColor.rgb
        for painted in sheet.conditional_formatting
        for rule in painted.rules
        if rule.type == "expression"
        for area in str(painted.sqref).split()
        for row in (sheet[area] if ":" in area else ((sheet[area],),))
        for cell in [row[0].coordinate]
    }


def words(sheet: Worksheet, cell: str) -> str:
    comment = sheet[cell].comment
    return comment.text if comment else ""


def looks(cell: Any) -> tuple[str, ...]:
    """Value and format of a cell."""
    parts = (cell.value, cell.font, cell.fill, cell.border, cell.number_format, cell.alignment, cell.protection)
    return tuple(repr(part) for part in parts)


def links_of(book: openpyxl.Workbook) -> list[str | None]:
    """Where the list's links lead to."""
    cells = (row[1] for row in book["导入问题"].iter_rows(min_row=5))
    return [cell.hyperlink.location for cell in cells if cell.hyperlink]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return office_workbook(tmp_path / "村.xlsx")


def marked(source: Path, problems: Sequence[Problem], name: str = "标.xlsx") -> Path:
    target = source.with_name(name)
    write_marked(source, problems, layouts_of, target)
    return target


def test_a_bad_cell_is_coloured_and_its_comment_says_rule_and_way_out(source: Path) -> None:
    warning = Problem("W-PHONE", "请核对", at("表", 3, "备注"))
    sheet = load_workbook(marked(source, [error(3, "建筑面积"), error(5, "建筑面积"), warning]))["表格"]
    assert colours(sheet) == {"C3": RED, "C5": RED, "E3": YELLOW}
    assert words(sheet, "C3") == "【导入问题】错误 R-REQUIRED\n建筑面积没有填；请补上"


def test_places_are_those_of_the_offices_own_titles_headers_and_merges(source: Path) -> None:
    problems = [
        error(5, "村(居)"),  # covered by B3:B5
        error(4, None),  # a row
        error(None, "面积(亩)", "R-HEAD-MISSING"),  # a column that there isn't
        Problem("W-HEAD-UNKNOWN", "不认识", at("表", 2, "照片")),
        Problem("W-SHEET-UNKNOWN", "不认识", at("汇总", None, None)),
        Problem("R-SHEET-MISSING", "缺表", at("户", None, None)),
    ]
    book = load_workbook(marked(source, problems))
    rows = list(book["导入问题"].iter_rows(min_row=5, values_only=True))
    assert [row[1] for row in rows] == ["表格!B3", "表格!A4", "表格!A2", "表格!D2", "汇总!A1", "—"]
    assert links_of(book) == ["'表格'!B3", "'表格'!A4", "'表格'!A2", "'表格'!D2", "'汇总'!A1"]


def test_cells_formulas_and_their_values_stay_the_bytes_they_were(source: Path) -> None:
    target = marked(source, [error(3, "建筑面积"), error(4, "建筑面积")])
    assert cells_of(target) == cells_of(source)
    parts, marked_parts = contents(source), contents(target)
    assert {part for part, content in parts.items() if marked_parts[part] != content} == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }
    before, after = load_workbook(source), load_workbook(target)
    for sheet in before:
        copy = after[sheet.title]
        assert copy.merged_cells.ranges == sheet.merged_cells.ranges
        assert copy.column_dimensions["D"].hidden == sheet.column_dimensions["D"].hidden
        assert [str(each.sqref) for each in copy.data_validations.dataValidation] == [
            str(each.sqref) for each in sheet.data_validations.dataValidation
        ]
        assert [looks(cell) for row in copy.iter_rows() for cell in row] == [
            looks(cell) for row in sheet.iter_rows() for cell in row
        ]
    assert after["表格"].data_validations.dataValidation[0].prompt == "第一行\n第二行"
    assert (header := after["表格"].oddHeader)
    assert header.center.text == "某镇"
    assert after.defined_names["合计"].attr_text == "汇总!$A$1"


def test_the_offices_comments_and_formats_stay_beside_ours_and_ours_come_first(source: Path) -> None:
    sheet = load_workbook(marked(source, [error(4, "建筑面积")]))["表格"]
    assert words(sheet, "C4") == "办公室的批注\n【导入问题】错误 R-REQUIRED\n建筑面积没有填；请补上"
    assert words(sheet, "E3") == "另一条"
    priorities = {rule.type: rule.priority for painted in sheet.conditional_formatting for rule in painted.rules}
    assert priorities == {"expression": 1, "cellIs": 2}


def test_marking_a_marked_copy_again_gives_the_same_copy(source: Path) -> None:
    problems = [error(3, "建筑面积"), error(4, "建筑面积"), error(None, None)]
    first = marked(source, problems)
    assert contents(marked(first, problems, "再标.xlsx")) == contents(first)


def test_marks_of_an_earlier_round_go_when_the_cells_are_mended(source: Path) -> None:
    first = marked(source, [error(3, "建筑面积"), error(4, "建筑面积")])
    book = load_workbook(marked(first, [error(3, "备注")], "再标.xlsx"))
    sheet = book["表格"]
    assert colours(sheet) == {"E3": RED}
    assert (words(sheet, "C3"), words(sheet, "C4")) == ("", "办公室的批注")
    assert book.sheetnames == ["表格", "汇总", "导入问题"]
    assert [row[1] for row in book["导入问题"].iter_rows(min_row=5, values_only=True)] == ["表格!E3"]
    without = load_workbook(marked(first, [], "无.xlsx"))
    assert colours(without["表格"]) == {}
    assert {cell.coordinate for row in without["表格"].iter_rows() for cell in row if cell.comment} == {"C4", "E3"}


def test_the_list_of_problems_is_not_read_on_import(source: Path) -> None:
    target = marked(source, [error(3, "建筑面积")])
    workbook = read_workbook(target)
    assert [sheet.name for sheet in workbook.sheets] == ["表格", "汇总"]
    assert read_sheet(match_sheets(workbook, (PLAIN,))[0]["表"], PLAIN) == read_sheet(
        match_sheets(read_workbook(source), (PLAIN,))[0]["表"], PLAIN
    )


def test_a_sheet_whose_elements_carry_a_prefix_is_marked_too(source: Path, tmp_path: Path) -> None:
    prefixed = tmp_path / "前缀.xlsx"
    with ZipFile(source) as archive, ZipFile(prefixed, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"<(/?)(?=[a-z])(?!\?)", rb"<\1x:", content).replace(b"xmlns=", b"xmlns:x=")
            copy.writestr(name, content)
    target = marked(prefixed, [error(3, "建筑面积")])
    assert cells_of(target) == cells_of(prefixed)
    assert colours(load_workbook(target)["表格"]) == {"C3": RED}


def test_a_folder_of_csv_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"只有 \.xlsx 工作簿能标出问题"):
        write_marked(tmp_path, [], layouts_of, tmp_path / "a.xlsx")


def test_a_column_that_is_wrong_throughout_is_coloured_whole_with_comments_up_to_the_limit(tmp_path: Path) -> None:
    rows = NOTES_MAX + 1_000
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["户编号", "村(居)", "建筑面积"])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"H{row}", "东村"])
    target = marked(tmp_path / "a.xlsx", [error(row, "建筑面积") for row in range(2, rows + 2)])
    copy = load_workbook(target)
    (painted,) = copy["表"].conditional_formatting
    assert str(painted.sqref) == f"C2:C{rows + 1}"
    assert sum(cell.comment is not None for (cell,) in copy["表"]["C2" : f"C{rows + 1}"]) == NOTES_MAX
    assert len(links_of(copy)) == rows < LINKS_MAX


@given(st.integers(1, 16_384))
def test_columns_are_called_as_excel_calls_them(number: int) -> None:
    assert column_letters(number) == get_column_letter(number)


SPOTS = st.tuples(st.integers(2, 30) | st.none(), st.sampled_from([each.header for each in PLAIN.columns]) | st.none())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(SPOTS, st.sampled_from([TOLD, "W-PHONE"])), max_size=12), min_size=1, max_size=3))
def test_whatever_was_marked_before_the_copy_has_the_marks_of_the_last_round_alone(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[tuple[int | None, str | None], str]]]
) -> None:
    source = office_workbook(tmp_path_factory.mktemp("marked") / "村.xlsx")
    last = source
    for number, asked in enumerate(rounds):
        problems = [error(*spot, rule) for spot, rule in asked]
        last = marked(last, problems, f"{number}.xlsx")
    alone = marked(source, problems, "alone.xlsx")
    sheet, fresh = load_workbook(last)["表格"], load_workbook(alone)["表格"]
    assert colours(sheet) == colours(fresh)
    assert _all_words(sheet) == _all_words(fresh)
    assert cells_of(last) == cells_of(source)


def _all_words(sheet: Worksheet) -> dict[str, str]:
    rows: Iterable[tuple[object, ...]] = sheet.iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}  # type: ignore[attr-defined]


def test_a_box_of_the_offices_own_before_ours_is_no_part_of_ours() -> None:
    own, ours = b'<v:shape id="logo"/>', b'<v:shape id="_x0000_s1025" style=""><x:Row>1</x:Row></v:shape>'
    assert [match[0] for match in SHAPES.finditer(b"<xml>" + own + ours + own + b"</xml>")] == [ours]
