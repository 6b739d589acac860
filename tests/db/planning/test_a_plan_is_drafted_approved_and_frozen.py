"""A version of a plan in pages: drafted from the one before, judged row by row, approved once, and then as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from tests.district_files import imported, places

from antu.kernel.errors import BadInput, Forbidden
from antu.planning.domain.approval import Approval
from antu.planning.domain.draft import TypedTask
from antu.planning.models import PlanTask, PlanVersion
from antu.planning.selectors import plan_versions, year_plan
from antu.planning.selectors.drafts import last_entry
from antu.planning.services import approve_version, begin_version, save_draft, withdraw_draft
from antu.platform.actor import EVERYTHING, PERMISSIONS, SYSTEM, Actor, Reach
from antu.platform.exchange import export_district, import_district
from antu.platform.models import JournalEntry
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

TODAY = date(2024, 1, 31)
SPRING = Approval("示例〔2023〕1号", date(2023, 2, 10), "市")
AUGUST = Approval("示例〔2023〕9号", date(2023, 8, 15), "市", "缓建")


@pytest.fixture(autouse=True)
def projects() -> None:
    Project.objects.create(name="示例路", code="SF-1", land="collective")
    Project.objects.create(name="示例街", land="collective", former_name="老街")
    Project.objects.create(name="示例厂", land="state")


def typed(*rows: tuple[str, str, str]) -> list[TypedTask]:
    return [TypedTask(f"n{number}", *row) for number, row in enumerate(rows, start=1)]


def drafted(*rows: tuple[str, str, str], year: int = 2023) -> PlanVersion:
    version = begin_version(SYSTEM, year)
    return save_draft(SYSTEM, version.pk, typed(*rows), last_entry(version))


def approved(version: PlanVersion, approval: Approval = SPRING) -> PlanVersion:
    return approve_version(SYSTEM, version.pk, approval, last_entry(version), today=TODAY)


def refusals(deed: Callable[[], object]) -> list[tuple[str, object]]:
    """Rule and column of each problem."""
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("column")) for each in refused.value.problems]


def tasks_of(version: PlanVersion) -> list[tuple[str, Decimal | None, str, str]]:
    rows = version.tasks.standing().order_by("source_row")
    return [(row.project.name, row.quantity, row.unit, row.land) for row in rows]


def test_the_first_version_is_empty_and_an_adjustment_begins_with_the_tasks_of_the_one_before() -> None:
    first = drafted(("SF-1", "12.5", ""), ("示例厂", "800.25", "m2"))
    assert (first.label, plan_versions(2023)) == ("年初", [])
    approved(first)
    second = begin_version(SYSTEM, 2023)
    assert (second.label, second.is_draft) == ("调整1", True)
    assert tasks_of(second) == tasks_of(first)
    assert tasks_of(second) == [
        ("示例路", Decimal("12.5"), "mu", "collective"),
        ("示例厂", Decimal("800.25"), "m2", "state"),
    ]


def test_a_draft_counts_in_no_figure_and_leaves_in_no_workbook(tmp_path: Path) -> None:
    drafted(("示例路", "12.5", ""))
    assert year_plan(2023).final is None
    export_district(SYSTEM, tmp_path / "out.xlsx")
    PlanTask.objects.all().delete()
    PlanVersion.objects.all().delete()
    assert not import_district(SYSTEM, tmp_path / "out.xlsx").errors
    assert PlanVersion.objects.count() == 0


def test_every_problem_of_the_rows_is_told_at_its_field_and_nothing_is_kept() -> None:
    version = begin_version(SYSTEM, 2023)
    rows = typed(
        ("示例路", "0", ""),
        ("老街", "-1", ""),
        ("示例街", "1", ""),
        ("示例厂", "5", "mu"),
        ("没有的路", "1.23456", ""),
        ("", "1", ""),
    )
    with pytest.raises(BadInput) as refused:
        save_draft(SYSTEM, version.pk, rows, last_entry(version))
    assert [(each.where["row"], each.where["column"], each.rule) for each in refused.value.problems] == [
        ("n1", "quantity", "R-RANGE"),
        ("n2", "quantity", "R-NEGATIVE"),
        ("n3", "project", "N-TWICE"),
        ("n4", "unit", "N-UNIT"),
        ("n5", "project", "N-PROJECT"),
        ("n5", "quantity", "R-AREA-PRECISION"),
        ("n6", "project", "N-PROJECT"),
    ]
    assert PlanTask.objects.count() == 0


def test_a_task_left_out_is_withdrawn_and_the_journal_says_each_change_in_words() -> None:
    version = drafted(("示例路", "12.5", ""), ("示例街", "3", ""))
    save_draft(SYSTEM, version.pk, typed(("示例路", "13", "")), last_entry(version))
    assert tasks_of(version) == [("示例路", Decimal(13), "mu", "collective")]
    assert JournalEntry.objects.latest("id").change == {
        "任务「示例路」": [{"土地性质": "集体", "任务量": "12.5 亩"}, {"土地性质": "集体", "任务量": "13 亩"}],
        "任务「示例街」": [{"土地性质": "集体", "任务量": "3 亩"}, "删去"],
    }


def test_two_people_at_one_draft_hear_of_each_other() -> None:
    version = begin_version(SYSTEM, 2023)
    seen = last_entry(version)
    save_draft(SYSTEM, version.pk, typed(("示例路", "1", "")), seen)
    assert refusals(lambda: save_draft(SYSTEM, version.pk, typed(("示例街", "1", "")), seen)) == [("N-CHANGED", None)]
    deed = approve_version
    assert refusals(lambda: deed(SYSTEM, version.pk, SPRING, seen, today=TODAY)) == [("N-CHANGED", None)]
    assert tasks_of(version) == [("示例路", Decimal(1), "mu", "collective")]


def test_one_version_at_a_time_is_drafted_and_an_adjustment_needs_its_first_version() -> None:
    drafted()
    assert refusals(lambda: begin_version(SYSTEM, 2023)) == [("N-VERSION", "year")]
    PlanVersion.objects.create(year=2022, label="调整1", approved_on=date(2022, 8, 1))
    assert refusals(lambda: begin_version(SYSTEM, 2022)) == [("N-VERSION", "year")]
    assert refusals(lambda: begin_version(SYSTEM, 1066)) == [("N-YEAR", "year")]


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        (Approval("", None), [("N-DOCUMENT", "document_no"), ("N-DAY", "approved_on"), ("N-REASON", "reason")]),
        (Approval("9号", date(2023, 2, 10), "", "缓建"), [("N-DAY", "approved_on")]),
        (Approval("9号", date(2024, 2, 1), "", "缓建"), [("N-DAY", "approved_on")]),
        (Approval("9号", date(2024, 1, 2), "", "缓建"), [("N-DAY", "approved_on")]),
        (Approval("9" * 101, date(2023, 3, 1), "", "缓建"), [("R-RANGE", "document_no")]),
    ],
    ids=["nothing said", "not after the version before", "not yet come", "after the year", "too long"],
)
def test_an_approval_that_does_not_hold_is_refused_at_its_fields(
    approval: Approval, expected: list[tuple[str, object]]
) -> None:
    approved(drafted(("示例路", "1", "")))
    second = begin_version(SYSTEM, 2023)
    assert refusals(lambda: approved(second, approval)) == expected
    assert PlanVersion.objects.get(pk=second.pk).is_draft


def test_a_draft_without_tasks_or_quantities_is_not_approved() -> None:
    draft = drafted()
    assert refusals(lambda: approved(draft)) == [("N-EMPTY", None)]
    save_draft(SYSTEM, draft.pk, typed(("示例路", "", "")), last_entry(draft))
    assert refusals(lambda: approved(draft)) == [("N-QUANTITY", None)]


def test_what_is_approved_cannot_be_changed_by_services_or_in_the_database() -> None:
    first = approved(drafted(("示例路", "1", "")))
    assert (first.is_frozen, first.approved_on, first.document_no) == (True, SPRING.approved_on, SPRING.document_no)
    assert refusals(lambda: save_draft(SYSTEM, first.pk, typed(), last_entry(first))) == [("N-FROZEN", None)]
    assert refusals(lambda: withdraw_draft(SYSTEM, first.pk, "误编")) == [("N-FROZEN", None)]
    assert refusals(lambda: approved(first)) == [("N-FROZEN", None)]
    street = Project.objects.get(name="示例街")
    for deed in (
        lambda: PlanTask.objects.update(quantity=2),
        lambda: PlanTask.objects.all().delete(),
        lambda: PlanTask.objects.create(version=first, project=street),
        lambda: PlanVersion.objects.update(approved_on=date(2023, 1, 1)),
        lambda: PlanVersion.objects.update(is_frozen=False),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            deed()
    assert tasks_of(first) == [("示例路", Decimal(1), "mu", "collective")]


def test_a_withdrawn_draft_leaves_its_label_to_the_next_one() -> None:
    first = drafted(("示例路", "1", ""))
    assert refusals(lambda: withdraw_draft(SYSTEM, first.pk, " ")) == [("N-REASON", "reason")]
    withdraw_draft(SYSTEM, first.pk, "误编")
    again = begin_version(SYSTEM, 2023)
    assert (again.label, tasks_of(again)) == ("年初", [])


def test_who_may_not_write_plans_or_sees_a_part_only_writes_none() -> None:
    reader = Actor("reader", "读者", frozenset({"register.view"}), EVERYTHING)
    town = Actor("town", "镇街", frozenset(PERMISSIONS), Reach(town="青禾街道"))
    for actor in (reader, town):
        with pytest.raises(Forbidden):
            begin_version(actor, 2023)
    assert PlanVersion.objects.count() == 0


VERSIONS = ("年度", "版本", "文号", "批准日期", "调整原因")
TASKS = ("年度", "版本", "项目名称", "任务量", "单位")


def test_a_workbook_that_contradicts_a_frozen_year_is_refused_row_by_row(tmp_path: Path) -> None:
    sheets = {
        "计划": (VERSIONS, (2023, "年初", "1号", "2023-02-10", "")),
        "计划任务": (TASKS, (2023, "年初", "示例路", 1, "亩")),
    }
    imported(tmp_path, sheets)
    approved(begin_version(SYSTEM, 2023), AUGUST)
    assert [each.is_frozen for each in plan_versions(2023)] == [True, True]
    assert not imported(tmp_path, sheets).errors, "the same again is no contradiction"
    outcome = imported(
        tmp_path,
        {
            "计划": (VERSIONS, (2023, "年初", "1号", "2023-02-11", ""), (2023, "调整2", "2号", "2023-09-01", "再调")),
            "计划任务": (
                TASKS,
                (2023, "年初", "示例路", 2, "亩"),
                (2023, "调整1", "示例街", 2, "亩"),
            ),
        },
    )
    assert places(outcome) == [
        ("计划", 2, "版本", "R-PLAN-FROZEN"),
        ("计划", 3, "版本", "R-PLAN-FROZEN"),
        ("计划任务", 2, "项目名称", "R-PLAN-FROZEN"),
        ("计划任务", 3, "项目名称", "R-PLAN-FROZEN"),
    ]
    assert (outcome.created, outcome.updated) == (0, 0)


def test_a_workbook_leaves_a_draft_of_pages_alone(tmp_path: Path) -> None:
    drafted(("示例路", "1", ""))
    outcome = imported(tmp_path, {"计划": (VERSIONS, (2023, "年初", "1号", "2023-02-10", ""))})
    assert places(outcome) == [("计划", 2, "版本", "R-PLAN-FROZEN")]


def test_what_leaves_of_a_frozen_year_goes_in_again_unchanged(tmp_path: Path) -> None:
    approved(drafted(("老街", "1.2345", ""), ("示例厂", "5", "")))
    approved(begin_version(SYSTEM, 2023), AUGUST)
    export_district(SYSTEM, tmp_path / "out.xlsx")
    written = JournalEntry.objects.filter(object_kind__startswith="planning.").count()
    assert import_district(SYSTEM, tmp_path / "out.xlsx").errors == ()
    assert JournalEntry.objects.filter(object_kind__startswith="planning.").count() == written
