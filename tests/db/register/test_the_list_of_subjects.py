"""The list of subjects and its counts: by the events that stand, by circumstances still open, without the withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household
from tests.unit.register.village import village

from antu.households.domain.state import HouseholdState
from antu.households.models import Circumstance, Household, HouseholdEvent
from antu.households.selectors.register_list import (
    circumstance_counts,
    counts_by_project,
    in_circumstance,
    in_state,
    listed_households,
    named,
    places,
    with_listed_columns,
)
from antu.households.selectors.state_counts import by_project, counts_by_place
from antu.platform.actor import SYSTEM
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

DAY = date(2023, 7, 1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """H-1 has signed and moved out, J-1 has signed, H-2 has not."""
    bring_in_book(village(), tmp_path)
    return Project.objects.get()


def codes(households: object) -> list[str]:
    return [each.code for each in households]  # type: ignore[attr-defined]


def test_every_subject_stands_on_its_highest_rung(project: Project) -> None:
    found = {state: codes(in_state(listed_households(SYSTEM, project.pk), state)) for state in HouseholdState}
    assert found == {
        HouseholdState.UNSIGNED: ["H-2"],
        HouseholdState.SIGNED: ["J-1"],
        HouseholdState.VACATED: ["H-1"],
    }
    assert by_project(counts_by_place(SYSTEM))[project.pk] == {state: len(those) for state, those in found.items()}


def test_a_withdrawn_event_takes_its_subject_down_a_rung(project: Project) -> None:
    HouseholdEvent.objects.filter(kind="vacated").update(is_voided=True)
    assert codes(in_state(listed_households(SYSTEM, project.pk), HouseholdState.SIGNED)) == ["H-1", "J-1"]
    HouseholdEvent.objects.update(is_voided=True)
    assert by_project(counts_by_place(SYSTEM))[project.pk][HouseholdState.UNSIGNED] == 3
    assert counts_by_project(SYSTEM, [project.pk]) == {project.pk: (3, 0)}


def test_a_corrected_day_counts_its_subject_once(project: Project) -> None:
    HouseholdEvent.objects.create(household=household("H-1"), kind="signed", on=DAY, is_voided=True)
    assert codes(listed_households(SYSTEM, project.pk)) == ["H-1", "H-2", "J-1"]
    assert counts_by_project(SYSTEM, [project.pk]) == {project.pk: (3, 2)}
    (shown,) = with_listed_columns(listed_households(SYSTEM, project.pk).filter(code="H-1"))
    assert shown.day_signed == date(2023, 5, 20)


def test_a_circumstance_counts_while_it_is_open(project: Project) -> None:
    subject = household("H-2")
    Circumstance.objects.create(household=subject, kind="appeal", from_on=DAY, until_on=DAY)
    Circumstance.objects.create(household=subject, kind="held_out", from_on=DAY)
    assert circumstance_counts(SYSTEM, project.pk) == {"held_out": 1}
    assert codes(in_circumstance(listed_households(SYSTEM), "held_out")) == ["H-2"]
    assert codes(in_circumstance(listed_households(SYSTEM), "appeal")) == []


def test_one_subjects_open_circumstance_and_its_closed_one_are_not_mixed_up(project: Project) -> None:
    subject = household("H-2")
    Circumstance.objects.create(household=subject, kind="held_out", from_on=DAY, until_on=DAY)
    Circumstance.objects.create(household=subject, kind="appeal", from_on=DAY)
    assert codes(in_circumstance(listed_households(SYSTEM, project.pk), "held_out")) == []


def test_a_withdrawn_subject_and_those_of_a_withdrawn_project_are_not_listed(project: Project) -> None:
    Circumstance.objects.create(household=household("H-2"), kind="held_out", from_on=DAY)
    Household.objects.filter(code="H-2").update(is_voided=True)
    assert codes(listed_households(SYSTEM, project.pk)) == ["H-1", "J-1"]
    assert circumstance_counts(SYSTEM, project.pk) == {}
    assert counts_by_project(SYSTEM, [project.pk]) == {project.pk: (2, 2)}
    Project.objects.update(is_voided=True)
    assert codes(listed_households(SYSTEM)) == []


def test_a_subject_is_found_by_a_part_of_its_code_or_name(project: Project) -> None:
    assert codes(named(listed_households(SYSTEM, project.pk), "h-")) == ["H-1", "H-2"]
    assert codes(named(listed_households(SYSTEM, project.pk), "孙")) == ["H-2"]


def test_places_to_choose_from_are_those_of_the_project(project: Project) -> None:
    other = Project.objects.create(name="另一项目")
    Household.objects.create(project=other, code="X-1", head_name="示例", town="别处街道", group="九组")
    assert places(SYSTEM, project.pk, "town") == ["青禾街道"]
    assert places(SYSTEM, None, "town") == ["别处街道", "青禾街道"]
    assert places(SYSTEM, project.pk, "group") == ["一组", "二组"]
    assert codes(listed_households(SYSTEM, project.pk)) == ["H-1", "H-2", "J-1"]
