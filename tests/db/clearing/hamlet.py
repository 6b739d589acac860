"""A project of three households and a collective, written as rows: who leaves when is what the tests decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from antu.clearing.models import HouseholdNote
from antu.clearing.selectors.households import Known, known_of, remaining_on
from antu.clearing.services import enter_note
from antu.households.models import Household, HouseholdEvent
from antu.platform.actor import SYSTEM
from antu.projects.models import Project, ProjectEvent

TODAY = date(2023, 12, 31)
NOTICE = date(2023, 3, 1)
VISIT = {"visitors": "甲、乙", "met": "户主", "said": "对面积有异议"}
STEP = {"step": "复核面积", "by": "甲"}


def hamlet(name: str = "柳溪东片", **project: Any) -> Project:
    """The project, with a notice on :data:`NOTICE` unless told otherwise."""
    made = Project.objects.create(name=name, **{"land": "collective", "notice_on": NOTICE} | project)
    for number, officer in enumerate(("甲", "甲", "")):
        Household.objects.create(
            project=made, code=f"L-{number + 1}", head_name=f"示例{number + 1}", officer=officer, town="青禾"
        )
    Household.objects.create(project=made, code="L-J", head_name="一组", kind="collective")
    return made


def household(code: str) -> Household:
    return Household.objects.get(code=code)


def started(project: Project, on: date) -> None:
    ProjectEvent.objects.create(project=project, kind="started", on=on)


def signed(code: str, on: date) -> None:
    HouseholdEvent.objects.create(household=household(code), kind="signed", on=on)


def vacated(code: str, on: date) -> None:
    HouseholdEvent.objects.create(household=household(code), kind="vacated", on=on)


def enter(code: str, kind: str, on: str, **texts: str) -> HouseholdNote:
    """One row of the household, as somebody types it."""
    return enter_note(SYSTEM, household(code), kind, {"on": on, **texts}, TODAY)


def left(day: date, project: int | None = None) -> list[str]:
    """The codes of those that remain on the day."""
    return codes(remaining_on(SYSTEM, day, project))


def codes(households: Iterable[Any]) -> list[str]:
    return sorted(each.code for each in households)


def known(code: str, day: date = TODAY) -> Known:
    """What is known of the household on the day."""
    row = household(code)
    return known_of([row], day)[row.pk]
