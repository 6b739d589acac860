"""Each service of settlement refuses a person who may do everything but what it asks for, and leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.world import small_village

from antu.kernel.errors import Forbidden
from antu.kernel.money import Money
from antu.platform.actor import EVERYTHING, PERMISSIONS, SYSTEM, Actor
from antu.platform.models import JournalEntry
from antu.projects.models import Project
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.models import HouseholdPayment, ProjectReceipt
from antu.settlement.services import enter_payment, enter_receipt, void_entry, write_paper, write_papers
from antu.settlement.services.papers import PAPERS

pytestmark = pytest.mark.django_db

DAY = date(2023, 7, 1)
ENTERED = HandAmount(DAY, Money.parse("1.00"), "凭证1号")


def who_may_all_but(permission: str) -> Actor:
    return Actor(login="c", name="示例丙", permissions=frozenset(PERMISSIONS) - {permission}, reach=EVERYTHING)


def pay(actor: Actor, project: Project) -> object:
    return enter_payment(actor, project.households.get(code="JX-001"), ENTERED)


def receive(actor: Actor, project: Project) -> object:
    return enter_receipt(actor, project, ENTERED)


@pytest.mark.parametrize("enter", [pay, receive])
def test_nobody_enters_money_without_the_permission(enter: Callable[[Actor, Project], object]) -> None:
    project = small_village()
    entries = JournalEntry.objects.count()
    with pytest.raises(Forbidden, match="登记到位与支付"):
        enter(who_may_all_but("settlement.enter"), project)
    assert not ProjectReceipt.objects.exists()
    assert not HouseholdPayment.objects.exists()
    assert JournalEntry.objects.count() == entries


def test_nobody_withdraws_money_without_the_permission() -> None:
    receipt = enter_receipt(SYSTEM, small_village(), ENTERED)
    with pytest.raises(Forbidden, match="登记到位与支付"):
        void_entry(who_may_all_but("settlement.enter"), receipt, reason="重复登记")
    assert not ProjectReceipt.objects.get().is_voided


def test_nobody_draws_up_papers_without_the_permission(tmp_path: Path) -> None:
    project, actor = small_village(), who_may_all_but("settlement.view")
    with pytest.raises(Forbidden, match="查看结算"):
        write_papers(actor, project, tmp_path / "papers", as_of=DAY)
    with pytest.raises(Forbidden, match="查看结算"):
        write_paper(actor, project, PAPERS[0], tmp_path / PAPERS[0], as_of=DAY)
    assert not list(tmp_path.iterdir())
