"""The same file a second time changes nothing; a file with its rows elsewhere changes only where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import SAMPLES, STATE_OWNED, bring_in, bring_in_book, told
from tests.unit.register.village import village

from antu.compensation.models import Determination
from antu.households.models import Household, HouseholdEvent, Person
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", [*sorted(SAMPLES.glob("*[a-z].xlsx")), STATE_OWNED], ids=lambda path: path.stem)
def test_the_same_file_twice_changes_nothing(path: Path) -> None:
    first = bring_in(path)
    counted = (JournalEntry.objects.count(), Determination.objects.count(), HouseholdEvent.objects.count())
    again = bring_in(path)
    assert told(again) == (0, 0, first.created)
    assert again.errors == first.errors
    assert (JournalEntry.objects.count(), Determination.objects.count(), HouseholdEvent.objects.count()) == counted


def test_rows_in_another_order_are_unchanged_and_remember_their_new_place(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["人员"].reverse()
    journal, determined = JournalEntry.objects.count(), Determination.objects.count()
    assert told(bring_in_book(book, tmp_path))[:2] == (0, 0)
    assert (JournalEntry.objects.count(), Determination.objects.count()) == (journal, determined)
    assert Person.objects.get(household__code="H-2").source_row == 2


def test_a_row_that_the_file_no_longer_has_stays(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"] = [row for row in book["户"] if row["户编号"] != "H-2"]
    for sheet in ("人员", "房屋"):
        book[sheet] = [row for row in book[sheet] if row["户编号"] != "H-2"]
    book["附属物"] = book["附属物"][1:]
    assert told(bring_in_book(book, tmp_path))[:2] == (0, 0)
    kept = Household.objects.get(code="H-2")
    assert not kept.is_voided
    assert kept.people.count() == 1
    assert Household.objects.get(code="H-1").fixtures.count() == 2


def test_the_invented_register_marks_its_rows_and_not_its_project(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    household = Household.objects.get(code="H-1")
    assert household.is_sample
    assert household.buildings.get().is_sample
    assert not household.project.is_sample


def test_a_register_that_is_no_sample_any_more_updates_its_rows_and_not_its_project(tmp_path: Path) -> None:
    rows = bring_in_book(village(), tmp_path).created
    book = village()
    book["项目"][0]["示例"] = "否"
    assert told(bring_in_book(book, tmp_path)) == (0, rows - 1, 1)
    assert not Household.objects.get(code="H-1").is_sample
