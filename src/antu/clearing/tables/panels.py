"""What is done of one remaining household as facts and tables, and how far a project is cleared as figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.urls import reverse

from antu.clearing.models import NOTES, HouseholdNote
from antu.clearing.selectors.households import ANY, Known, StepDue
from antu.clearing.selectors.projects import ProjectClearing
from antu.clearing.tables.cells import (
    days_cell,
    officer_cell,
    reason_cell,
    stage_cell,
    stage_words,
    step_cell,
    until_cell,
    visit_cell,
)
from antu.clearing.tables.listing import NEVER, project_clearing_url
from antu.households.models import Household
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, reason_form
from antu.platform.display import HOME, Cell, Chip, Column, Crumb, Fact, Head, KeyFigure, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.wording import UNKNOWN, day_text, joined

Cells = Callable[[Any], tuple[Cell, ...]]
_WHAT: Final[Mapping[str, tuple[tuple[Column, ...], Cells]]] = {
    "visit": (
        (
            Column("走访人"),
            Column("见到谁"),
            Column("谈了什么", kind=Kind.LONG),
            Column("结果", kind=Kind.LONG),
        ),
        lambda each: (Cell(each.visitors), Cell(each.met), Cell(each.said), Cell(each.result or UNKNOWN)),
    ),
    "step": (
        (Column("下一步", kind=Kind.LONG), Column("责任人"), Column("完成期限")),
        lambda each: (Cell(each.step), Cell(each.by), Cell(day_text(each.until_on))),
    ),
    "reason": ((Column("滞留原因", kind=Kind.LONG),), lambda each: (Cell(each.reason),)),
    "stage": (
        (Column("环节"), Column("文号"), Column("说明", kind=Kind.LONG)),
        lambda each: (
            Cell(each.get_stage_display()),
            Cell(each.document_no or UNKNOWN),
            Cell(each.note or UNKNOWN),
        ),
    ),
}


def known_facts(known: Known, officer: str) -> list[Fact]:
    """What holds of the household."""
    days = days_cell(known)
    counted = Cell(f"{days.text} 天", note=days.title) if known.days is not None else days
    stage = stage_cell(known)
    return [
        Fact("滞留", counted),
        Fact("滞留原因", reason_cell(known)),
        Fact("包户干部", officer_cell(officer)),
        Fact("上次走访", visit_cell(known)),
        Fact("下一步", step_cell(known)),
        Fact("下一步期限", until_cell(known)),
        Fact("法律程序", replace(stage, note=stage_words(known.stage)) if known.stage else stage),
    ]


def notes_table(kind: str, notes: Sequence[HouseholdNote], *, may_void: bool) -> Table:
    """The rows of one kind, newest first, withdrawn ones with their reason."""
    columns, cells = _WHAT[kind]
    deed = (Column("作废"),) if may_void else ()
    heads = (Column("日期"), *columns, Column("登记人", kind=Kind.MINOR), *deed)
    rows = [
        Row((_day_cell(note), *cells(note), Cell(note.entered_by), *_void_cells(kind, note, may_void=may_void)))
        for note in notes
    ]
    name = NOTES[kind]._meta.verbose_name
    return Table(heads, rows, f"还没有登记{name}。", caption=str(name))


def _day_cell(note: HouseholdNote) -> Cell:
    chips = marks(is_sample=note.is_sample, is_voided=note.is_voided)
    return Cell(day_text(note.on), record_url(note), chips=chips, note=note.void_reason)


def _void_cells(kind: str, note: HouseholdNote, *, may_void: bool) -> tuple[Cell, ...]:
    if not may_void:
        return ()
    if note.is_voided:
        return (Cell(),)
    said = f"作废：{note._meta.verbose_name} {day_text(note.on)}"
    return (Cell("作废", reverse("clearing-void", args=[kind, note.pk]), said),)


def voiding_of(kind: str, note: HouseholdNote) -> Confirmation:
    """The question before a row is taken back."""
    household: Household = note.household
    back, name = f"{record_url(household)}#clearing", note._meta.verbose_name
    crumbs = (HOME, Crumb("清零扫尾", reverse("clearing")), Crumb(str(household), back), Crumb(f"作废{name}"))
    head = Head(f"作废{name}", crumbs, chips=marks(is_sample=note.is_sample, is_voided=note.is_voided))
    columns, cells = _WHAT[kind]
    told = (Fact(column.label, cell) for column, cell in zip(columns, cells(note), strict=True))
    facts = (Fact("户", Cell(str(household))), Fact("日期", Cell(day_text(note.on))), *told)
    effects = ("这一条不再算数，以前登记的那一条重新作准；作废的留在户页和日志里。",)
    return Confirmation(head, facts, effects, reason_form("作废原因", submit_label=f"作废{name}", cancel_url=back))


def cleared_chips(actor: Actor, clearing: ProjectClearing) -> tuple[Chip, ...]:
    """已清零 and since when; a town is told of its own households only."""
    if clearing.cleared_on is None:
        return ()
    words = "本镇街已清零" if actor.reach.town else "已清零"
    return (Chip(words, Tone.DONE, f"{day_text(clearing.cleared_on)} 起没有剩余户和剩余坟墓"),)


def contradictions(clearing: ProjectClearing) -> tuple[str, ...]:
    """What must be read where a record says that nothing is left and the register has households."""
    if not clearing.contradicts:
        return ()
    words = f"扫尾记录写明 {day_text(clearing.said_cleared_on)} 清零，台账里还有 {clearing.left} 户没有交房。"
    return (f"{words}请核对“扫尾记录”，或给已交房的户登记腾地日。",)


def clearing_figures(project: int, clearing: ProjectClearing, on: str = "") -> tuple[KeyFigure, ...]:
    """What remains of the project, each number leading to its households; ``on`` keeps a day that was asked for."""
    found = [_counted("剩余户", clearing.left, project_clearing_url(project, on=on), f"在册 {clearing.registered} 户")]
    if clearing.left:
        since = f"自 {day_text(clearing.since)}" if clearing.since else "没有可以起算的日子"
        days = UNKNOWN if clearing.days is None else str(clearing.days)
        found += [
            KeyFigure("滞留最久", days, "天", note=since),
            _counted("没有走访", clearing.unvisited, project_clearing_url(project, visited=NEVER, on=on)),
            _counted("下一步逾期", clearing.late, project_clearing_url(project, step=StepDue.LATE, on=on)),
            _counted("在法律程序", clearing.in_law, project_clearing_url(project, stage=ANY, on=on)),
        ]
    return (*found, *_graves(clearing))


def _counted(label: str, number: int, url: str, note: str = "") -> KeyFigure:
    return KeyFigure(label, str(number), "户", url if number else "", note)


def _graves(clearing: ProjectClearing) -> tuple[KeyFigure, ...]:
    record = clearing.record
    registered = joined(
        (
            f"台账登记 {clearing.graves} 座" if clearing.graves else "",
            f"剩余户有 {clearing.graves_of_remaining} 座" if clearing.graves_of_remaining else "",
        ),
        "，",
    )
    note = "" if registered == UNKNOWN else registered
    if record and record.graves is not None:
        counted = f"{day_text(record.recorded_on)} 扫尾记录"
        return (KeyFigure("剩余坟墓", str(record.graves), "座", record_url(record), joined((counted, note), "；")),)
    return (
        (KeyFigure("台账登记坟墓", str(clearing.graves), "座", note="迁了多少要看扫尾记录"),) if clearing.graves else ()
    )
