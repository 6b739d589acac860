"""Forms of settlement: money entered by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from antu.households.models import Household
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform.entry import EntryField, EntryForm, Option, simple_form
from antu.platform.workbook.dates import written_day
from antu.projects.models import Project
from antu.settlement.domain.hand_amount import HandAmount

PAYEE: Final = "household"
_FIELDS: Final = (
    EntryField("on", "日期", "date", is_required=True),
    EntryField("amount", "金额", "money", unit="元", is_required=True, length_max=20),
    EntryField("document_no", "凭证号", is_required=True, length_max=100),
    EntryField("note", "备注", length_max=300),
)
_BLANK: Final = {"on": "S-DAY", "amount": "S-AMOUNT", "document_no": "S-DOCUMENT"}
"""What must be filled in, with the rule that says so."""


def receipt_form(project: Project) -> EntryForm:
    """The form that enters 到位资金."""
    action = reverse("settlement-receipt", args=[project.pk])
    return simple_form(*_FIELDS, action=action, submit_label="登记到位资金", key="receipt")


def payment_form(project: Project) -> EntryForm:
    """The form that enters 已付; signed subjects are offered while their 户编号 or name is typed."""
    named = _payees(project).order_by("code").values_list("code", "head_name")
    options = tuple(Option(code, f"{code} {name}") for code, name in named)
    payee = EntryField(PAYEE, "户", is_required=True, options=options, hint="户编号或户主")
    action = reverse("settlement-payment", args=[project.pk])
    return simple_form(payee, *_FIELDS, action=action, submit_label="登记已付", key="payment")


def hand_amount(texts: Mapping[str, str], today: date, further: Iterable[Problem] = ()) -> HandAmount:
    """What was typed, for the service. Raises BadInput with all that is wrong, after what is known ``further``."""
    problems = [*further]
    blank = {name for name in _BLANK if not texts[name].strip()}
    problems += [_wrong(_BLANK[each.name], f"请填写{each.label}", each.name) for each in _FIELDS if each.name in blank]
    on, amount = written_day(texts["on"]), Money(0)
    if on is None and "on" not in blank:
        problems.append(_wrong("S-DAY", f"「{texts['on']}」不是日期；请按 2023-05-08 的样子填写", "on"))
    elif on and on > today:
        problems.append(_wrong("S-DAY", f"日期 {on.isoformat()} 还没有到；请照凭证填写", "on"))
    try:
        amount = amount if "amount" in blank else Money.parse(texts["amount"])
    except BadInput as error:
        problems += [_wrong(each.rule, each.message, "amount") for each in error.problems]
    problems += [
        _wrong("S-LONG", f"{field.label}最多 {field.length_max} 个字；请缩短", field.name)
        for field in _FIELDS
        if field.length_max and len(texts[field.name]) > field.length_max
    ]
    if problems or on is None:
        raise BadInput(problems)
    return HandAmount(on=on, amount=amount, document_no=texts["document_no"], note=texts["note"])


def payee_of(project: Project, form: EntryForm) -> Household | Problem:
    """The signed subject that the form names, by 户编号 or as it was offered; else what is wrong with it."""
    field = next(each for each in form.all_fields() if each.name == PAYEE)
    code = field.chosen.value if field.chosen else field.value
    found = _payees(project).filter(code=code).first()
    what = f"「{field.value}」不是本项目已签约的户" if field.value else "还没有填户"
    return found or _wrong("S-PAYEE", f"{what}；请填户编号，或从列出的户里选", PAYEE)


def _payees(project: Project) -> QuerySet[Household]:
    return Household.objects.standing().filter(project=project, determinations__is_standing=True)


def _wrong(rule: str, message: str, field: str) -> Problem:
    return Problem(rule, message, {"column": field})
