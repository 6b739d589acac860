"""Key projects as pages show them: the weeks of one, and a week of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from antu.following.domain.weeks import week_text
from antu.following.models import WeeklyEntry
from antu.following.selectors import FollowedWeek, photographs_of
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, reason_form
from antu.platform.display import HOME, Cell, Chip, Column, Crumb, Fact, Head, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN
from antu.projects.selectors import STATE_TONES

REPORTED: Final = Chip("已报", Tone.DONE)
NOT_REPORTED: Final = Chip("未报", Tone.DUE)
NOT_AWAITED: Final = Chip("不须报", title="到这一周末项目已完成或取消")
NOTHING_YET: Final = "没有您能看到的重点项目。在项目页“重点项目周报”里把项目列为重点，或随年度工作簿导入。"
SHOWN: Final = 52
"""Weeks on a project's page: a year."""

_WEEKS: Final = (
    Column("周"),
    Column("本周进展", kind=Kind.LONG),
    Column("存在问题", kind=Kind.LONG),
    Column("下一步", kind=Kind.LONG),
    Column("填报人", kind=Kind.MINOR),
    Column("照片", "个", Kind.NUMBER),
)


def weeks_table(entries: Sequence[WeeklyEntry], *, may_void: bool = False) -> Table:
    """The weeks of a project, newest first."""
    shown = entries[:SHOWN]
    photographs = photographs_of(shown)
    columns = (*_WEEKS, Column("作废")) if may_void else _WEEKS
    rows = [Row((*_week_cells(each, photographs.get(each.pk, 0)), *_void_cells(each, may_void))) for each in shown]
    caption = f"共 {len(entries)} 份，列出最近 {SHOWN} 份" if len(entries) > SHOWN else ""
    return Table(columns, rows, "还没有填报。", caption=caption)


def _week_cells(entry: WeeklyEntry, photographs: int) -> tuple[Cell, ...]:
    chips = marks(is_sample=entry.is_sample, is_voided=entry.is_voided)
    return (
        Cell(week_text(entry.week_on), record_url(entry), chips=chips, note=entry.void_reason),
        Cell(entry.progress),
        Cell(entry.problems or UNKNOWN),
        Cell(entry.next_step or UNKNOWN),
        Cell(entry.entered_by),
        Cell(str(photographs), f"{record_url(entry)}#files") if photographs else Cell(),
    )


def _void_cells(entry: WeeklyEntry, may_void: bool) -> tuple[Cell, ...]:  # noqa: FBT001 - of one table
    if not may_void:
        return ()
    if entry.is_voided:
        return (Cell(),)
    return (Cell("作废", reverse("week-void", args=[entry.pk]), f"作废：{week_text(entry.week_on)}"),)


def matching(followed: Iterable[FollowedWeek], filters: Sequence[Filter]) -> list[FollowedWeek]:
    """Those that the filters let through."""
    wanted = {each.name: each.value for each in filters}
    return [
        each
        for each in followed
        if wanted["q"].casefold() in f"{each.key.project.name} {each.key.project.code} {each.key.leader}".casefold()
        and {"yes": bool(each.entry), "no": each.is_missing}.get(wanted["reported"], True)
    ]


def key_listing(actor: Actor, week: date) -> Listing:
    """The key projects of a year in a week."""
    enter = (ListColumn("enter", Column("填报"), _enter_cell),) if actor.may("project.edit") else ()
    return Listing(
        "key-projects",
        f"重点项目周报 {week_text(week)}",
        (*_COLUMNS, *enter),
        Empty(NOTHING_YET, "看项目", reverse("projects")),
        counter="个重点项目",
        key_of=lambda each: each.key.pk,
        url_of=lambda each: f"{record_url(each.key.project)}#weeks",
        is_picked=False,
    )


def _name_cell(each: FollowedWeek) -> Cell:
    project = each.key.project
    chips = marks(is_sample=each.key.is_sample or project.is_sample)
    return Cell(project.name, f"{record_url(project)}#weeks", chips=chips)


def _entry_cell(field: str) -> ListColumn:
    header = str(WeeklyEntry._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    return ListColumn(
        field,
        Column(header, kind=Kind.LONG),
        lambda each: Cell(getattr(each.entry, field) or UNKNOWN if each.entry else UNKNOWN),
    )


def _reported_chip(each: FollowedWeek) -> Chip:
    if each.entry:
        return REPORTED
    return NOT_REPORTED if each.is_missing else NOT_AWAITED


def _last_cell(each: FollowedWeek) -> Cell:
    return Cell(week_text(each.before.week_on), record_url(each.before)) if each.before else Cell(UNKNOWN)


def _enter_cell(each: FollowedWeek) -> Cell:
    if each.entry:
        return Cell("看周报", record_url(each.entry), f"看周报：{each.key.project}")
    url = f"{reverse('week-enter', args=[each.key.pk])}?week={each.week.isoformat()}"
    return Cell("填报", url, f"填报：{each.key.project}")


_COLUMNS: Final = (
    ListColumn("name", Column("项目名称", kind=Kind.LONG), _name_cell, by_value(lambda each: each.key.project.name)),
    ListColumn(
        "reported",
        Column("本周"),
        lambda each: Cell(chips=(_reported_chip(each),)),
        by_value(lambda each: (NOT_REPORTED, REPORTED, NOT_AWAITED).index(_reported_chip(each))),
    ),
    ListColumn(
        "state",
        Column("状态"),
        lambda each: Cell(chips=(Chip(each.state.value, STATE_TONES.get(each.state, Tone.PLAIN)),)),
        by_value(lambda each: each.state.value),
    ),
    ListColumn("level", Column("级别", kind=Kind.MINOR), lambda each: Cell(each.key.level or UNKNOWN)),
    ListColumn(
        "leader",
        Column("联系领导"),
        lambda each: Cell(each.key.leader or UNKNOWN),
        by_value(lambda each: each.key.leader),
    ),
    _entry_cell("progress"),
    _entry_cell("problems"),
    _entry_cell("next_step"),
    ListColumn("before", Column("上次填报", kind=Kind.MINOR), _last_cell),
)


def voiding_of(entry: WeeklyEntry) -> Confirmation:
    """The question before a report is withdrawn."""
    project = entry.key_project.project
    back = f"{record_url(project)}#weeks"
    crumbs = (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb("作废周报"))
    head = Head("作废周报", crumbs, chips=marks(is_sample=entry.is_sample, is_voided=entry.is_voided))
    facts = (
        Fact("项目", Cell(project.name)),
        Fact("周", Cell(week_text(entry.week_on))),
        Fact("填报人", Cell(entry.entered_by)),
        Fact("本周进展", Cell(entry.progress)),
    )
    effects = ("这一周算作未报，可以重新填报；作废的一份和它的照片留在项目页。",)
    return Confirmation(head, facts, effects, reason_form("作废原因", submit_label="作废周报", cancel_url=back))
