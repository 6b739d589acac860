"""A register under another pack: other tables, other choices, other needs, read by the same code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.register.packs_at_work import street
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import LI, SHELF, places, read, write

from antu.households.domain.facts import facts_document
from antu.households.domain.known import KnownProject
from antu.households.domain.layout import register_layout
from antu.households.domain.reading import RegisterReading, read_register
from antu.policy import compute, read_facts

WUCHANG = "wuhan-wuchang-2019"


@pytest.fixture
def reading(tmp_path: Path) -> RegisterReading:
    return read(street(), tmp_path)


def test_what_only_the_pack_has_is_kept_beside_the_register_s_own(reading: RegisterReading) -> None:
    first, second = reading.subjects
    assert first.values["mode"] == "cash"
    assert first.extra["area_m2"] == Decimal("49.64")
    assert first.extra["use"] == "residential"
    assert first.extra["water_meters_main"] == 1
    assert "area_m2" not in first.values
    assert first.of("structures")[0].extra == {"kind": "stove", "quantity": Decimal(2)}
    assert second.of("swap_houses")[0].no == "T1"


def test_its_facts_compute(reading: RegisterReading) -> None:
    assert reading.pack is not None
    assert reading.project is not None
    first = facts_document(reading.pack, reading.project, reading.subjects[0])
    computed = compute(reading.pack, read_facts(reading.pack, first))
    lines = {line.code: str(line.amount) for line in computed.lines}
    assert lines["house"] == "744600.00"
    assert lines["structure"] == "2000.00"
    assert lines["water_meter"] == "500.00"
    second = facts_document(reading.pack, reading.project, reading.subjects[1])
    estimate = compute(reading.pack, read_facts(reading.pack, second, signed_on=date(2019, 6, 1)))
    assert "swap_price" in {line.code for line in estimate.lines}


@pytest.mark.parametrize(
    "planted",
    [
        ("户", 0, "证载建筑面积", 0, "R-RANGE"),
        ("户", 0, "证载建筑面积", -3, "R-NEGATIVE"),
        ("户", 0, "证载建筑面积", None, "R-REQUIRED"),
        ("户", 0, "证载建筑面积", "11.81305", "R-AREA-PRECISION"),
        ("户", 0, "证载建筑面积", "60亩", "R-UNIT"),
        ("户", 0, "评估单价", "约一万", "R-NUMBER"),
        ("户", 0, "产权/承租情况", "借住", "R-CHOICE"),
        ("户", 0, "水表（主表）数", "1.5", "R-INTEGER"),
        ("户", 0, "核定保底补偿", "也许", "R-CHOICE"),
        ("构筑物", 0, "数量", "2㎡", "R-UNIT"),
        ("构筑物", 0, "户编号", "W-9", "R-ORPHAN"),
        ("调换房", 0, "调换房单价", 0, "R-RANGE"),
        ("调换房", 0, "交付方式", "毛坯", "R-CHOICE"),
    ],
)
def test_the_pack_s_own_columns_are_checked_like_the_register_s(
    tmp_path: Path, planted: tuple[str, int, str, object, str]
) -> None:
    sheet, row, column, cell, rule = planted
    book = street()
    book[sheet][row][column] = cell
    assert places(read(book, tmp_path).errors) == [(sheet, row + 2, column, rule)]


def test_the_way_of_compensation_has_no_default_here(tmp_path: Path) -> None:
    book = street()
    book["户"][0]["补偿方式"] = None
    assert places(read(book, tmp_path).errors) == [("户", 2, "安置方式", "R-REQUIRED")]


def test_a_swap_without_a_house_fails_the_pack_s_check(tmp_path: Path) -> None:
    book = street()
    del book["调换房"]
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("户", 3, "安置方式", "R-PACK-CHECK")]
    assert "调换" in reading.errors[0].message
    assert reading.rejected_households == ("W-2",)


def test_a_house_that_the_records_have_answers_the_pack_s_check(tmp_path: Path, reading: RegisterReading) -> None:
    known = RecordsAtHand({KnownProject("WC-1", "示例旧城项目"): {each.code: each for each in reading.subjects}})
    book = street()
    del book["调换房"]
    assert places(read(book, tmp_path, known).errors) == []


def test_a_house_for_a_household_paid_in_cash_fails_the_pack_s_check(tmp_path: Path) -> None:
    book = street()
    book["调换房"].append(book["调换房"][0] | {"户编号": "W-1"})
    assert places(read(book, tmp_path).errors) == [("调换房", 3, "编号", "R-PACK-CHECK")]


def test_a_check_that_names_a_rule_of_the_register_keeps_it(tmp_path: Path) -> None:
    book = street()
    book["户"][0]["签约日"] = date(2019, 2, 28)
    assert places(read(book, tmp_path).errors) == [("户", 2, "签约日", "R-DATE-ORDER")]


def test_an_error_of_the_register_comes_before_the_pack_s_checks(tmp_path: Path) -> None:
    book = street()
    book["调换房"][0]["调换房单价"] = None
    book["户"][1]["核定货币补偿补助及货币搬迁奖励"] = "是"
    assert places(read(book, tmp_path).errors) == [("调换房", 2, "调换房单价", "R-REQUIRED")]


def test_a_collective_is_not_a_subject_of_this_pack(tmp_path: Path) -> None:
    book = street()
    book["户"][0]["对象类别"] = "集体"
    assert places(read(book, tmp_path).errors) == [("户", 2, "对象类别", "R-CHOICE")]


def test_sheets_that_the_pack_does_not_read_are_warned_of(tmp_path: Path) -> None:
    book = street() | {"青苗": [{"户编号": "W-1", "青苗编号": "Q1", "名称": "蔬菜"}]}
    assert places(read(book, tmp_path).warnings) == [("青苗", None, None, "W-SHEET-UNKNOWN")]


def test_people_may_be_registered_without_what_only_collective_land_asks(tmp_path: Path) -> None:
    book = street()
    book["人员"] = [
        {"户编号": "W-1", "人员编号": "P1", "姓名": "李明", "身份证号": LI, "性别": "男", "与户主关系": "户主"}
    ]
    reading = read(book, tmp_path)
    assert places(reading.errors + reading.warnings) == []


def test_titles_above_do_not_hide_the_pack(tmp_path: Path) -> None:
    path = write(street(), tmp_path / "a.xlsx")
    assert read_register(path, SHELF, RecordsAtHand()).pack is SHELF.get(WUCHANG)
    assert "调换房" in [layout.name for layout in register_layout(SHELF.get(WUCHANG)).layouts]
