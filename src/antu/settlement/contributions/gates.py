"""What settlement says of statutory steps: approval is sought when the money is there."""

from __future__ import annotations

from collections.abc import Iterator

from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.projects.models import Project
from antu.settlement.selectors import received_of
from antu.timeline.selectors import StepGate

FUNDS = "funds"


def money_is_there(_actor: Actor, project: Project) -> Iterator[Problem]:
    """费用足额到位: what was received reaches the project's estimate. Source: 土地管理法实施条例 32."""
    if project.estimate_fen is None:
        yield Problem("T-FUNDS", "项目还没有登记概算，不能判断费用是否足额到位；请先登记概算")
        return
    estimate, received = Money(project.estimate_fen), received_of(project)
    if received < estimate:
        short = (estimate - received).grouped()
        what = f"到位资金 {received.grouped()} 元，概算 {estimate.grouped()} 元，还差 {short} 元"
        yield Problem("T-FUNDS", f"{what}；请在「结算」页登记到位资金")


GATES: tuple[object, ...] = (StepGate(FUNDS, money_is_there),)
