"""Writes of key projects: that a project is one in a year, and what is reported of it in a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from antu.following.domain.weeks import monday_of, week_text, year_of
from antu.following.models import WeeklyEntry
from antu.kernel.errors import BadInput, Problem
from antu.planning.models import KeyProject
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.exchange import text, year
from antu.platform.models import require_seen
from antu.platform.voiding import void_row
from antu.platform.workbook.dates import written_day
from antu.platform.workbook.texts import read_texts
from antu.projects.models import Project

TEXT_LENGTH_MAX: Final = 1000
REASON_LENGTH_MAX: Final = 300
_TEXTS: Final = {"progress": "本周进展", "problems": "存在问题", "next_step": "下一步"}


@transaction.atomic
def enter_week(actor: Actor, key: KeyProject, texts: Mapping[str, str], today: date) -> WeeklyEntry:
    """Report a key project's week, once. Raises Forbidden, or BadInput with every problem beside its field."""
    require(actor, "project.edit")
    require_seen(actor, key)
    locked = KeyProject.objects.select_for_update().select_related("project").get(pk=key.pk)
    if locked.is_voided or locked.project.is_voided:
        raise BadInput(Problem("P-VOIDED", f"「{locked}」已作废，不能填报"))
    week = written_day(texts.get("week_on", ""))
    told = {name: texts.get(name, "").replace("\r\n", "\n").strip() for name in _TEXTS}
    problems = [*_wrong_week(locked, week, today)]
    if not told["progress"]:
        problems.append(_wrong("progress", "R-REQUIRED", "请填写本周进展"))
    problems += [
        _wrong(name, "R-RANGE", f"{_TEXTS[name]}有 {len(words)} 个字，最多 {TEXT_LENGTH_MAX} 个；请缩短")
        for name, words in told.items()
        if len(words) > TEXT_LENGTH_MAX
    ]
    if problems or week is None:
        raise BadInput(problems)
    entry = WeeklyEntry(key_project=locked, week_on=monday_of(week), entered_by=actor.name, **told)
    entry.save()
    journal.record(actor, "填报周报", entry, journal.difference({}, journal.snapshot(entry)))
    return entry


def _wrong_week(key: KeyProject, day: date | None, today: date) -> list[Problem]:
    if day is None:
        return [_wrong("week_on", "R-DATE", "请填写这一周里的任一天，如 2023-05-08")]
    week = monday_of(day)
    if week > today:
        return [_wrong("week_on", "P-FUTURE", f"{week_text(week)} 这一周还没有到")]
    if year_of(week) != key.year:
        what = f"{week_text(week)} 属于 {year_of(week)} 年；「{key}」只填报 {key.year} 年的各周"
        return [_wrong("week_on", "R-RANGE", what)]
    known = WeeklyEntry.objects.standing().filter(key_project=key, week_on=week).first()
    if known:
        what = f"{week_text(week)} 已由{known.entered_by}填报；有误请作废那一份再填"
        return [_wrong("week_on", "R-DUPLICATE", what)]
    return []


@transaction.atomic
def void_week(actor: Actor, entry: WeeklyEntry, *, reason: str) -> None:
    """Withdraw a report: it stays on file with the reason, and the week can be reported again."""
    require(actor, "project.edit")
    require_seen(actor, entry)
    locked = WeeklyEntry.objects.select_for_update().get(pk=entry.pk)
    said = reason.strip()
    if locked.is_voided:
        raise BadInput(Problem("P-EVENT-VOIDED", f"「{locked}」的周报已经作废，无须再次作废"))
    if not said:
        raise BadInput(_wrong("reason", "R-REQUIRED", "请写明作废原因"))
    if len(said) > REASON_LENGTH_MAX:
        raise BadInput(_wrong("reason", "R-RANGE", f"作废原因有 {len(said)} 个字，最多 {REASON_LENGTH_MAX} 个；请缩短"))
    void_row(actor, locked, "作废周报", said)


KEY_COLUMNS: Final = (year(), text("级别", "level"), text("联系领导", "leader"))


@transaction.atomic
def follow_project(actor: Actor, project: Project, texts: Mapping[str, str]) -> KeyProject:
    """Make a project a key project of a year, or correct its level and leader. Raises Forbidden or BadInput."""
    require(actor, "plan.edit")
    require_seen(actor, project)
    held = Project.objects.select_for_update().get(pk=project.pk)
    values, problems = read_texts(KEY_COLUMNS, texts)
    if held.is_voided:
        problems.append(Problem("P-VOIDED", f"项目「{held}」已作废；请先恢复该项目"))
    for name, limit in (("level", 60), ("leader", 100)):
        if len(str(values.get(name) or "")) > limit:
            problems.append(_wrong(name, "R-RANGE", f"最多 {limit} 个字；请缩短"))
    if problems:
        raise BadInput(problems)
    of_year = int(str(values["year"]))
    known = KeyProject.objects.filter(project=held, year=of_year).first()
    key = known or KeyProject(project=held)
    before = journal.snapshot(key) if known else {}
    key.year, key.is_voided = of_year, False
    key.level, key.leader = str(values["level"] or ""), str(values["leader"] or "")
    change = journal.difference(before, journal.snapshot(key))
    if known and not change:
        return key
    key.save()
    journal.record(
        actor, "更正重点项目" if known else "列为重点项目", key, journal.difference(before, journal.snapshot(key))
    )
    return key


def _wrong(field: str, rule: str, message: str) -> Problem:
    return Problem(rule, message, {"column": field})
