"""A household typed on a page is judged by the rules that judge a workbook, and problems lead back to the field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import LI, SHELF, Book, read, village

from antu.households.domain.known import KnownProject
from antu.households.domain.layout import RegisterLayout, register_layout
from antu.households.domain.subject import ProjectRow, Subject
from antu.households.domain.typed import TypedField, TypedHousehold, TypedReading, TypedRow, read_typed

PROJECT = KnownProject("SF-T1", "测试项目")
SHEETS = {
    "人员": "person",
    "房屋": "building",
    "装修": "decoration",
    "附属物": "fixture",
    "青苗": "crop",
    "坟墓": "grave",
    "地块": "parcel",
}


@pytest.fixture(scope="module")
def layout() -> RegisterLayout:
    return register_layout(SHELF.get("hunan-demo-2023"))


def texts(book: Book, sheet: str, place: int, layout: RegisterLayout) -> dict[str, str]:
    """A row of the village as somebody would type it."""
    columns = {column.header: column.field for column in layout.sheets[SHEETS.get(sheet, "household")].layout.columns}
    row = book[sheet][place]
    return {columns[header]: str(cell) for header, cell in row.items() if cell is not None}


def typed(book: Book, code: str, layout: RegisterLayout) -> TypedHousehold:
    """A household of the village, typed by hand."""
    own = next(n for n, row in enumerate(book["户"]) if row["户编号"] == code)
    rows = {
        key: tuple(
            TypedRow(f"r{n}", texts(book, sheet, n, layout))
            for n, row in enumerate(book[sheet])
            if row["户编号"] == code
        )
        for sheet, key in SHEETS.items()
    }
    return TypedHousehold(texts(book, "户", own, layout), rows)


def reading(book: Book, code: str, layout: RegisterLayout, records: RecordsAtHand | None = None) -> TypedReading:
    project = ProjectRow(
        2,
        {
            "code": "SF-T1",
            "name": "测试项目",
            "pack": "hunan-demo-2023",
            "land": "collective",
            "zone": "I",
            "notice_on": date(2023, 3, 1),
            "population_cutoff_on": date(2023, 4, 28),
            "sign_start_on": date(2023, 5, 15),
            "vacate_by_on": date(2023, 8, 15),
        },
    )
    return read_typed(layout, project, PROJECT, typed(book, code, layout), records or RecordsAtHand({PROJECT: {}}))


def rules(found: TypedReading) -> list[tuple[TypedField | None, str]]:
    return [(found.field_of(problem), problem.rule) for problem in found.errors]


@pytest.mark.parametrize("code", ["H-1", "H-2", "J-1"])
def test_typed_texts_give_the_subject_that_a_workbook_gives(code: str, layout: RegisterLayout, tmp_path: Path) -> None:
    imported = next(subject for subject in read(village(), tmp_path).subjects if subject.code == code)
    found = reading(village(), code, layout)
    assert found.errors == ()
    assert found.subject is not None
    assert bare(found.subject) == bare(imported)


def bare(subject: Subject) -> object:
    """The subject without the places of its rows."""
    children = {
        key: [(child.no, child.values, child.extra) for child in rows] for key, rows in subject.children.items()
    }
    return subject.code, subject.values, subject.extra, children


def test_every_problem_of_all_rows_is_told_at_once_at_its_field(layout: RegisterLayout) -> None:
    book = village()
    book["户"][0]["签约日"] = "2023年"
    book["人员"][0]["性别"] = "女"
    book["人员"][1]["身份证号"] = LI
    book["房屋"][0]["认定面积"] = "约120"
    found = reading(book, "H-1", layout)
    assert found.subject is None
    assert rules(found) == [
        (TypedField("household", "head", "signed_on"), "R-DATE"),
        (TypedField("person", "r0", "sex"), "R-SEX-ID-MISMATCH"),
        (TypedField("person", "r1", "born_on"), "R-BIRTH-ID-MISMATCH"),
        (TypedField("person", "r1", "sex"), "R-SEX-ID-MISMATCH"),
        (TypedField("person", "r1", "id_number"), "R-ID-DUPLICATE"),
        (TypedField("building", "r0", "area_m2"), "R-NUMBER"),
    ]


def test_warnings_do_not_refuse(layout: RegisterLayout) -> None:
    book = village()
    book["户"][0]["联系电话"] = "12"
    found = reading(book, "H-1", layout)
    assert found.subject is not None
    assert [(found.field_of(each), each.rule) for each in found.warnings] == [
        (TypedField("household", "head", "phone"), "W-PHONE")
    ]


def test_an_empty_form_is_told_what_it_needs(layout: RegisterLayout) -> None:
    empty = TypedHousehold({})
    found = read_typed(layout, ProjectRow(2, {"code": "SF-T1"}), PROJECT, empty, RecordsAtHand({PROJECT: {}}))
    needed = {field.field for problem in found.errors if (field := found.field_of(problem))}
    assert {"household", "head_name", "town", "village", "id_number"} <= needed


@pytest.mark.parametrize("number", ["合计", "小计"])
def test_a_number_that_a_workbook_would_skip_is_refused(number: str, layout: RegisterLayout) -> None:
    book = village()
    for rows in book.values():
        for row in rows:
            if row.get("户编号") == "H-1":
                row["户编号"] = number
    found = reading(book, number, layout)
    assert found.subject is None
    assert (TypedField("household", "head", "household"), "R-CHOICE") in rules(found)


def test_a_row_whose_number_reads_like_a_remark_stays_a_row(layout: RegisterLayout) -> None:
    book = village()
    book["附属物"][0]["附属物编号"] = "注：1"
    found = reading(book, "H-1", layout)
    assert found.subject is not None
    assert [child.no for child in found.subject.of("fixture")] == ["注:1", "S2"]


def test_a_row_withdrawn_on_the_page_leaves_its_identity_number_to_another(layout: RegisterLayout) -> None:
    records = RecordsAtHand({PROJECT: {"H-1": reading(village(), "H-1", layout).subject or Subject("", None, {})}})
    book = village()
    book["人员"][1] |= {"户编号": "H-2", "人员编号": "P2"}
    held = reading(book, "H-2", layout, records)
    assert (TypedField("person", "r1", "id_number"), "R-ID-DUPLICATE") in rules(held)
    alone = village()
    alone["人员"].pop(1)
    assert reading(alone, "H-1", layout, records).errors == ()


def test_a_household_may_not_own_parcels_on_the_page_either(layout: RegisterLayout) -> None:
    book = village()
    book["地块"][0]["户编号"] = "H-1"
    assert (TypedField("parcel", "r0", "household"), "R-KIND") in rules(reading(book, "H-1", layout))
