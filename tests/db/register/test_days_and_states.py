"""Days of a workbook are dated events; a written state is shown, and opens or closes a circumstance marked 据台账."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import TODAY, bring_in_book, entries, household
from tests.unit.register.village import Book, village

from antu.households.models import Circumstance

pytestmark = pytest.mark.django_db

LATER = date(2024, 2, 1)


def written(state: str | None, reason: str | None = None) -> Book:
    book = village()
    book["户"][1] |= {"状态": state, "滞留原因": reason}
    return book


def circumstances(code: str) -> list[tuple[str, date, date | None, str]]:
    return [(each.kind, each.from_on, each.until_on, each.reason) for each in household(code).circumstances.all()]


def events(code: str) -> list[tuple[str, date, bool]]:
    return [(each.kind, each.on, each.is_voided) for each in household(code).events.order_by("id")]


def test_signing_and_vacating_days_become_events(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    assert events("H-1") == [("signed", date(2023, 5, 20), False), ("vacated", date(2023, 6, 1), False)]
    assert events("H-2") == []
    assert household("H-1").signed_on == date(2023, 5, 20)


def test_a_corrected_day_voids_the_old_event_and_adds_a_new_one(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][0]["腾地日"] = date(2023, 7, 3)
    bring_in_book(book, tmp_path)
    assert events("H-1")[1:] == [("vacated", date(2023, 6, 1), True), ("vacated", date(2023, 7, 3), False)]
    assert household("H-1").vacated_on == date(2023, 7, 3)
    assert entries("H-1")[-1].change == {"腾地日": ["2023-06-01", "2023-07-03"]}


def test_an_emptied_day_voids_its_event(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][0]["腾地日"] = None
    bring_in_book(book, tmp_path)
    assert household("H-1").vacated_on is None
    assert [voided for _, _, voided in events("H-1")] == [False, True]


def test_a_state_is_kept_as_written_and_counts_as_no_event(tmp_path: Path) -> None:
    bring_in_book(written("已签约"), tmp_path)
    assert household("H-2").status_written == "signed"
    assert household("H-2").signed_on is None
    assert not Circumstance.objects.exists()


def test_a_written_hold_out_opens_a_circumstance_on_the_day_of_import(tmp_path: Path) -> None:
    bring_in_book(written("滞留", "要求增加面积"), tmp_path)
    assert circumstances("H-2") == [("held_out", TODAY, None, "要求增加面积")]
    assert household("H-2").circumstances.get().from_register


def test_another_written_circumstance_closes_the_first_and_opens_its_own(tmp_path: Path) -> None:
    bring_in_book(written("滞留", "要求增加面积"), tmp_path)
    bring_in_book(written("司法", "要求增加面积"), tmp_path, today=LATER)
    assert [each[:3] for each in circumstances("H-2")] == [("held_out", TODAY, LATER), ("enforcement", LATER, None)]


def test_a_workbook_that_no_longer_says_so_closes_the_circumstance(tmp_path: Path) -> None:
    bring_in_book(written("会审中"), tmp_path)
    bring_in_book(written("已认定"), tmp_path, today=LATER)
    assert circumstances("H-2") == [("in_review", TODAY, LATER, "")]


def test_a_corrected_reason_corrects_the_open_circumstance(tmp_path: Path) -> None:
    bring_in_book(written("滞留", "要求增加面积"), tmp_path)
    bring_in_book(written("滞留", "家庭内部未谈妥"), tmp_path, today=LATER)
    assert circumstances("H-2") == [("held_out", TODAY, None, "家庭内部未谈妥")]


def test_the_same_file_later_opens_nothing_again(tmp_path: Path) -> None:
    bring_in_book(written("遗留"), tmp_path)
    bring_in_book(written("遗留"), tmp_path, today=LATER)
    assert circumstances("H-2") == [("legacy", TODAY, None, "")]


def test_a_circumstance_entered_in_the_product_is_left_alone(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    Circumstance.objects.create(household=household("H-2"), kind="appeal", from_on=TODAY, reason="复议")
    bring_in_book(written("复议诉讼"), tmp_path, today=LATER)
    bring_in_book(written("已入户"), tmp_path, today=LATER)
    assert circumstances("H-2") == [("appeal", TODAY, None, "复议")]
