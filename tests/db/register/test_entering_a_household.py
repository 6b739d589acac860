"""Entering a new household by hand: the next number, nothing under a number that is taken, 示例 as its register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.db.register.by_hand import CLERK, OCCASION, fields, new_row
from tests.db.registry import bring_in_book, entries, household, versions
from tests.unit.register.village import LI, id_number, village

from antu.households.domain.typed import TypedHousehold
from antu.households.models import Household
from antu.households.selectors.editing import next_code
from antu.households.services import EditedHousehold, TypedRefused, enter_household
from antu.kernel.errors import Forbidden
from antu.platform.actor import Reach
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

ZHAO = id_number("19800910", "975")
NEW = TypedHousehold(
    {
        "household": "H-3",
        "head_name": "赵 强",
        "id_number": ZHAO,
        "town": "青禾街道",
        "village": "示范村",
        "signed_on": "2023.5.21",
    }
)
PERSON = new_row("person", name="赵强", id_number=ZHAO, relation="户主", hukou="本集体", resides_here="是")


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Project:
    bring_in_book(village(), tmp_path)
    return Project.objects.get()


def entered(typed: TypedHousehold = NEW, **changes: str) -> EditedHousehold:
    whole = PERSON(TypedHousehold({**typed.own, **changes}, typed.rows))
    return enter_household(CLERK, Project.objects.get().pk, whole, occasion=OCCASION)


def test_a_new_household_is_recorded_whole_and_determined_when_it_has_signed() -> None:
    saved = entered().household
    assert (saved.head_name, str(saved.signed_on)) == ("赵强", "2023-05-21")
    assert [each.no for each in saved.people.all()] == ["P1"]
    (entry,) = entries("H-3")
    assert (entry.action, entry.source) == ("登记新户", "登记新户")
    (determination,) = versions("H-3")
    assert "登记新户" in determination.reason


def test_the_next_number_follows_the_highest_of_its_kind(project: Project) -> None:
    assert next_code(project) == "H-3"
    assert next_code(project, "collective") == "J-2"
    entered(household="H-12")
    assert next_code(project) == "H-13"


def test_a_project_without_households_begins_with_its_own_number(project: Project) -> None:
    Household.objects.all().update(project=Project.objects.create(name="另一项目"))
    assert next_code(project) == "SF-T1-001"
    assert next_code(project, "collective") == "SF-T1-J01"


def test_a_number_that_is_taken_is_refused_together_with_all_else(project: Project) -> None:
    with pytest.raises(TypedRefused) as refused:
        entered(household="h－2", signed_on="2023-02-30", id_number=LI)
    assert fields(refused.value.problems) == [
        ("户", "户编号", "R-DUPLICATE"),
        ("户", "签约日", "R-DATE"),
        ("户", "身份证号", "R-ID-DUPLICATE"),
    ]
    assert project.households.count() == 3


def test_the_number_of_a_withdrawn_household_stays_taken() -> None:
    Household.objects.filter(code="H-2").update(is_voided=True)
    with pytest.raises(TypedRefused, match="一户已作废的"):
        entered(household="H-2")


def test_a_household_entered_into_an_invented_register_is_invented_and_into_a_real_one_is_not() -> None:
    assert entered().household.is_sample
    Household.objects.filter(code="H-1").update(is_sample=False)
    other = id_number("19810910", "975")
    typed = TypedHousehold({**NEW.own, "household": "H-4", "id_number": other})
    assert not enter_household(CLERK, household("H-1").project_id, typed, occasion=OCCASION).household.is_sample


def test_a_town_s_clerk_enters_households_of_the_town_only(project: Project) -> None:
    with pytest.raises(Forbidden):
        enter_household(replace(CLERK, reach=Reach(town="别的街道")), project.pk, NEW, occasion=OCCASION)
    clerk = replace(CLERK, reach=Reach(town="青禾街道"))
    typed = TypedHousehold({**NEW.own, "town": "别的街道"})
    with pytest.raises(TypedRefused) as refused:
        enter_household(clerk, project.pk, typed, occasion=OCCASION)
    assert fields(refused.value.problems) == [("户", "镇街", "A-REACH")]
    assert enter_household(clerk, project.pk, NEW, occasion=OCCASION).household.code == "H-3"
