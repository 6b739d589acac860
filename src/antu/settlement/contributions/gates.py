"""What settlement says of statutory steps: approval is sought when the money is there."""

from __future__ import annotations

from collections.abc import Iterator

from antu.estimates.selectors import estimate_of
from antu.kernel.errors import Problem
from antu.platform.actor import Actor
from antu.projects.models import Project
from antu.settlement.selectors import received_of
from antu.timeline.selectors import StepGate

FUNDS = "funds"


def money_is_there(_actor: Actor, project: Project) -> Iterator[Problem]:
    """费用足额到位: receipts reach the approved or recorded estimate. Source: 土地管理法实施条例 32."""
    estimate, received = estimate_of(project), received_of(project)
    if estimate is None:
        yield Problem("T-FUNDS", "项目还没有概算，不能判断费用是否足额到位；请先编制概算，或在项目里登记")
    elif received < estimate.amount:
        short = (estimate.amount - received).grouped()
        asked = f"概算 {estimate.amount.grouped()} 元（{estimate.source}）"
        what = f"到位资金 {received.grouped()} 元，{asked}，还差 {short} 元"
        yield Problem("T-FUNDS", f"{what}；请在「结算」页登记到位资金")


GATES: tuple[object, ...] = (StepGate(FUNDS, money_is_there),)
