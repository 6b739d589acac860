"""Dated events of a project, entered and withdrawn in a page; its state follows (ADR 0004)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.kernel.rounding import half_up
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.exchange import area, area_unit, choice, day, text
from antu.platform.models import require_seen
from antu.platform.voiding import void_row
from antu.platform.wording import number_text
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts
from antu.projects.access import require_change
from antu.projects.domain.event_order import contradictions, left_alone
from antu.projects.domain.regime import M2, M2_DECIMALS, area_in
from antu.projects.models import AreaUnit, Project, ProjectEvent, ProjectEventKind

MEASURED: Final = frozenset({ProjectEventKind.DONE, ProjectEventKind.PARTLY_DONE})
_NEEDS_REASON: Final = frozenset({ProjectEventKind.PAUSED, ProjectEventKind.CANCELLED})
_WORDS: Final = {str(value): str(label) for value, label in ProjectEventKind.choices}


def _limited(column: Column) -> Column:
    kept = ProjectEvent._meta.get_field(column.field)
    return replace(column, length_max=getattr(kept, "max_length", None) or 0)


EVENT_COLUMNS: Final[tuple[Column, ...]] = (
    choice("事件", "kind", ProjectEventKind, required=True),
    day("日期", "on", required=True),
    replace(area("面积", "area", unit_field="area_unit"), minimum=Decimal(0), minimum_exclusive=True),
    area_unit("area_unit"),
    _limited(text("原因", "reason")),
    _limited(text("文号", "document_no")),
    text("备注", "note"),
)


@dataclass(frozen=True, slots=True)
class EnteredEvent:
    """An event that was entered, and what somebody should look at again."""

    event: ProjectEvent
    warnings: tuple[str, ...]


@transaction.atomic
def enter_event(actor: Actor, project: Project, texts: Mapping[str, str], today: date) -> EnteredEvent:
    """Enter an event; one that was withdrawn on the same day stands again. Raises Forbidden, or BadInput with all."""
    held = _held(actor, project)
    values, problems = read_texts(EVENT_COLUMNS, texts)
    kept: dict[str, Any] = {name: "" if value is None and name != "area" else value for name, value in values.items()}
    problems += [*_wrong(kept, today)]
    standing = list(held.events.standing())
    if "kind" in kept and "on" in kept:
        said = contradictions(standing, ProjectEvent(kind=kept["kind"], on=kept["on"]), _WORDS)
        problems += [_problem("on", "P-ORDER", f"{each}；请核对日期和事件，登记错的先作废") for each in said]
    if problems:
        raise BadInput(problems)
    event = held.events.filter(on=kept["on"], kind=kept["kind"]).first() or ProjectEvent(project=held)
    before = journal.snapshot(event) if event.pk else {}
    for name, value in {**kept, "is_voided": False, "void_reason": "", "is_from_page": True}.items():
        setattr(event, name, value)
    event.save()
    journal.record(actor, "登记项目事件", event, journal.difference(before, journal.snapshot(event)))
    return EnteredEvent(event, tuple(_warnings(held, [*standing, event], event)))


@transaction.atomic
def void_event(actor: Actor, event: ProjectEvent, *, reason: str) -> None:
    """Withdraw an event: it stays on file with the reason, and the state follows from the others."""
    held = _held(actor, event.project)
    locked = ProjectEvent.objects.select_for_update().get(pk=event.pk)
    said = reason.strip()
    if locked.is_voided:
        raise BadInput(Problem("P-EVENT-VOIDED", f"「{locked}」已经作废，无须再次作废"))
    if not said:
        raise BadInput(_problem("reason", "R-REQUIRED", "请写明作废原因"))
    if len(said) > (limit := 300):
        raise BadInput(_problem("reason", "R-RANGE", f"作废原因有 {len(said)} 个字，最多 {limit} 个；请缩短"))
    standing = list(held.events.standing())
    alone = left_alone(standing, next(each for each in standing if each.pk == locked.pk), _WORDS)
    if alone:
        raise BadInput(Problem("P-ORDER", f"不能作废：{'；'.join(alone)}。请先作废后一个事件"))
    void_row(actor, locked, "作废项目事件", said, is_from_page=True)


def _held(actor: Actor, project: Project) -> Project:
    require(actor, "project.edit")
    held = Project.objects.select_for_update().get(pk=project.pk)
    require_seen(actor, held)
    require_change(actor, held.name, held.town_forms)
    if held.is_voided:
        raise BadInput(Problem("P-VOIDED", f"项目「{held}」已作废，不能登记或作废事件；请先恢复该项目"))
    return held


def _wrong(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """What a single event must say; what could not be read is left alone."""
    kind = values.get("kind")
    label = _WORDS.get(str(kind), "")
    if values.get("on") and values["on"] > today:
        yield _problem("on", "P-FUTURE", f"日期 {values['on']} 还没有到；事件在发生以后登记")
    if kind in _NEEDS_REASON and not values.get("reason", "?"):
        yield _problem("reason", "R-REQUIRED", f"「{label}」须写明原因")
    size, unit = values.get("area"), values.get("area_unit")
    if kind in MEASURED and "area" in values and size is None:
        yield _problem("area", "R-REQUIRED", f"「{label}」须填写面积")
    if kind and kind not in MEASURED and size is not None:
        yield _problem("area", "R-RANGE", f"「{label}」不填面积；面积只随「部分完成」「完成」登记")
    if size is not None and unit == "":
        yield _problem("area_unit", "R-REQUIRED", "填了面积，请选单位（亩或㎡）")
    if size is not None and unit == M2 and size != round(size, M2_DECIMALS):
        yield _problem("area", "R-AREA-PRECISION", "面积以㎡计时最多 2 位小数；请按测绘成果填写")


def _warnings(project: Project, standing: Iterable[ProjectEvent], new: ProjectEvent) -> Iterator[str]:
    """An area above that of the project is allowed, and said."""
    if new.kind not in MEASURED or project.area is None:
        return
    unit = project.area_unit or new.area_unit
    whole = area_in(unit, project.area, project.area_unit)
    alike = [new] if new.kind == ProjectEventKind.DONE else [each for each in standing if each.kind == new.kind]
    total = sum((area_in(unit, each.area, each.area_unit) for each in alike), Fraction(0))
    if total > whole:
        what = "完成面积" if new.kind == ProjectEventKind.DONE else "部分完成的面积合计"
        label = AreaUnit(unit).label
        said = f"{what} {number_text(half_up(total, 4))} {label}"
        yield f"{said}，大于征收面积 {number_text(project.area)} {label}；请核对"


def _problem(field: str, rule: str, message: str) -> Problem:
    return Problem(rule, message, {"column": field})
