"""Writes of issued rules in pages: entered, corrected, abolished, voided. Their texts have versions of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import models, transaction

from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import comparable_name
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.exchange import choice, day, text
from antu.platform.procedure_kinds import why_kept
from antu.platform.voiding import void_row
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts
from antu.regulations.access import require_rules
from antu.regulations.models import IssuedRule, RuleKind
from antu.regulations.selectors.rules import changed_by_others, published_before
from antu.regulations.services.holidays import REASON_MAX

RULE_COLUMNS: Final[tuple[Column, ...]] = (
    text("名称", "name", required=True),
    choice("类别", "kind", RuleKind),
    text("牵头单位", "lead"),
    text("依据", "basis"),
    day("印发日期", "issued_on"),
    text("文号", "document_no"),
    day("废止日期", "abolished_on"),
    text("废止依据", "abolished_by"),
)
OF_FIRST_VERSION: Final = ("issued_on", "document_no")
"""What a rule has from its first published version."""

_KNOWN_BY: Final = {"issued_on", "name"}


@transaction.atomic
def enter_rule(actor: Actor, texts: Mapping[str, str]) -> IssuedRule:
    """Enter a rule; without a day of issue it is a draft. One that was voided is entered again as the record it was.

    Raises Forbidden, or BadInput field by field.
    """
    require_rules(actor)
    values = _judged(IssuedRule(), texts)
    of_day = IssuedRule.objects.select_for_update().filter(issued_on=values["issued_on"], is_voided=True)
    name = comparable_name(values["name"])
    voided = next((each for each in of_day if comparable_name(each.name) == name), None)
    if voided is None:
        return _save(actor, "登记制度文件", IssuedRule(), values, {name for name, value in values.items() if value})
    again = {**values, "is_voided": False, "void_reason": ""}
    return _save(actor, "重新登记制度文件", voided, again, {*again})


@transaction.atomic
def correct_rule(actor: Actor, rule: IssuedRule, texts: Mapping[str, str], seen: int) -> IssuedRule:
    """Correct a rule, or abolish it, as it was typed over what the journal's entry ``seen`` left.

    Raises Forbidden, or BadInput: ``R-RULE-CHANGED`` when somebody wrote in between, else field by field.
    """
    require_rules(actor)
    held = _held(rule)
    if others := changed_by_others(held, seen):
        what = f"您打开这一页以后，{held}又被改过：{others}；请另开一页核对，再保存一次就以本页所填为准"
        raise BadInput(Problem("R-RULE-CHANGED", what))
    values = _judged(held, texts)
    changed = {name for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return held
    is_known = held.source_row is not None and held.issued_on is not None and not held.workbook_key
    if is_known and changed & _KNOWN_BY:
        held.workbook_key = [str(held.issued_on), held.name]
    return _save(actor, "更正制度文件", held, values, changed)


@transaction.atomic
def void_rule(actor: Actor, rule: IssuedRule, reason: str) -> None:
    """Take a rule back that was entered by mistake. Raises Forbidden or BadInput (``R-RULE-STATE``, ``R-REQUIRED``)."""
    require_rules(actor)
    held, given = _held(rule), reason.strip()
    if published_before(held):
        what = f"{held}已经发布过，不能作废；不再执行的，请在更正页填写废止日期"
        raise BadInput(Problem("R-RULE-STATE", what))
    if not given or len(given) > REASON_MAX:
        what = f"请写明作废原因，最多 {REASON_MAX} 个字"
        raise BadInput(Problem("R-REQUIRED", what, {"column": "reason"}))
    drafts = list(held.versions.filter(is_voided=False))
    if words := next((words for draft in drafts if (words := why_kept(draft))), ""):
        raise BadInput(Problem("R-RULE-STATE", words))
    for draft in drafts:
        void_row(actor, draft, "撤销制度草稿", given)
    void_row(actor, held, "作废制度文件", given, given_by_page=sorted({*held.given_by_page, "is_voided"}))


def _held(rule: IssuedRule) -> IssuedRule:
    held = IssuedRule.objects.select_for_update().get(pk=rule.pk)
    if held.is_voided:
        raise BadInput(Problem("R-RULE-STATE", f"{held}已经作废；请另行登记"))
    return held


def _judged(rule: IssuedRule, texts: Mapping[str, str]) -> dict[str, Any]:
    """The values by attribute. Raises BadInput with every problem beside its field."""
    fixed = OF_FIRST_VERSION if rule.pk and published_before(rule) else ()
    columns = [column for column in RULE_COLUMNS if column.field not in fixed]
    read, problems = read_texts(columns, texts)
    values: dict[str, Any] = {name: _kept(name, value) for name, value in read.items()}
    problems += [problem for name, value in values.items() if (problem := _overlong(name, value))]
    problems += _wrong_days(rule, values)
    problems += _known_already(rule, values)
    if problems:
        raise BadInput(problems)
    return values


def _kept(name: str, value: object) -> object:
    column = IssuedRule._meta.get_field(name)
    return column.get_default() if value is None else value  # type: ignore[union-attr]


def _overlong(name: str, value: object) -> Problem | None:
    column = IssuedRule._meta.get_field(name)
    limit = column.max_length if isinstance(column, models.CharField) else None
    if not limit or not isinstance(value, str) or len(value) <= limit:
        return None
    return _wrong("R-RANGE", f"{column.verbose_name}有 {len(value)} 个字，最多 {limit} 个；请缩短", name)  # type: ignore[union-attr]


def _wrong_days(rule: IssuedRule, values: Mapping[str, Any]) -> list[Problem]:
    issued_on: date | None = values.get("issued_on", rule.issued_on)
    abolished_on: date | None = values.get("abolished_on")
    if abolished_on is None:
        is_told = bool(values.get("abolished_by"))
        return [_wrong("R-RULE-DAY", "写了废止依据，没有废止日期；请补填日期", "abolished_on")] if is_told else []
    if issued_on is None:
        return [_wrong("R-RULE-DAY", "还没有印发的制度不能废止；不用的请作废", "abolished_on")]
    if abolished_on < issued_on:
        return [_wrong("R-RULE-DAY", f"废止日期 {abolished_on} 早于印发日期 {issued_on}", "abolished_on")]
    return []


def _known_already(rule: IssuedRule, values: Mapping[str, Any]) -> list[Problem]:
    """Another rule of the same name that still holds; or of the same name and day, abolished, voided or not."""
    name = comparable_name(str(values.get("name") or ""))
    for other in IssuedRule.objects.exclude(pk=rule.pk) if name else ():
        is_same_day = other.issued_on == values.get("issued_on", rule.issued_on)
        if comparable_name(other.name) != name:
            continue
        if other.is_voided and rule.pk and is_same_day and other.issued_on:
            return [_wrong("R-DUPLICATE", f"{other}登记过，后来作废了；请重新登记它", "name")]
        if not other.is_voided and (other.abolished_on is None or is_same_day):
            what = f"已经有{other}；修订请在它那里起草下一版，不要另行登记"
            return [_wrong("R-DUPLICATE", what, "name")]
    return []


def _save(actor: Actor, action: str, rule: IssuedRule, values: Mapping[str, Any], given: set[str]) -> IssuedRule:
    before = journal.snapshot(rule) if rule.pk else {}
    for name, value in values.items():
        setattr(rule, name, value)
    rule.given_by_page = sorted({*rule.given_by_page, *given})
    rule.save()
    journal.record(actor, action, rule, journal.difference(before, journal.snapshot(rule)))
    return rule


def _wrong(rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"column": column})
