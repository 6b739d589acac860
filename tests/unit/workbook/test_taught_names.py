"""Names that an office taught: further synonyms, weaker than every other name; and what no name is known for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.workbook.sheets import PLAIN, places, read, sheet_of

from antu.platform.workbook import (
    NOTHING_TAUGHT,
    Sheet,
    TaughtNames,
    Workbook,
    match_sheets,
    read_sheet,
)
from antu.platform.workbook.taught import used_names
from antu.platform.workbook.unmatched import unmatched_names


def taught(headers: Mapping[str, str]) -> TaughtNames:
    return TaughtNames({}, {("表", header): field for header, field in headers.items()})


@pytest.mark.parametrize("typed", ["门牌号", " 门 牌\n号*", "门牌号："])
def test_a_taught_header_is_compared_like_every_other(typed: str) -> None:
    layout = taught({"门牌号": "household"}).applied_to(PLAIN)
    reading = read([typed, "村", "备注"], ["A", "甲村", None], layout=layout)
    assert reading.rows[0].values["household"] == "A"
    assert not reading.errors
    assert not reading.warnings


def test_a_header_that_says_more_in_brackets_is_not_what_was_taught() -> None:
    layout = taught({"门牌号": "household"}).applied_to(PLAIN)
    assert layout.column_under("门牌号（争议）") is None
    reading = read(["门牌号（争议）", "村", "备注", "门牌号"], ["错", "甲村", None, "A"], layout=layout)
    assert places(reading.warnings) == [(1, "门牌号（争议）", "W-HEAD-UNKNOWN")]
    assert reading.rows[0].values["household"] == "A"


@pytest.mark.parametrize("own", ["户编号", "户号"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_taught_header_gives_way_to_a_name_of_the_layout_and_is_told(own: str, *, is_first: bool) -> None:
    layout = taught({"门牌号": "household"}).applied_to(PLAIN)
    pair = [("门牌号", "B"), (own, "A")] if is_first else [(own, "A"), ("门牌号", "B")]
    reading = read([*(name for name, _ in pair), "村", "备注"], [*(v for _, v in pair), "甲村", None], layout=layout)
    assert reading.rows[0].values["household"] == "A"
    assert not reading.errors
    assert places(reading.warnings) == [(1, "门牌号", "W-HEAD-TAUGHT")]


def test_two_headers_taught_to_one_column_are_refused() -> None:
    layout = taught({"门牌号": "household", "门牌": "household"}).applied_to(PLAIN)
    reading = read(["门牌号", "门牌", "村", "备注"], ["A", "B", "甲村", None], layout=layout)
    assert places(reading.errors) == [(1, "户编号", "R-HEAD-DUPLICATE")]


def test_what_is_taught_of_an_unknown_column_or_of_a_name_with_a_meaning_changes_nothing() -> None:
    assert taught({"门牌": "gone", "村": "note", "户号": "note"}).applied_to(PLAIN) is PLAIN


def test_an_ignored_header_is_not_warned_of() -> None:
    layout = taught({"照片": ""}).applied_to(PLAIN)
    reading = read(["户编号", "村", "备注", "照片", "别的"], ["A", "甲村", None, "x", "y"], layout=layout)
    assert places(reading.warnings) == [(1, "别的", "W-HEAD-UNKNOWN")]


@given(
    st.dictionaries(st.sampled_from(["户编号", "户号", "村", "甲", "乙", "丙"]), st.sampled_from([*PLAIN.by_field, ""]))
)
def test_whatever_was_taught_a_template_reads_the_same(headers: dict[str, str]) -> None:
    rows: list[list[object]] = [["户编号", "村(居)", "建筑面积", "面积(亩)", "备注"], ["A", "甲村", "1", "2", "无"]]
    assert read(*rows, layout=taught(headers).applied_to(PLAIN)).rows == read(*rows).rows


def book(*titles: str) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(title, [["户编号", "村", "备注"], [title]]) for title in titles))


@pytest.mark.parametrize(
    ("titles", "read_from"),
    [(("花名册",), "花名册"), (("花名册", "表"), "表"), (("花名册", "表格"), "表格"), (("别的",), None)],
)
def test_a_taught_sheet_gives_way_to_one_with_a_name_of_the_layout(
    titles: tuple[str, ...], read_from: str | None
) -> None:
    layout = TaughtNames({"花名册": "表"}).applied_to(PLAIN)
    found, warnings = match_sheets(book(*titles), (layout,))
    assert [sheet.name for sheet in found.values()] == ([read_from] if read_from else [])
    assert [problem.where["sheet"] for problem in warnings] == [title for title in titles if title != read_from]


def test_an_ignored_sheet_is_neither_warned_of_nor_offered() -> None:
    names = TaughtNames({"汇总": ""})
    workbook = book("表", "汇总")
    assert not match_sheets(workbook, (PLAIN,), names.ignored_sheets)[1]
    assert not unmatched_names(workbook, (PLAIN,), names.ignored_sheets)


def test_the_names_that_a_file_was_read_by_are_told() -> None:
    names = TaughtNames({"花名册": "表"}, {("表", "门牌号"): "household"})
    layout = names.applied_to(PLAIN)
    sheet = Sheet("花名册", [["抬头"], ["门牌号*", "村", "备注"], ["A", "甲村", "无"]])
    assert list(map(str, used_names({"表": sheet}, (layout,)))) == ["表「花名册」→「表」", "表「门牌号*」→「户编号」"]
    assert read_sheet(sheet, layout).rows[0].values["household"] == "A"


def test_unknown_sheets_and_columns_come_with_samples_and_what_is_missing_the_likeliest_first() -> None:
    sheet = sheet_of(["村", "备注", "户编码", "面积(亩)", "照片"], ["甲村", None, "A1", "1", "x"], ["乙村", None, "A2"])
    other = Sheet("表 格 二", [["附表"], ["户编号", "照片"]])
    workbook = Workbook("台账.xlsx", (sheet, other))
    unknown_sheet, code, photo = unmatched_names(workbook, (PLAIN,), frozenset())
    assert (unknown_sheet.sheet, unknown_sheet.typed, unknown_sheet.samples) == ("", "表 格 二", ("户编号", "照片"))
    assert not unknown_sheet.meanings, "the layout's sheet is there already"
    assert (code.sheet, code.typed, code.samples) == ("表", "户编码", ("A1", "A2"))
    assert [(each.key, each.is_needed, each.is_likely) for each in code.meanings] == [
        ("household", True, True),
        ("area", False, False),
    ]
    assert photo.samples == ("x",)


def test_a_sheet_whose_header_cannot_be_found_still_offers_its_columns() -> None:
    sheet = sheet_of(["某项目"], ["户编码", "村", "建筑总面积"], ["A1", "甲村", "80"])
    found = unmatched_names(Workbook("台账.xlsx", (sheet,)), (PLAIN,), frozenset())
    assert [(each.typed, each.meanings[0].key) for each in found] == [("户编码", "household"), ("建筑总面积", "area")]


def test_a_missing_sheet_is_guessed_by_its_columns() -> None:
    (found,) = unmatched_names(book("花名册"), (PLAIN,), NOTHING_TAUGHT.ignored_sheets, needed=("表",))
    assert [(each.key, each.is_needed, each.is_likely) for each in found.meanings] == [("表", True, True)]
