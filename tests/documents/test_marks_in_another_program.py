"""A marked copy in another program: LibreOffice opens it, shows the marks, saves it, and it can be marked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.documents.office import converted
from tests.unit.workbook.test_marking import RED, YELLOW, colours, error, marked, office_workbook, words


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A copy with marks as LibreOffice saves it."""
    source = office_workbook(tmp_path / "村.xlsx")
    problems = [error(3, "建筑面积"), error(4, "建筑面积"), error(3, "备注", "W-PHONE")]
    return converted(marked(source, problems), "xlsx")


def test_libreoffice_keeps_colours_comments_and_the_list(saved: Path) -> None:
    book = load_workbook(saved)
    assert colours(book["表格"]) == {"C3": RED, "C4": RED, "E3": YELLOW}
    assert words(book["表格"], "C3") == "【导入问题】错误 R-REQUIRED\n建筑面积没有填；请补上"
    assert words(book["表格"], "C4").startswith("办公室的批注\n【导入问题】")
    assert book["导入问题"]["B5"].hyperlink.location.replace("'", "") in {"表格!C3", "表格.C3"}
    assert book["表格"]["C4"].value == "=C3*2"
    assert load_workbook(saved, data_only=True)["表格"]["C4"].value == 241


def test_what_libreoffice_saved_is_marked_again_without_the_old_marks(saved: Path) -> None:
    book = load_workbook(marked(saved, [error(4, "村(居)")], "再标.xlsx"))
    sheet = book["表格"]
    assert colours(sheet) == {"B3": RED}  # B4 is merged into it
    assert (words(sheet, "C3"), words(sheet, "C4").strip(), words(sheet, "E3").strip()) == (
        "",
        "办公室的批注",
        "另一条",
    )
    assert book.sheetnames == ["表格", "汇总", "导入问题"]
    assert [row[1] for row in book["导入问题"].iter_rows(min_row=5, values_only=True)] == ["表格!B3"]
    assert converted(marked(saved, [], "无.xlsx"), "pdf").is_file()
