"""Writes of plans in pages: a version is drafted, approved by its document, and from then on frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, transaction
from django.shortcuts import get_object_or_404

from antu.kernel.errors import BadInput, Problem
from antu.planning.access import require_planning
from antu.planning.domain.approval import Approval, Waiting, problems_of_approval
from antu.planning.domain.draft import DraftTask, TypedTask, read_tasks
from antu.planning.domain.versions import INITIAL, in_force_on, label_after
from antu.planning.models import PlanTask, PlanVersion
from antu.planning.selectors import plan_versions, task_land
from antu.planning.selectors.drafts import changes_since, known_projects, open_draft
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.procedure_kinds import why_held, why_kept
from antu.platform.wording import joined, moment_text, number_text
from antu.projects.models import AreaUnit, Land
from antu.projects.selectors import unit_of

_LOCK: Final = 0x706C616E
YEARS: Final = range(1950, 2101)
REASON_MAX: Final = 300


def begin_version(actor: Actor, year: int) -> PlanVersion:
    """Begin the year's next version as a draft with the tasks of the version before; 年初 is the first, and empty.

    Raises Forbidden, or BadInput (``N-YEAR``, ``N-VERSION``) while another draft waits or adjustments lack their 年初.
    """
    require_planning(actor)
    if year not in YEARS:
        raise BadInput(Problem("N-YEAR", f"「{year}」不是计划年度；请填写四位数的年份", {"column": "year"}))
    with transaction.atomic():
        _hold(year)
        approved = plan_versions(year)
        _require_room(year, approved)
        label = label_after(version.label for version in approved)
        version = PlanVersion.objects.filter(year=year, label=label).first() or PlanVersion(year=year, label=label)
        before = journal.snapshot(version) if version.pk else {}
        version.is_voided, version.approved_on = False, None
        version.document_no = version.reason = ""
        version.save()
        base = in_force_on(approved, date.max)
        copied = _keep(version, _copied(base)) if base else {}
        change = {
            **journal.difference(before, journal.snapshot(version)),
            "照抄": ["", str(base) if base else ""],
            "任务数": [0, len(copied)],
        }
        journal.record(actor, "编制计划：起草", version, change)
        return version


def save_draft(actor: Actor, pk: int, rows: Iterable[TypedTask], seen: int) -> PlanVersion:
    """Keep the draft's tasks as typed over what the page showed when the journal's entry ``seen`` was the last.

    A task that is not among them is withdrawn. Raises Forbidden, or BadInput: ``N-CHANGED`` when somebody wrote in
    between, ``N-FROZEN`` for what is no draft, else every problem of the rows with its ``row`` and ``column``.
    """
    require_planning(actor)
    with transaction.atomic():
        draft = _held_draft(pk, seen)
        changes = _keep(draft, read_tasks(rows, known_projects()))
        if changes:
            journal.record(actor, "编制计划：修改草稿", draft, changes)
        return draft


def approve_version(actor: Actor, pk: int, approval: Approval, seen: int, *, today: date) -> PlanVersion:
    """Freeze the draft, and with it the versions that it follows; it is in force from the day of its approval.

    Raises Forbidden, or BadInput with every problem: of the approval by ``column``, and of what the draft lacks.
    """
    require_planning(actor)
    with transaction.atomic():
        draft = _held_draft(pk, seen)
        approved = plan_versions(draft.year)
        tasks = list(draft.tasks.standing().select_related("project"))
        last = in_force_on(approved, date.max)
        waiting = Waiting(draft.year, draft.label, last.label if last else "", last.approved_on if last else None)
        if problems := [*problems_of_approval(approval, waiting, today), *_lacking(draft, tasks, approved)]:
            raise BadInput(problems)
        for task in tasks:
            task.land = task_land(task)
            task.unit = task.unit or unit_of(task.land)
            task.save(update_fields=("land", "unit"))
        before = journal.snapshot(draft)
        draft.document_no, draft.approved_on = approval.document_no, approval.approved_on
        draft.issuer, draft.reason = approval.issuer, approval.reason
        for version in (*approved, draft):
            version.is_frozen = True
            version.save()
        change = journal.difference(before, journal.snapshot(draft))
        journal.record(actor, "编制计划：批准定稿", draft, change, source=approval.document_no)
        return draft


def withdraw_draft(actor: Actor, pk: int, reason: str) -> PlanVersion:
    """Withdraw a draft and its tasks; the label is free again. Raises Forbidden, or BadInput (``N-REASON``)."""
    require_planning(actor)
    why = reason.strip()
    if not why or len(why) > REASON_MAX:
        what = f"请写明撤销草稿的原因，最多 {REASON_MAX} 个字"
        raise BadInput(Problem("N-REASON", what, {"column": "reason"}))
    with transaction.atomic():
        draft = _held_draft(pk)
        if words := why_kept(draft):
            raise BadInput(Problem("N-FROZEN", words))
        draft.tasks.standing().update(is_voided=True)
        draft.is_voided = True
        draft.save(update_fields=("is_voided",))
        journal.record(actor, "编制计划：撤销草稿", draft, {"is_voided": [False, True]}, source=why)
        return draft


def problems_of_tasks(version: PlanVersion) -> list[Problem]:
    """What a draft lacks before it can be approved, whatever its document says."""
    tasks = list(version.tasks.standing().select_related("project"))
    return _lacking(version, tasks, plan_versions(version.year))


def _hold(year: int) -> None:
    """Nobody else writes the year's plan until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, year))


def _held_draft(pk: int, seen: int | None = None) -> PlanVersion:
    """The draft, held; ``seen`` is the journal's last entry about it when the page was opened."""
    version = get_object_or_404(PlanVersion.objects.standing(), pk=pk)
    _hold(version.year)
    version.refresh_from_db()
    if not version.is_draft:
        state = "已经撤销" if version.is_voided else "已经批准定稿"
        what = f"{version}{state}，不能再改；要改任务，请编制下一版调整计划"
        raise BadInput(Problem("N-FROZEN", what))
    if words := why_held(version):
        raise BadInput(Problem("N-FROZEN", words))
    since = changes_since(version, seen) if seen is not None else []
    if since:
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since)
        what = f"您打开这一页以后，{version}又被改过：{who}；请另开一页核对现在的草稿，再保存一次就以本页所填为准"
        raise BadInput(Problem("N-CHANGED", what))
    return version


def _require_room(year: int, approved: Sequence[PlanVersion]) -> None:
    waiting = open_draft(year)
    if waiting:
        what = f"{waiting}的草稿还没有批准；请先批准或撤销它，再编制下一版"
    elif approved and all(version.label != INITIAL for version in approved):
        what = f"{year}年只有调整计划，没有年初计划；请先用年度工作簿补上年初计划"
    else:
        return
    raise BadInput(Problem("N-VERSION", what, {"column": "year"}))


def _lacking(draft: PlanVersion, tasks: Sequence[PlanTask], approved: Sequence[PlanVersion]) -> list[Problem]:
    problems = []
    unsaid = [task.project.name for task in tasks if task.quantity is None]
    if not tasks:
        problems.append(Problem("N-EMPTY", f"{draft}还没有任务；请先编辑任务"))
    if unsaid:
        problems.append(Problem("N-QUANTITY", f"这些项目还没有任务量：{joined(unsaid)}；请先编辑任务"))
    gone = [task.project.name for task in tasks if task.project.is_voided]
    if gone:
        problems.append(Problem("N-PROJECT", f"这些项目已经作废：{joined(gone)}；请先从任务里删去"))
    if label_after(version.label for version in approved) != draft.label:
        what = f"年度工作簿已导入{draft.year}年的其他版本，{draft}不再是下一版；请撤销草稿，重新编制"
        problems.append(Problem("N-VERSION", what))
    return problems


def _copied(base: PlanVersion) -> list[DraftTask]:
    known = known_projects()
    tasks = base.tasks.standing().filter(project__is_voided=False).select_related("project")
    return [
        DraftTask(project, task_land(task), task.quantity, task.unit or unit_of(task_land(task)), task.responsible)
        for task in tasks.order_by("source_row", "id")
        if (project := known(task.project.name))
    ]


def _keep(version: PlanVersion, tasks: Sequence[DraftTask]) -> dict[str, list[Any]]:
    """Make these the version's tasks; what changed, by the project's name, in words."""
    rows = {row.project_id: row for row in version.tasks.select_related("project")}
    changes: dict[str, list[Any]] = {}
    for number, task in enumerate(tasks, start=1):
        row = rows.pop(task.project.key, None) or PlanTask(version=version, project_id=task.project.key, is_voided=True)
        before = _in_words(row)
        row.land, row.quantity, row.unit, row.responsible = task.land, task.quantity, task.unit, task.responsible
        row.is_voided, row.source_row = False, number
        row.save()
        if (after := _in_words(row)) != before:
            changes[f"任务「{task.project.name}」"] = [before or None, after]
    for row in rows.values():
        if not row.is_voided:
            changes[f"任务「{row.project.name}」"] = [_in_words(row), "删去"]
            row.is_voided = True
            row.save(update_fields=("is_voided",))
    return changes


def _in_words(task: PlanTask) -> Mapping[str, str]:
    """The task as the journal keeps it; nothing of one that does not stand."""
    if task.is_voided:
        return {}
    unit = str(AreaUnit(task.unit).label) if task.unit else ""
    quantity = f"{number_text(task.quantity)} {unit}" if task.quantity is not None else ""
    words = {
        "土地性质": str(Land(task.land).label) if task.land else "",
        "任务量": quantity,
        "责任单位": task.responsible,
    }
    return {name: text for name, text in words.items() if text}
