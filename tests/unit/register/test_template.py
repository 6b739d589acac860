"""The empty register workbook of each pack: what an office fills in is what the import reads."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import SHELF, places, village

from antu.households.domain.columns import SHEETS
from antu.households.domain.layout import register_layout
from antu.households.domain.reading import read_register
from antu.households.domain.template import write_template
from antu.platform.workbook import ColumnType

PACKS = [pack.id for pack in SHELF.all()]


@pytest.fixture(params=PACKS)
def pack_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_empty_template_asks_for_its_project_and_nothing_else(tmp_path: Path, pack_id: str) -> None:
    write_template(SHELF.get(pack_id), tmp_path / "a.xlsx")
    reading = read_register(tmp_path / "a.xlsx", SHELF, RecordsAtHand())
    assert places(reading.errors) == [("项目", None, "项目编号", "R-REQUIRED")]
    assert reading.warnings == ()


def test_its_sheets_and_headers_are_those_of_the_layout(tmp_path: Path, pack_id: str) -> None:
    write_template(SHELF.get(pack_id), tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    layout = register_layout(SHELF.get(pack_id))
    assert workbook.sheetnames == [each.name for each in layout.layouts]
    for each in layout.layouts:
        headers = [str(cell.value) for cell in workbook[each.name][1]]
        assert [column and column.field for column in map(each.column_under, headers)] == list(each.by_field)


def test_the_demonstration_pack_has_the_nine_sheets_in_canonical_words(tmp_path: Path) -> None:
    write_template(SHELF.get("hunan-demo-2023"), tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for layout in SHEETS.values():
        assert [cell.value for cell in workbook[layout.name][1]] == [column.header for column in layout.columns]


def test_long_numbers_are_text_and_days_are_days(tmp_path: Path, pack_id: str) -> None:
    write_template(SHELF.get(pack_id), tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for each in register_layout(SHELF.get(pack_id)).layouts:
        for place, column in enumerate(each.columns, start=1):
            letter = get_column_letter(place)
            shown = workbook[each.name].column_dimensions[letter].number_format
            if column.type in {ColumnType.ID, ColumnType.ACCOUNT, ColumnType.CODE, ColumnType.USCC, ColumnType.PHONE}:
                assert shown == "@"
            if column.type is ColumnType.DATE:
                assert shown == "yyyy-mm-dd"


def test_choices_are_offered_as_lists(tmp_path: Path) -> None:
    write_template(SHELF.get("hunan-demo-2023"), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["房屋"]
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"框架,砖混,砖木,土木,简易"' in offered
    comment = sheet["E1"].comment
    assert comment is not None
    assert "必填" in comment.text
    assert "砖混" in comment.text


def test_the_same_pack_gives_the_same_file(tmp_path: Path, pack_id: str) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(SHELF.get(pack_id), tmp_path / name)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as first, zipfile.ZipFile(tmp_path / "b.xlsx") as second:
        assert [(part, first.read(part)) for part in first.namelist()] == [
            (part, second.read(part)) for part in second.namelist()
        ]


def test_a_filled_template_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(SHELF.get("hunan-demo-2023"), path)
    workbook = openpyxl.load_workbook(path)
    for name, rows in village().items():
        headers = [cell.value for cell in workbook[name][1]]
        for row in rows:
            workbook[name].append([row.get(str(header)) for header in headers])
    workbook.save(path)
    reading = read_register(path, SHELF, RecordsAtHand())
    assert places(reading.errors + reading.warnings) == []
    assert len(reading.subjects) == 3
