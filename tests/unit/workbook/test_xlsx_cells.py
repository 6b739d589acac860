"""What an .xlsx file holds, cell by cell: also what python-calamine alone would not tell."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from antu.platform.workbook import Workbook, read_workbook
from antu.platform.workbook.cells import Fault

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MIDNIGHT = datetime(2023, 5, 8)  # noqa: DTZ001 - cells have no time zone
NOON = datetime(2023, 5, 8, 12)  # noqa: DTZ001 - cells have no time zone
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def by_hand(path: Path, sheet: str, *, strings: str = "", properties: str = "") -> Path:
    """An .xlsx whose only sheet has this XML, so that a test decides every attribute."""
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="{RELATIONS}">{properties}<sheets>'
        '<sheet name="户&amp;人" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"{HEAD}<sst {MAIN}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet_xml(rows: str, *, after: str = "") -> str:
    return f"{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def cells(workbook: Workbook) -> list[list[object]]:
    return [list(row) for row in workbook.sheets[0].rows]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>216.48000000000002</v></c>', Decimal("216.48")),
        ('<c r="A1"><v>1E+2</v></c>', Decimal(100)),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="str"><f>"a"</f><v>甲</v></c>', "甲"),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Decimal(2)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Fault("#N/A")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Fault("#DIV/0!")),
        ('<c r="A1"><f>1+1</f></c>', Fault()),
        ('<c r="A1"><f>1+1</f><v></v></c>', Fault()),
        ('<c r="A1"><f>1+1</f><v/></c>', Fault()),
        ('<c r="A1"><f t="shared" si="0"/></c>', Fault()),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A1" t="d"><v>2023-05-08T00:00:00</v></c>', MIDNIGHT),
        ('<c r="A1" t="s"><v>0</v></c>', "甲"),
        ('<c r="A1" t="s"><v>1</v></c>', "甲乙"),
        ('<c r="A1" t="s"><v>2</v></c>', Fault("#REF!")),
    ],
)
def test_each_kind_of_cell(tmp_path: Path, cell: str, value: object) -> None:
    strings = (
        "<si><t>甲</t></si>"
        "<si><r><t>甲</t></r><r><t>乙</t></r><rPh sb='0' eb='1'><t>jia</t></rPh></si>"
        "<si><t>#REF!</t></si>"
    )
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{cell}<c r="B1"><v>9</v></c></row>'), strings=strings)
    assert cells(read_workbook(path))[0][0] == value


def test_every_error_of_excel_is_a_fault(tmp_path: Path) -> None:
    errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"]
    row = "".join(f'<c r="{chr(65 + place)}1" t="e"><v>{error}</v></c>' for place, error in enumerate(errors))
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{row}</row>'))
    assert cells(read_workbook(path)) == [[Fault(error) for error in errors]]


def test_faults_beyond_the_last_value_are_found(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4" t="e"><v>#REF!</v></c></row>'
    found = cells(read_workbook(by_hand(tmp_path / "a.xlsx", sheet_xml(rows))))
    assert len(found) == 4
    assert found[3] == [None, None, Fault("#REF!")]


def test_sheet_names_and_merges_are_read(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="B4:B6"/><mergeCell ref="A1:C1"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = read_workbook(by_hand(tmp_path / "a.xlsx", sheet_xml(rows, after=merges))).sheets[0]
    assert sheet.name == "户&人"
    assert [(merge.first_row, merge.last_row, merge.first_column, merge.runs_down) for merge in sheet.merges] == [
        (4, 6, 2, True),
        (1, 1, 1, False),
    ]


def test_cells_and_elements_with_prefixes_and_without_references_are_counted(tmp_path: Path) -> None:
    xml = (
        f'{HEAD}<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c><x:c r="C2" t="e"><x:v>#REF!</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert cells(read_workbook(by_hand(tmp_path / "a.xlsx", xml)))[1][1:] == [Decimal(1), Fault("#REF!")]


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_and_serials_follow_the_workbook_s_date_base(tmp_path: Path, *, is_1904: bool) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": is_1904}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.add_worksheet().write_datetime(0, 0, date(2023, 5, 8), day)
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows[0][0] == date(2023, 5, 8)
    assert sheet.date_base == (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))


@pytest.mark.parametrize(
    ("number", "shown", "value"),
    [
        (0.5, "0%", Decimal("0.5")),
        (0.5, "h:mm", time(12)),
        (3.0, "[h]:mm", Decimal(3)),
        (45054.0, "h:mm", date(2023, 5, 8)),
        (45054.5, "yyyy-mm-dd hh:mm", NOON),
        (45054.0, 'yyyy"年"m"月"d"日"', date(2023, 5, 8)),
        (1234.5, "#,##0.00", Decimal("1234.5")),
        (20230508.0, "yyyy-mm-dd", Decimal(20230508)),
    ],
)
def test_formats_decide_what_a_number_is(tmp_path: Path, number: float, shown: str, value: object) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet().write_number(0, 0, number, workbook.add_format({"num_format": shown}))
    assert cells(read_workbook(path)) == [[value]]


def test_hidden_sheets_rows_and_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("一")
        sheet = workbook.add_worksheet("二")
        sheet.hide()
        sheet.write_row(0, 0, ["甲", "乙"])
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        workbook.add_worksheet("三").very_hidden()
    workbook_read = read_workbook(path)
    assert [sheet.name for sheet in workbook_read.sheets] == ["一", "二", "三"]
    assert list(workbook_read.sheets[1].rows[0]) == ["甲", "乙"]


def test_a_sheet_of_charts_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("数")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=数!$A$1:$A$2"})
        workbook.add_chartsheet("图").set_chart(chart)
    assert [(sheet.name, len(sheet.rows)) for sheet in read_workbook(path).sheets] == [("数", 0), ("图", 0)]


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲_x0000__x0007_乙_x000D_</t></is></c></row>'
    found = str(cells(read_workbook(by_hand(tmp_path / "a.xlsx", sheet_xml(rows))))[0][0])
    assert "\x00" not in found
    assert "\x07" not in found
