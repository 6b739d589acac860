"""A withdrawn subject holds no number and no account against others, and its facts are asked for nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household
from tests.unit.register.village import LI, WANG, village

from antu.households.models import Household, Person
from antu.households.selectors import RecordedRegisters, whole_households
from antu.platform.actor import SYSTEM
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

ACCOUNT = "6200009931199790202"


@pytest.fixture(autouse=True)
def registered(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)


def holders(number: str) -> list[tuple[str, str, str]]:
    found = RecordedRegisters(SYSTEM).id_numbers([number])
    return sorted((each.household, each.sheet, each.no) for each in found)


def test_a_number_is_held_by_the_subject_and_by_its_person() -> None:
    assert holders(LI) == [("H-1", "household", ""), ("H-1", "person", "P1")]
    assert holders(WANG) == [("H-1", "person", "P2")]


def test_a_withdrawn_subject_frees_its_number_and_those_of_its_people() -> None:
    Household.objects.filter(code="H-1").update(is_voided=True)
    assert holders(LI) == []
    assert holders(WANG) == []


def test_a_withdrawn_person_frees_the_number_alone() -> None:
    Person.objects.filter(household__code="H-1", no="P1").update(is_voided=True)
    assert holders(LI) == [("H-1", "household", "")]


def test_a_withdrawn_subject_frees_its_account() -> None:
    assert [each.household for each in RecordedRegisters(SYSTEM).accounts([ACCOUNT])] == ["H-1"]
    Household.objects.filter(code="H-1").update(is_voided=True)
    assert list(RecordedRegisters(SYSTEM).accounts([ACCOUNT])) == []


def test_a_withdrawn_subject_is_no_subject_of_its_project() -> None:
    project = Project.objects.get()
    withdrawn = household("H-1")
    Household.objects.filter(pk=withdrawn.pk).update(is_voided=True)
    assert [each.code for each in whole_households(project)] == ["H-2", "J-1"]
    assert list(whole_households(project, codes=["H-1"])) == []
    assert list(whole_households(project, pks=[withdrawn.pk])) == []
