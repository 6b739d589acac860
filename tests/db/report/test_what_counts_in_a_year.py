"""Which rows of a project count in which year: the first, the last, those of the year, and none that was withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors import clearances, clearing_years, figure_codes, first_records, longstanding_projects
from antu.organisations.models import Organisation
from antu.organisations.selectors import organisations_in_being
from antu.performance.models import Milestone
from antu.performance.selectors import milestones
from antu.planning.models import KeyProject, PlanTask, PlanVersion
from antu.planning.selectors import followed_projects, planning_years, year_completions, year_plan
from antu.platform.actor import SYSTEM
from antu.projects.models import Project, ProjectEvent
from antu.projects.selectors import completions, event_years, project_on, projects_on
from antu.settlement.selectors import agreements_signed, costs_counted

pytestmark = pytest.mark.django_db

LAST_DAY = date(2023, 12, 31)


@pytest.fixture
def project() -> Project:
    return Project.objects.create(name="示例路", land="collective", area_unit="mu")


def happened(project: Project, kind: str, on: str, **more: object) -> ProjectEvent:
    return ProjectEvent.objects.create(project=project, kind=kind, on=date.fromisoformat(on), **more)


def remained(project: Project, on: str, cleared: str = "", **more: object) -> RemainingRecord:
    cleared_on = date.fromisoformat(cleared) if cleared else None
    day = date.fromisoformat(on)
    return RemainingRecord.objects.create(project=project, recorded_on=day, cleared_on=cleared_on, **more)


def test_a_project_is_completed_in_the_year_of_its_first_completion_and_in_no_other(project: Project) -> None:
    first = happened(project, "done", "2022-12-31")
    happened(project, "done", "2023-01-01")
    assert completions(2022) == [first]
    assert completions(2023) == []
    ProjectEvent.objects.filter(pk=first.pk).update(is_voided=True)
    assert [event.on for event in completions(2023)] == [date(2023, 1, 1)]


def test_a_withdrawn_project_is_completed_in_no_year(project: Project) -> None:
    happened(project, "done", "2023-06-01")
    Project.objects.update(is_voided=True)
    assert (completions(2023), event_years(SYSTEM), planning_years(), projects_on(SYSTEM, LAST_DAY)) == (
        [],
        [],
        set(),
        [],
    )


def test_an_event_counts_from_its_own_day(project: Project) -> None:
    happened(project, "done", "2023-12-31")
    assert [each.state.value for each in projects_on(SYSTEM, LAST_DAY)] == ["完成"]
    assert [each.state.value for each in projects_on(SYSTEM, date(2023, 12, 30))] == ["未启动"]
    assert project_on(project, date(2023, 12, 30)).state.value == "未启动"


def test_a_withdrawn_event_is_no_event_of_its_project(project: Project) -> None:
    happened(project, "done", "2023-06-01", is_voided=True)
    found = project_on(project, LAST_DAY)
    assert (found.state.value, found.events) == ("未启动", ())


def test_only_the_first_agreement_of_a_year_counts_and_none_of_state_owned_land(project: Project) -> None:
    first = happened(project, "settled", "2023-03-01")
    happened(project, "settled", "2023-09-01")
    happened(Project.objects.create(name="示例楼", land="state"), "settled", "2023-05-01")
    assert agreements_signed(2023) == [first]


def test_costs_are_counted_only_where_no_agreement_was_signed_by_the_years_end(project: Project) -> None:
    counted = happened(project, "cost_counted", "2023-03-01")
    agreed = happened(project, "settled", "2024-01-01")
    assert costs_counted(2023) == [counted]
    for day in (LAST_DAY, date(2022, 6, 1)):
        ProjectEvent.objects.filter(pk=agreed.pk).update(on=day)
        assert costs_counted(2023) == []
    ProjectEvent.objects.filter(pk=agreed.pk).update(is_voided=True)
    assert costs_counted(2023) == [counted]


def test_the_adjusted_plan_is_the_one_approved_by_the_last_day_of_the_year() -> None:
    first = PlanVersion.objects.create(year=2023, label="年初", approved_on=date(2023, 2, 1))
    last = PlanVersion.objects.create(year=2023, label="调整1", approved_on=LAST_DAY)
    PlanVersion.objects.create(year=2023, label="调整2", approved_on=date(2024, 1, 1))
    assert year_plan(2023).final == last
    PlanVersion.objects.filter(pk=last.pk).update(is_voided=True)
    assert year_plan(2023).final == first


def test_a_completion_is_inside_the_plan_that_was_in_force_on_its_day(project: Project) -> None:
    first = PlanVersion.objects.create(year=2023, label="年初", approved_on=date(2023, 2, 1))
    second = PlanVersion.objects.create(year=2023, label="调整1", approved_on=date(2023, 7, 1))
    task = PlanTask.objects.create(version=second, project=project)
    done = happened(project, "done", "2023-06-30")
    assert [each.is_in_plan for each in year_completions(year_plan(2023))] == [False]
    ProjectEvent.objects.filter(pk=done.pk).update(on=second.approved_on)
    assert [each.is_in_plan for each in year_completions(year_plan(2023))] == [True]
    PlanTask.objects.filter(pk=task.pk).update(is_voided=True)
    assert [each.is_in_plan for each in year_completions(year_plan(2023))] == [False]
    assert tuple(map(year_plan(2023).tasks_of, (first, second, None))) == ([], [], [])


def test_a_key_project_keeps_to_what_happened_by_the_end_of_its_year(project: Project) -> None:
    KeyProject.objects.create(year=2023, project=project)
    happened(project, "partly_done", "2022-05-01")
    within = happened(project, "partly_done", "2023-05-01")
    happened(project, "paused", "2022-06-01", reason="因资金")
    happened(project, "resumed", "2023-01-05")
    happened(project, "paused", "2023-08-01", reason="因规划调整")
    happened(project, "done", "2024-01-01")
    (followed,) = followed_projects(2023)
    assert (followed.state.value, followed.pause_reason, followed.partly_done) == ("暂停", "因规划调整", (within,))
    Project.objects.update(is_voided=True)
    assert followed_projects(2023) == []


def test_a_project_remains_with_what_its_first_record_of_the_year_says(project: Project) -> None:
    remained(project, "2022-12-31", households=9, figure_code="old")
    first = remained(project, "2023-01-01", households=5)
    remained(project, "2023-06-01", households=2, figure_code="road")
    remained(project, "2023-07-01", households=1, figure_code="other")
    assert first_records(2023) == [first]
    assert figure_codes(2023) == {project.pk: "road"}
    assert clearing_years() == {2022, 2023}


def test_a_project_is_cleared_once_a_year_by_the_earliest_day_whenever_it_was_recorded(project: Project) -> None:
    remained(project, "2022-03-01", cleared="2023-09-01")
    earlier = remained(project, "2023-03-01", cleared="2023-05-01")
    assert clearances(2023) == [earlier]
    assert clearances(2022) == []
    RemainingRecord.objects.filter(pk=earlier.pk).update(is_voided=True)
    assert [record.cleared_on for record in clearances(2023)] == [date(2023, 9, 1)]
    Project.objects.update(is_voided=True)
    assert (clearances(2023), clearing_years()) == ([], set())


def test_one_mark_makes_a_project_a_longstanding_one(project: Project) -> None:
    remained(project, "2023-03-01")
    assert longstanding_projects() == set()
    marked = remained(project, "2022-03-01", is_longstanding=True)
    assert longstanding_projects() == {project.pk}
    RemainingRecord.objects.filter(pk=marked.pk).update(is_voided=True)
    assert longstanding_projects() == set()


def test_an_office_is_in_being_from_its_first_day_until_the_day_it_is_dissolved() -> None:
    office = Organisation.objects.create(name="示例股", established_on=LAST_DAY, dissolved_on=date(2024, 6, 1))
    assert organisations_in_being(date(2023, 12, 30)) == []
    assert organisations_in_being(LAST_DAY) == [office]
    assert organisations_in_being(date(2024, 5, 31)) == [office]
    assert organisations_in_being(date(2024, 6, 1)) == []


def test_what_stands_below_a_withdrawn_office_fell_with_it() -> None:
    office = Organisation.objects.create(name="示例股")
    desk = Organisation.objects.create(name="示例组", parent=office)
    Organisation.objects.create(name="示例台", parent=desk)
    Organisation.objects.filter(pk=office.pk).update(is_voided=True)
    assert organisations_in_being(LAST_DAY) == []


def test_a_milestone_counts_while_its_project_stands_or_where_it_has_none(project: Project) -> None:
    own = Milestone.objects.create(on=LAST_DAY, project=project)
    without = Milestone.objects.create(on=date(2023, 1, 1))
    assert list(milestones(2023)) == [without, own]
    Project.objects.update(is_voided=True)
    assert list(milestones(2023)) == [without]
