"""Printed tables as another program sees them: LibreOffice recalculates, openpyxl reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.documents.office import recalculated

from antu.kernel.money import Money
from antu.platform.spreadsheets import Block, Cell, Column, ColumnKind, Group, Sheet, write_sheet

Row = Mapping[str, Cell]

COLUMNS = (
    Column("no", "序号", ColumnKind.COUNT, 5),
    Column("name", "户主"),
    Column("house", "房屋（元）", ColumnKind.MONEY, 14, summed=True),
    Column("other", "其他（元）", ColumnKind.MONEY, 14, summed=True),
    Column("agreed", "合计（元）", ColumnKind.MONEY, 14, summed=True, sums=("house", "other")),
    Column("paid", "已付（元）", ColumnKind.MONEY, 14, summed=True),
    Column("unpaid", "未付（元）", ColumnKind.MONEY, 14, summed=True, formula="{agreed}-{paid}"),
    Column("mu", "亩", ColumnKind.MU, 10, summed=True),
    Column("signed", "签约日", ColumnKind.DAY, 12),
)


def _row(no: int, house: int, other: int | None, paid: int | None) -> dict[str, object]:
    return {
        "no": no,
        "name": "=1+1" if no == 1 else f"户{no}",
        "house": Money(house),
        "other": None if other is None else Money(other),
        "paid": None if paid is None else Money(paid),
        "mu": Decimal("0.1235"),
        "signed": date(2023, 6, no),
    }


FIRST = (_row(1, 21215040, 1, 10), _row(2, 33333333, None, None))
SECOND = (_row(3, 10, 20, 5),)
APART = (_row(4, 99999999999, 0, None),)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    sheet = Sheet(
        name="明细表",
        title="教学示例项目明细表",
        unit_line="单位：元",
        columns=COLUMNS,
        blocks=(
            Block((Group("一组", FIRST), Group("二组", SECOND)), words_of="agreed"),  # type: ignore[arg-type]
            Block((Group("一组", APART),), heading="未签约户测算", total_label="测算合计"),  # type: ignore[arg-type]
        ),
        notices=("演示标准（合成），非任何机关发布",),
        made_by="示例甲 2023-12-31 制",
    )
    folder = tmp_path_factory.mktemp("tables")
    path: Path = recalculated(write_sheet(sheet, folder / "明细表.xlsx"))
    return load_workbook(path, data_only=True).active  # type: ignore[return-value]


def _row_of(page: Worksheet, label: str) -> list[object]:
    return next([cell.value for cell in row] for row in page.iter_rows() if row[0].value == label)


def test_a_subtotal_recalculates_to_the_exact_sum_of_its_group(page: Worksheet) -> None:
    subtotal = _row_of(page, "一组 小计")
    assert Decimal(str(subtotal[2])) == Decimal("545483.73")
    assert Decimal(str(subtotal[6])) == Decimal("545483.64")


def test_the_total_adds_the_subtotals_and_leaves_the_estimates_out(page: Worksheet) -> None:
    total = _row_of(page, "合计")
    assert Decimal(str(total[2])) == Decimal("545483.83")
    assert Decimal(str(total[4])) == Decimal("545484.04")
    assert Decimal(str(total[7])) == Decimal("0.3705")
    assert Decimal(str(_row_of(page, "测算合计")[2])) == Decimal("999999999.99")


def test_the_total_stands_in_words_too(page: Worksheet) -> None:
    words = next(str(row[0].value) for row in page.iter_rows() if "大写" in str(row[0].value))
    assert words == f"合计（大写）：{Money(54548404).in_words()}"


def test_text_that_looks_like_a_formula_stays_text(page: Worksheet) -> None:
    assert _row_of(page, 1)[1] == "=1+1"  # type: ignore[arg-type]


def test_an_unknown_amount_prints_a_dash_and_adds_nothing(page: Worksheet) -> None:
    row = _row_of(page, 2)  # type: ignore[arg-type]
    assert row[3] == "—"
    assert Decimal(str(row[4])) == Decimal("333333.33")


def test_the_header_repeats_on_every_printed_page_and_the_page_lies_across(tmp_path: Path) -> None:
    blocks = (Block((Group("一组", FIRST),)),)  # type: ignore[arg-type]
    sheet = Sheet("表", "标题", "单位：元", COLUMNS, blocks, made_by="示例甲 2023-12-31 制")
    printed = load_workbook(write_sheet(sheet, tmp_path / "表.xlsx")).active
    assert printed is not None
    assert printed.print_title_rows == "$3:$3"
    assert printed.page_setup.orientation == "landscape"
    assert printed.oddFooter is not None
    assert printed.oddFooter.center is not None
    assert printed.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert any("制表：" in str(row[0].value) for row in printed.iter_rows())


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    sheet = Sheet("表", "标题", "单位：元", COLUMNS, (Block(()),))
    printed = load_workbook(write_sheet(sheet, tmp_path / "空表.xlsx")).active
    assert printed is not None
    assert any(row[0].value == "（无）" for row in printed.iter_rows())


def test_a_line_across_a_table_of_two_pages_is_cut_on_neither(tmp_path: Path) -> None:
    wide = tuple(Column(f"c{number}", f"列{number}", ColumnKind.MONEY, 30, summed=True) for number in range(10))
    rows: tuple[Row, ...] = ({"no": 1, "name": "户1", "c0": Money(1)},)
    sheet = Sheet(
        "表", "标题", "单位：元", (*COLUMNS[:2], *wide), (Block((Group("一组", rows),), words_of="c0"),), key_columns=2
    )
    printed = load_workbook(write_sheet(sheet, tmp_path / "宽表.xlsx")).active
    assert printed is not None
    cells = [cell for row in printed.iter_rows() for cell in row]

    def room_of(text: str) -> str:
        found = next(cell for cell in cells if text in str(cell.value))
        return next(str(each) for each in printed.merged_cells.ranges if found.coordinate in each).replace(
            str(found.row), ""
        )

    assert room_of("（大写）") == "A:B"
    assert room_of("制表：") == "C:G"
    assert room_of("标题") == "A:G"


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = ({"no": 1, "name": "户1"}, {"no": 2, "name": "示例村第十二村民小组股份经济合作社"})
    sheet = Sheet("表", "标题", "单位：元", COLUMNS, (Block((Group("一组", rows),)),))
    printed = load_workbook(write_sheet(sheet, tmp_path / "高行.xlsx")).active
    assert printed is not None
    low, high = (row[0].row for row in printed.iter_rows() if row[0].value in (1, 2))
    assert printed.row_dimensions[low].height is None
    assert float(printed.row_dimensions[high].height) > 3 * 15
