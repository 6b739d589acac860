"""A register against what the records know: the project, registered subjects, identity numbers, accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import SUN, WANG, Book, id_number, places, read, village

from antu.households.domain.known import KnownProject
from antu.households.domain.reading import RegisterReading
from antu.households.domain.subject import Subject, updated

PROJECT = KnownProject("SF-T1", "测试项目")
ELSEWHERE = KnownProject("SF-T9", "别的项目", "旧项目")


def recorded(folder: Path, project: KnownProject = PROJECT, book: Book | None = None) -> RecordsAtHand:
    """The records after the village was imported."""
    subjects = read(book or village(), folder).subjects
    return RecordsAtHand({project: {subject.code: subject for subject in subjects}})


def only(book: Book, *sheets: str) -> Book:
    return {name: book[name] for name in ("项目", "户", *sheets)}


def test_the_same_file_again_reads_the_same(tmp_path: Path) -> None:
    first = read(village(), tmp_path)
    again = read(village(), tmp_path, recorded(tmp_path))
    assert again.subjects == first.subjects
    assert again.errors == again.warnings == ()
    assert again.known_project == PROJECT


def test_rows_of_a_registered_subject_are_no_orphans(tmp_path: Path) -> None:
    book = village()
    book["户"] = [book["户"][1]]
    book["房屋"] = [book["房屋"][0] | {"房屋编号": "F2"}]
    reading = read(only(book, "房屋"), tmp_path, recorded(tmp_path))
    assert places(reading.errors) == []
    known = reading.subjects[1]
    assert (known.code, known.row, [child.no for child in known.of("building")]) == ("H-1", None, ["F2"])


def test_a_registered_collective_may_not_own_people(tmp_path: Path) -> None:
    book = village()
    book["户"] = book["户"][:2]
    book["房屋"] = [book["房屋"][0] | {"户编号": "J-1"}]
    reading = read(only(book, "房屋"), tmp_path, recorded(tmp_path))
    assert places(reading.errors) == [("房屋", 2, "户编号", "R-KIND")]
    assert reading.rejected_households == ("J-1",)


def test_registered_people_count_when_the_head_is_looked_for(tmp_path: Path) -> None:
    reading = read(only(village()), tmp_path, recorded(tmp_path))
    assert places(reading.warnings) == []
    changed = only(village())
    changed["户"][0]["户主"] = "李鸣"
    changed["户"][0]["银行户名"] = "李鸣"
    assert places(read(changed, tmp_path, recorded(tmp_path)).warnings) == [("户", 2, "户主", "W-HEAD-MISMATCH")]


def test_an_identity_number_of_another_household_in_the_records_is_refused(tmp_path: Path) -> None:
    book = village()
    book["户"] = [book["户"][1]]
    book["人员"] = [book["人员"][1] | {"户编号": "H-2", "人员编号": "P2"}]
    reading = read(only(book, "人员"), tmp_path, recorded(tmp_path))
    assert places(reading.errors) == [("人员", 2, "身份证号", "R-ID-DUPLICATE")]
    assert "H-1" in reading.errors[0].message


def swapped() -> Book:
    """Two households whose second persons' numbers were given the wrong way round, put right."""
    book = village()
    other = id_number("19720304", "982")
    book["人员"].append(book["人员"][1] | {"户编号": "H-2", "人员编号": "P2", "姓名": "赵兰", "身份证号": WANG})
    book["人员"][1]["身份证号"] = other
    return book


def test_numbers_that_the_file_itself_corrects_are_no_duplicates(tmp_path: Path) -> None:
    before = swapped()
    after = swapped()
    after["人员"][1]["身份证号"], after["人员"][3]["身份证号"] = WANG, before["人员"][1]["身份证号"]
    assert places(read(after, tmp_path, recorded(tmp_path, book=before)).errors) == []


def test_a_correction_that_is_rejected_leaves_the_recorded_number_standing(tmp_path: Path) -> None:
    before = swapped()
    after = swapped()
    after["人员"][1]["身份证号"], after["人员"][3]["身份证号"] = WANG, before["人员"][1]["身份证号"]
    after["户"][1]["户主"] = None
    reading = read(after, tmp_path, recorded(tmp_path, book=before))
    assert ("人员", 3, "身份证号", "R-ID-DUPLICATE") in places(reading.errors)
    assert reading.rejected_households == ("H-1", "H-2")


def test_a_person_registered_in_another_project_is_warned_of(tmp_path: Path) -> None:
    reading = read(village(), tmp_path, recorded(tmp_path, ELSEWHERE))
    assert reading.errors == ()
    assert {place for place in places(reading.warnings) if place[3] == "W-ID-ELSEWHERE"} == {
        ("人员", row, "身份证号", "W-ID-ELSEWHERE") for row in (2, 3, 4)
    }
    assert "别的项目" in reading.warnings[-1].message


def test_an_account_of_another_recorded_subject_is_warned_of(tmp_path: Path) -> None:
    book = village()
    book["户"] = [book["户"][1] | {"银行户名": "孙强", "银行账号": "6200009931199790202"}]
    book["人员"] = [book["人员"][2]]
    reading = read(only(book, "人员"), tmp_path, recorded(tmp_path))
    assert places(reading.warnings) == [("户", 2, "银行账号", "W-ACCOUNT-SHARED")]


def with_project(folder: Path, project: KnownProject, change: Mapping[str, object] | None = None) -> RegisterReading:
    book = village()
    book["项目"][0] |= change or {}
    return read(book, folder, RecordsAtHand({project: {}}))


@pytest.mark.parametrize(
    ("project", "change"),
    [
        (KnownProject("SF-T1", "换了名字"), {}),
        (KnownProject("", "测试项目"), {}),
        (KnownProject("", "新名", "测试项目"), {}),
        (KnownProject("", " 测试 项目"), {}),
    ],
)
def test_a_project_is_known_by_number_else_by_name(
    tmp_path: Path, project: KnownProject, change: Mapping[str, object]
) -> None:
    reading = with_project(tmp_path, project, change)
    assert reading.known_project == project
    assert reading.errors == ()


def test_another_project_is_another(tmp_path: Path) -> None:
    assert with_project(tmp_path, ELSEWHERE).known_project is None


@pytest.mark.parametrize("project", [KnownProject("SF-T9", "测试项目"), KnownProject("SF-T9", "今名", "测试项目")])
def test_one_name_with_two_numbers_is_a_contradiction(tmp_path: Path, project: KnownProject) -> None:
    reading = with_project(tmp_path, project)
    assert places(reading.errors) == [("项目", 2, "项目编号", "R-DUPLICATE")]
    assert reading.is_rejected


def test_what_the_district_gives_of_the_project_stays(tmp_path: Path) -> None:
    project = KnownProject("SF-T1", "区里的名字", values={"name": "区里的名字", "land": "collective", "owner": ""})
    reading = with_project(tmp_path, project, {"业主单位": "示例城投"})
    assert reading.project is not None
    assert reading.project.values["name"] == "区里的名字"
    assert reading.project.values["owner"] == "示例城投"


def test_a_project_of_the_other_regime_is_refused(tmp_path: Path) -> None:
    reading = with_project(tmp_path, KnownProject("SF-T1", "测试项目", values={"land": "state"}))
    assert places(reading.errors) == [("项目", 2, "土地性质", "R-CHOICE")]


def test_an_update_keeps_the_rows_that_the_file_does_not_have(tmp_path: Path) -> None:
    known = next(subject for subject in read(village(), tmp_path).subjects if subject.code == "H-1")
    changed = replace(known.of("person")[0], values={**known.of("person")[0].values, "name": "李鸣"})
    new = Subject("H-1", 9, {"kind": "household"}, {}, {"person": (changed,)})
    whole = updated(known, new)
    assert [child.values["name"] for child in whole.of("person")] == ["李鸣", "王芳"]
    assert whole.of("building") == known.of("building")
    assert whole.row == 9
    rows_only = updated(known, Subject("H-1", None, {}, {}, {"person": (changed,)}))
    assert rows_only.values == known.values


def test_sun_is_himself(tmp_path: Path) -> None:
    assert read(village(), tmp_path).subjects[1].of("person")[0].values["id_number"] == SUN
