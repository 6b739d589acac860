"""Who is registered already, in this project or in another, is found by fingerprint across files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import bring_in_book
from tests.unit.register.village import LI, WANG, Book, id_number, places, village

pytestmark = pytest.mark.django_db


def newcomers(**project: str) -> Book:
    """A register with one household of one man; the given cells of 项目 differ from the village's."""
    whole = village()
    book = {"项目": whole["项目"], "户": whole["户"][:1], "人员": whole["人员"][:1]}
    book["项目"][0] |= project
    number = id_number("19700102", "977")
    book["户"][0] |= {"户编号": "N-1", "身份证号": number, "银行账号": "6200009931199790699"}
    book["人员"][0] |= {"户编号": "N-1", "身份证号": number}
    return book


OTHER = {"项目编号": "SF-T2", "项目名称": "第二个项目"}


def test_a_person_of_another_project_is_warned_of(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = newcomers(**OTHER)
    book["人员"].append({**village()["人员"][1], "户编号": "N-1"})
    outcome = bring_in_book(book, tmp_path)
    assert places(outcome.warnings) == [("人员", 3, "身份证号", "W-ID-ELSEWHERE")]
    assert outcome.errors == ()


def test_a_person_of_another_household_of_this_project_is_refused(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = newcomers()
    book["人员"].append({**village()["人员"][1], "户编号": "N-1"})
    outcome = bring_in_book(book, tmp_path)
    assert places(outcome.errors) == [("人员", 3, "身份证号", "R-ID-DUPLICATE")]
    assert outcome.rejected_households == ("N-1",)


def test_the_head_of_another_household_of_this_project_is_refused(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = newcomers()
    book["户"][0]["身份证号"] = book["人员"][0]["身份证号"] = LI
    assert ("户", 2, "身份证号", "R-ID-DUPLICATE") in places(bring_in_book(book, tmp_path).errors)


def test_an_account_of_another_subject_is_warned_of(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = newcomers(**OTHER)
    book["户"][0]["银行账号"] = "6200009931199790202"
    assert places(bring_in_book(book, tmp_path).warnings) == [("户", 2, "银行账号", "W-ACCOUNT-SHARED")]


def test_a_person_may_move_from_one_household_to_another_in_one_file(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["人员"][1]["身份证号"] = id_number("19720304", "962")
    book["人员"].append({**village()["人员"][1], "户编号": "H-2", "人员编号": "P2", "与户主关系": "其他"})
    outcome = bring_in_book(book, tmp_path)
    assert outcome.errors == ()
    assert WANG in {person["身份证号"] for person in book["人员"]}
    assert (outcome.created, outcome.updated) == (1, 1)
