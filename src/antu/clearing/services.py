"""Writes of what is done of a remaining household: a visit, a reason, a next step, a step of the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from antu.clearing.domain.stages import BY_CODE, STAGES, stages_of
from antu.clearing.models import NOTES, HouseholdNote, NextStep
from antu.households.models import Household, SubjectKind
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.exchange import day, text
from antu.platform.models import require_seen
from antu.platform.voiding import void_row
from antu.platform.workbook import Choice, Column, ColumnType
from antu.platform.workbook.layout import Value
from antu.platform.workbook.texts import read_texts
from antu.projects.selectors import regime_of

REASON_LENGTH_MAX: Final = 300
SAID_LENGTH_MAX: Final = 2000
_STAGE: Final = Column(
    header="环节",
    field="stage",
    type=ColumnType.CHOICE,
    required=True,
    choices=tuple(Choice(each.code, each.label) for each in STAGES),
)
STEP_COLUMNS: Final = (
    text("下一步", "step", required=True),
    text("责任人", "by", required=True),
    day("完成期限", "until_on", required=True),
)
#: What is entered of each kind, by the word that addresses have for it.
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "visit": (
        day("走访日期", "on", required=True),
        text("走访人", "visitors", required=True),
        text("见到谁", "met", required=True),
        text("谈了什么", "said", required=True),
        text("结果", "result"),
    ),
    "reason": (day("自哪天起", "on", required=True), text("滞留原因", "reason", required=True)),
    "step": (day("安排日期", "on", required=True), *STEP_COLUMNS),
    "stage": (
        _STAGE,
        day("日期", "on", required=True),
        text("文号", "document_no"),
        text("说明", "note"),
    ),
}


@transaction.atomic
def enter_note(actor: Actor, household: Household, kind: str, texts: Mapping[str, str], today: date) -> HouseholdNote:
    """Enter one dated row of a remaining household; with a visit also the next step, where one was typed.

    Raises Forbidden, or BadInput with every problem beside its field. Of two who enter the same, the second is told.
    """
    held = _held(actor, household)
    values, problems = read_texts(COLUMNS[kind], texts)
    problems += _too_long(NOTES[kind], values)
    if "on" in values:
        problems += _wrong_day(held, values["on"], today)
    if kind == "step":
        problems += _wrong_end(values, values.get("on"))
    if kind == "stage":
        problems += _wrong_stage(held, values.get("stage"))
    step, step_problems = _step_of(texts, values) if kind == "visit" else (None, [])
    if problems or step_problems:
        raise BadInput([*problems, *step_problems])
    note = _written(actor, held, NOTES[kind], values)
    if step:
        _written(actor, held, NextStep, step | {"on": values["on"]})
    return note


def _held(actor: Actor, household: Household) -> Household:
    """The household, locked, for who may enter what is done of it and sees it; one that has a house to leave."""
    require(actor, "register.edit")
    require_seen(actor, household)
    held = Household.objects.select_for_update(of=("self",)).select_related("project").get(pk=household.pk)
    if held.is_voided or held.project.is_voided:
        raise BadInput(Problem("P-VOIDED", f"户「{held}」或它的项目已作废，不能登记扫尾情况"))
    if held.kind != SubjectKind.HOUSEHOLD:
        raise BadInput(Problem("P-NOT-REMAINING", f"「{held}」是村/组集体，没有房屋要腾，不登记扫尾情况"))
    return held


def _wrong_day(household: Household, on: Value, today: date) -> list[Problem]:
    if not isinstance(on, date):
        return []
    if on > today:
        return [_wrong("on", "P-FUTURE", f"日期 {on} 还没有到；办了以后再登记")]
    vacated = household.vacated_on
    if vacated and on > vacated:
        what = f"户「{household}」{vacated} 已经腾地，{on} 在腾地以后；请核对日期，或先更正腾地日"
        return [_wrong("on", "P-NOT-REMAINING", what)]
    return []


def _step_of(texts: Mapping[str, str], visit: Mapping[str, Value]) -> tuple[dict[str, Value] | None, list[Problem]]:
    """The next step typed with a visit, whole or not at all."""
    if not any(texts.get(column.field, "").strip() for column in STEP_COLUMNS):
        return None, []
    values, problems = read_texts(STEP_COLUMNS, texts)
    problems += [*_too_long(NextStep, values), *_wrong_end(values, visit.get("on"))]
    return values, problems


def _wrong_end(values: Mapping[str, Value], on: Value) -> list[Problem]:
    until = values.get("until_on")
    if isinstance(on, date) and isinstance(until, date) and until < on:
        return [_wrong("until_on", "R-DATE-ORDER", f"完成期限 {until} 早于安排的 {on}；请核对这两个日期")]
    return []


def _wrong_stage(household: Household, code: Value) -> list[Problem]:
    stage = BY_CODE.get(str(code))
    if stage is None or stage in stages_of(regime_of(household.project)):
        return []
    what = f"“{stage.label}”只用于集体土地，项目「{household.project}」是国有土地；请选别的环节，或更正项目的土地性质"
    return [_wrong("stage", "R-CHOICE", what)]


def _too_long(model: type[HouseholdNote], values: Mapping[str, Value]) -> list[Problem]:
    found = []
    for name, value in values.items():
        field = model._meta.get_field(name)
        most = getattr(field, "max_length", None) or SAID_LENGTH_MAX
        if isinstance(value, str) and len(value) > most:
            what = f"{field.verbose_name}有 {len(value)} 个字，最多 {most} 个；请缩短"  # type: ignore[union-attr]
            found.append(_wrong(name, "R-RANGE", what))
    return found


def _written(
    actor: Actor, household: Household, model: type[HouseholdNote], values: Mapping[str, Value]
) -> HouseholdNote:
    given = {name: "" if value is None else value for name, value in values.items()}
    rows = model.objects.standing().filter(household=household)
    same = {name: given[name] for name in ("stage", "on")} if "stage" in given else given
    if known := rows.filter(**same).first():
        name = model._meta.verbose_name
        what = f"{household} {given['on']} 的{name}已由{known.entered_by}登记过；有误请作废那一条再填"
        raise BadInput(_wrong("on", "R-DUPLICATE", what))
    note = model(household=household, entered_by=actor.name, is_sample=household.is_sample, **given)
    note.save()
    journal.record(actor, f"登记{model._meta.verbose_name}", note, journal.difference({}, journal.snapshot(note)))
    return note


@transaction.atomic
def void_note(actor: Actor, note: HouseholdNote, *, reason: str) -> None:
    """Take a row back: it stays with the reason, and what held before it holds again."""
    require(actor, "register.edit")
    require_seen(actor, note)
    locked = type(note).objects.select_for_update(of=("self",)).get(pk=note.pk)
    said = reason.strip()
    if locked.is_voided:
        raise BadInput(Problem("P-EVENT-VOIDED", f"「{locked}」已经作废，无须再次作废"))
    if not said:
        raise BadInput(_wrong("reason", "R-REQUIRED", "请写明作废原因"))
    if len(said) > REASON_LENGTH_MAX:
        raise BadInput(_wrong("reason", "R-RANGE", f"作废原因有 {len(said)} 个字，最多 {REASON_LENGTH_MAX} 个；请缩短"))
    void_row(actor, locked, f"作废{note._meta.verbose_name}", said)


def _wrong(field: str, rule: str, message: str) -> Problem:
    return Problem(rule, message, {"column": field})
