"""Money entered by hand, with day, document number and person, until the books exist."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from antu.compensation.selectors import standing_determination
from antu.households.models import Household
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.voiding import void_row
from antu.projects.models import Project
from antu.settlement.access import require_entry
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.models import HandEntry, HouseholdPayment, ProjectReceipt

Entry = TypeVar("Entry", bound=HandEntry)


@transaction.atomic
def enter_receipt(actor: Actor, project: Project, entered: HandAmount) -> ProjectReceipt:
    """Enter 到位资金 of a project, once. Raises Forbidden, or BadInput naming every field that is wrong."""
    require_entry(actor, project)
    entered.check(str(project))
    locked = Project.objects.select_for_update().get(pk=project.pk)
    _check_not_entered(locked.hand_receipts.standing(), str(project), entered)
    return _save(actor, "登记到位资金", ProjectReceipt(project=project, **_fields(actor, entered)))


@transaction.atomic
def enter_payment(actor: Actor, household: Household, entered: HandAmount) -> HouseholdPayment:
    """Enter 已付 of a household. More than was agreed is refused (已付 ≤ 应付); so is paying the unsigned."""
    require_entry(actor, household.project)
    entered.check(str(household))
    locked = Household.objects.select_for_update().get(pk=household.pk)
    _check_not_entered(locked.hand_payments.standing(), str(household), entered)
    _check_against_agreed(household, entered.amount)
    return _save(actor, "登记已付", HouseholdPayment(household=household, **_fields(actor, entered)))


@transaction.atomic
def void_entry(actor: Actor, entry: HandEntry, *, reason: str) -> None:
    """Withdraw an entry made by mistake: it stays on file with the reason, and counts nowhere."""
    require_entry(actor, entry.settled_project)
    if not reason.strip():
        raise BadInput(Problem("S-REASON", f"作废「{entry}」须写明原因", {"column": "作废原因"}))
    locked = type(entry).objects.select_for_update().get(pk=entry.pk)
    if locked.is_voided:
        raise BadInput(Problem("S-VOIDED", f"「{entry}」已经作废，无须再次作废"))
    void_row(actor, locked, "作废手工登记", reason.strip())


def _fields(actor: Actor, entered: HandAmount) -> dict[str, Any]:
    return {
        "on": entered.on,
        "amount_fen": entered.amount.fen,
        "document_no": entered.document_no.strip(),
        "entered_by": actor.name,
        "note": entered.note.strip(),
    }


def _check_not_entered(standing: QuerySet[Entry], name: str, entered: HandAmount) -> None:
    """The same money with the same document on the same day is one entry, pressed twice."""
    document = entered.document_no.strip()
    if standing.filter(on=entered.on, amount_fen=entered.amount.fen, document_no=document).exists():
        said = f"{entered.on.isoformat()}、凭证号「{document}」、{entered.amount.grouped()} 元"
        message = f"「{name}」已经登记过{said}的一笔；确是另一笔请填它自己的凭证号"
        raise BadInput(Problem("S-ENTERED", message, {"column": "凭证号"}))


def _check_against_agreed(household: Household, amount: Money) -> None:
    standing = standing_determination(household)
    if standing is None:
        raise BadInput(Problem("S-UNSIGNED", f"「{household}」尚未签约，没有应付款，不能登记已付", {"column": "金额"}))
    paid = Money.total(Money(entry.amount_fen) for entry in household.hand_payments.standing())
    if paid + amount > standing.payable:
        raise BadInput(
            Problem(
                "S-OVERPAID",
                f"「{household}」应付 {standing.payable.grouped()} 元，已登记 {paid.grouped()} 元，"
                f"再登记 {amount.grouped()} 元就超过应付（先补偿、不超付）。请核对金额",
                {"column": "金额"},
            )
        )


def _save(actor: Actor, action: str, entry: Entry) -> Entry:
    entry.save()
    journal.record(actor, action, entry, journal.difference({}, journal.snapshot(entry)))
    return entry
