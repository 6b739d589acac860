"""A subject goes in whole or not at all; what rejects a sheet, and what rejects the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.register.village import SHELF, Book, counts, places, read, village, without

ALL_IN = {
    "项目": (1, 1, 0),
    "户": (3, 3, 0),
    "人员": (3, 3, 0),
    "房屋": (2, 2, 0),
    "装修": (1, 1, 0),
    "附属物": (3, 3, 0),
    "青苗": (1, 1, 0),
    "坟墓": (1, 1, 0),
    "地块": (2, 2, 0),
}
WITHOUT_H1 = {
    "项目": (1, 1, 0),
    "户": (3, 2, 1),
    "人员": (3, 1, 2),
    "房屋": (2, 1, 1),
    "装修": (1, 0, 1),
    "附属物": (3, 1, 2),
    "青苗": (1, 0, 1),
    "坟墓": (1, 0, 1),
    "地块": (2, 2, 0),
}
NOTHING_IN = {name: (rows, 0, rows) for name, (rows, _, _) in ALL_IN.items()}


@pytest.mark.parametrize(("sheet", "row", "column"), [("户", 0, "户主"), ("坟墓", 0, "座数"), ("人员", 1, "姓名")])
def test_an_error_in_any_row_rejects_all_rows_of_its_subject(tmp_path: Path, sheet: str, row: int, column: str) -> None:
    book = village()
    book[sheet][row][column] = None
    reading = read(book, tmp_path)
    assert counts(reading) == WITHOUT_H1
    assert reading.rejected_households == ("H-1",)
    assert [subject.code for subject in reading.subjects] == ["H-2", "J-1"]
    assert len(reading.errors) == 1


def test_both_rows_of_a_number_given_twice_are_rejected(tmp_path: Path) -> None:
    book = village()
    book["户"].append(book["户"][1] | {"户编号": "ｈ—1", "身份证号": None, "对象类别": "集体", "户主": "另一组"})
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("户", 5, "户编号", "R-DUPLICATE")]
    assert counts(reading)["户"] == (4, 2, 2)
    assert reading.rejected_households == ("H-1",)


@pytest.mark.parametrize("code", ["H-9", None, "=A1"])
def test_a_row_without_a_subject_is_rejected_alone(tmp_path: Path, code: str | None) -> None:
    book = village()
    book["青苗"][0]["户编号"] = code
    reading = read(book, tmp_path)
    assert counts(reading) == ALL_IN | {"青苗": (1, 0, 1)}
    assert reading.rejected_households == ()


def test_a_subject_without_a_number_is_rejected_and_its_rows_are_orphans(tmp_path: Path) -> None:
    book = village()
    book["户"][1]["户编号"] = None
    reading = read(book, tmp_path)
    assert [place[0] for place in places(reading.errors)] == ["户", "人员", "房屋"]
    assert counts(reading)["户"] == (3, 2, 1)


def test_a_missing_required_column_rejects_its_rows_and_their_subjects(tmp_path: Path) -> None:
    book = without(village(), "青苗", "数量")
    book["青苗"][0]["名称"] = "人参"
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("青苗", 1, "数量", "R-HEAD-MISSING"), ("青苗", 2, "名称", "R-CHOICE")]
    assert counts(reading) == WITHOUT_H1


def test_a_sheet_without_its_column_of_subjects_is_rejected_alone(tmp_path: Path) -> None:
    reading = read(without(village(), "人员", "户编号"), tmp_path)
    assert places(reading.errors) == [("人员", 1, "户编号", "R-HEAD-MISSING")]
    assert counts(reading) == ALL_IN | {"人员": (3, 0, 3)}
    assert reading.warnings == ()


def test_two_columns_that_mean_the_same_reject_the_sheet(tmp_path: Path) -> None:
    book = village()
    book["坟墓"][0]["数量"] = 1
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("坟墓", 1, "座数", "R-HEAD-DUPLICATE")]
    assert counts(reading) == WITHOUT_H1


def test_a_sheet_without_a_header_rejects_its_rows(tmp_path: Path) -> None:
    book = village()
    book["坟墓"] = [{"甲": "H-1", "乙": "M1"}, {"甲": "H-1", "乙": "M2"}]
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("坟墓", None, None, "R-HEAD-MISSING")]
    assert counts(reading)["坟墓"][1] == 0
    assert counts(reading)["户"] == (3, 3, 0)


@pytest.mark.parametrize(
    ("sheet", "column", "rule"), [("户", "镇街", "R-HEAD-MISSING"), ("项目", "区片", "R-HEAD-MISSING")]
)
def test_a_broken_header_of_projects_or_subjects_rejects_the_file(
    tmp_path: Path, sheet: str, column: str, rule: str
) -> None:
    reading = read(without(village(), sheet, column), tmp_path)
    assert places(reading.errors) == [(sheet, 1, column, rule)]
    assert counts(reading) == NOTHING_IN
    assert reading.is_rejected
    assert reading.rejected_households == ("H-1", "H-2", "J-1")
    assert reading.subjects == ()


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("项目名称", None, "R-REQUIRED"),
        ("区片", "四区片", "R-CHOICE"),
        ("征收面积", "12亩半", "R-NUMBER"),
        ("征收面积", "12公顷", "R-UNIT"),
        ("安置人口截止日", "2023-02-28", "R-DATE-ORDER"),
        ("签约期首日", "2023-02-28", "R-DATE-ORDER"),
        ("腾地期限末日", "2023-05-14", "R-DATE-ORDER"),
        ("适用办法", "hunan-demo-1999", "R-CHOICE"),
        ("适用办法", None, "R-REQUIRED"),
    ],
)
def test_an_error_of_the_project_rejects_the_file_and_the_rest_is_still_checked(
    tmp_path: Path, column: str, cell: str | None, rule: str
) -> None:
    book = village()
    book["项目"][0][column] = cell
    book["房屋"][0]["结构"] = "竹子"
    reading = read(book, tmp_path)
    assert ("项目", 2, column, rule) in places(reading.errors)
    assert ("房屋", 2, "结构", "R-CHOICE") in places(reading.errors)
    assert counts(reading) == NOTHING_IN
    assert (reading.pack is None) == (column == "适用办法")


@pytest.mark.parametrize("typed", ["ＨＵＮＡＮ－demo—2023", " hunan-demo-2023\n"])
def test_the_pack_s_name_is_made_regular(tmp_path: Path, typed: str) -> None:
    book = village()
    book["项目"][0]["适用办法"] = typed
    reading = read(book, tmp_path)
    assert reading.errors == ()
    assert reading.project is not None
    assert reading.project.values["pack"] == "hunan-demo-2023"


def test_a_version_of_the_pack_may_be_named(tmp_path: Path) -> None:
    book = village()
    book["项目"][0]["适用办法"] = SHELF.get("hunan-demo-2023").name
    reading = read(book, tmp_path)
    assert reading.errors == ()
    assert reading.project is not None
    assert reading.project.values["pack"] == SHELF.get("hunan-demo-2023").name


def test_a_second_project_rejects_the_file(tmp_path: Path) -> None:
    book = village()
    book["项目"].append(book["项目"][0] | {"项目编号": "SF-T2"})
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("项目", 3, "项目编号", "R-PROJECT-MANY")]
    assert counts(reading) == NOTHING_IN | {"项目": (2, 0, 2)}


def test_a_project_sheet_without_a_row_rejects_the_file(tmp_path: Path) -> None:
    book = village()
    book["项目"] = [dict.fromkeys(book["项目"][0], None)]
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("项目", None, "项目编号", "R-REQUIRED")]
    assert reading.is_rejected


@pytest.mark.parametrize("sheet", ["项目", "户"])
def test_a_missing_sheet_lets_nothing_in(tmp_path: Path, sheet: str) -> None:
    book: Book = village()
    del book[sheet]
    reading = read(book, tmp_path)
    assert places(reading.errors) == [(sheet, None, None, "R-SHEET-MISSING")]
    assert all(accepted == 0 for _, accepted, _ in counts(reading).values())
    assert reading.is_rejected


def test_a_missing_other_sheet_has_no_rows(tmp_path: Path) -> None:
    book = village()
    for sheet in ("装修", "附属物", "青苗", "坟墓", "地块"):
        del book[sheet]
    reading = read(book, tmp_path)
    assert reading.errors == ()
    assert counts(reading) == {name: ALL_IN[name] for name in ("项目", "户", "人员", "房屋")}
    assert reading.sheets["地块"].rows == 0


def test_a_missing_identity_column_asks_each_household_for_its_number(tmp_path: Path) -> None:
    reading = read(without(village(), "户", "身份证号"), tmp_path)
    assert places(reading.errors) == [("户", 2, "身份证号", "R-REQUIRED"), ("户", 3, "身份证号", "R-REQUIRED")]
    assert reading.rejected_households == ("H-1", "H-2")
