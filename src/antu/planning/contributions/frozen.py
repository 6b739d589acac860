"""Rows of the district workbook that contradict a plan kept in pages: refused in words, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from antu.kernel.errors import Problem
from antu.kernel.text import comparable_name, entries
from antu.planning.models import PlanTask, PlanVersion
from antu.platform.models import RecordedRow
from antu.platform.workbook import Row, SheetReading

_VERSION: Final = ("issuer", "document_no", "approved_on", "reason", "is_sample", "is_voided")
_TASK: Final = ("land", "quantity", "unit", "responsible", "is_sample", "is_voided")
_RULE: Final = "R-PLAN-FROZEN"
_ADVICE: Final = "请在年度计划页编制下一版调整计划，并从工作簿里删去这一行"


def frozen_versions_stay(reading: SheetReading) -> Iterator[Problem]:
    """A year with a frozen version takes no other, nor any of its own otherwise; a draft is kept in pages alone."""
    known = _versions()
    frozen = {version.year for version in known.values() if version.is_frozen}
    for row in reading.rows:
        version = known.get(_version_key(row))
        if version and version.is_draft:
            yield reading.problem(row, "label", _RULE, f"{version}正在网页上编制；请在那里批准或撤销")
        elif row.values.get("year") in frozen and not _says_the_same(row, version, _VERSION):
            what = f"{row.values['year']}年的计划已在网页上定稿，这一行与定稿的内容不同；{_ADVICE}"
            yield reading.problem(row, "label", _RULE, what)


def frozen_tasks_stay(reading: SheetReading) -> Iterator[Problem]:
    """A frozen version takes no other task and none of its tasks otherwise; a draft's tasks are kept in pages alone."""
    versions = {key: each for key, each in _versions().items() if each.is_frozen or each.is_draft}
    tasks = PlanTask.objects.filter(version__in=versions.values()).select_related("project")
    known = {(task.version_id, name): task for task in tasks for name in _names(task)}
    for row in reading.rows:
        version = versions.get(_version_key(row))
        if version is None:
            continue
        task = known.get((version.pk, comparable_name(str(row.values.get("project")))))
        if version.is_draft:
            yield reading.problem(row, "project", _RULE, f"{version}正在网页上编制，任务请在那里修改")
        elif not _says_the_same(row, task, _TASK):
            yield reading.problem(row, "project", _RULE, f"{version}已定稿，这一行与定稿的任务不同；{_ADVICE}")


def _versions() -> dict[tuple[Any, str], PlanVersion]:
    return {(each.year, comparable_name(each.label)): each for each in PlanVersion.objects.all()}


def _version_key(row: Row) -> tuple[Any, str]:
    return row.values.get("year"), comparable_name(str(row.values.get("label") or ""))


def _names(task: PlanTask) -> set[str]:
    project = task.project
    return {
        comparable_name(name) for name in (project.name, project.former_name, *entries(project.former_name)) if name
    }


def _says_the_same(row: Row, record: RecordedRow | None, names: tuple[str, ...]) -> bool:
    """Whether importing the row would leave the record as it is."""
    return record is not None and all(
        (row.values.get(name) or None) == (getattr(record, name) or None) for name in names
    )
