from __future__ import annotations

from datetime import date

import pytest
from tests.db.clearing.hamlet import NOTICE, STEP, TODAY, VISIT, enter, hamlet, household, vacated
from tests.db.reach.valley import QINGHE, town

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors.projects import ProjectClearing, project_clearing
from antu.clearing.tables.panels import cleared_chips, clearing_figures
from antu.households.models import Grave, Household
from antu.platform.actor import SYSTEM
from antu.projects.models import Project

pytestmark = pytest.mark.django_db
MAY, JULY = date(2023, 5, 1), date(2023, 7, 1)


def on(project: Project, day: date = TODAY) -> ProjectClearing:
    return project_clearing(SYSTEM, project, day)


def all_move_out(day: date = MAY) -> None:
    for code in ("L-1", "L-2", "L-3"):
        vacated(code, day)


def recorded(project: Project, day: date, **values: object) -> None:
    RemainingRecord.objects.create(project=project, recorded_on=day, **values)


def test_a_project_is_cleared_on_the_day_its_last_household_moves_out() -> None:
    project = hamlet()
    vacated("L-1", MAY)
    vacated("L-2", MAY)
    assert on(project).cleared_on is None
    vacated("L-3", JULY)
    assert on(project).cleared_on == JULY
    assert on(project, date(2023, 6, 30)).cleared_on is None
    (chip,) = cleared_chips(SYSTEM, on(project))
    assert chip.text == "已清零"


def test_a_project_without_households_and_records_is_not_said_to_be_cleared() -> None:
    project = Project.objects.create(name="还没有登记")
    assert on(project).cleared_on is None


def test_graves_of_the_last_record_keep_it_open_until_a_record_says_that_it_is_cleared() -> None:
    project = hamlet()
    all_move_out()
    recorded(project, date(2023, 5, 10), graves=3)
    assert on(project).cleared_on is None
    recorded(project, date(2023, 8, 1), graves=0, cleared_on=date(2023, 8, 1))
    assert on(project).cleared_on == date(2023, 8, 1)
    assert on(project, JULY).cleared_on is None


def test_what_is_found_after_a_clearance_opens_it_again() -> None:
    project = hamlet()
    all_move_out()
    recorded(project, date(2023, 6, 1), cleared_on=date(2023, 6, 1))
    recorded(project, JULY, households=1)
    assert on(project, date(2023, 6, 30)).cleared_on == date(2023, 6, 1)
    assert on(project).cleared_on is None


def test_a_record_that_the_register_contradicts_is_told() -> None:
    project = hamlet()
    recorded(project, MAY, households=3, cleared_on=JULY)
    assert not on(project, MAY).contradicts
    assert on(project).contradicts
    assert on(project).cleared_on is None


def test_figures_are_of_the_households_that_remain() -> None:
    project = hamlet()
    enter("L-1", "visit", "2023-05-01", **VISIT, **STEP, until_on="2023-05-10")
    enter("L-3", "stage", "2023-05-02", stage="decision")
    vacated("L-3", JULY)
    for code, count in (("L-1", 2), ("L-3", 4)):
        Grave.objects.create(household=household(code), no="M-1", kind="单葬", count=count)
    recorded(project, MAY, graves=5)
    found = on(project)
    assert (found.registered, found.left, found.unvisited, found.late, found.in_law) == (3, 2, 1, 1, 0)
    assert (found.since, found.days, found.last_vacated_on) == (NOTICE, (TODAY - NOTICE).days, JULY)
    assert (found.graves, found.graves_of_remaining) == (6, 2)
    graves = clearing_figures(project.pk, found)[-1]
    assert (graves.label, graves.value) == ("剩余坟墓", "5")
    assert graves.note == "2023-05-01 扫尾记录；台账登记 6 座，剩余户有 2 座"
    assert clearing_figures(project.pk, on(project, NOTICE))[-1].label == "台账登记坟墓"


def test_a_town_is_told_of_its_own_households_only() -> None:
    project = hamlet(towns=[QINGHE, "别的镇"])
    Household.objects.filter(code="L-1").update(town="别的镇")
    for code in ("L-2", "L-3"):
        row = household(code)
        row.town = QINGHE
        row.save()
        vacated(code, MAY)
    clerk = town(QINGHE)
    seen = project_clearing(clerk, project, TODAY)
    assert (seen.registered, seen.left) == (2, 0)
    assert [chip.text for chip in cleared_chips(clerk, seen)] == ["本镇街已清零"]
    assert cleared_chips(SYSTEM, on(project)) == ()
