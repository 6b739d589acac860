"""The procedure that takes a signed household to 已审核."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from antu.compensation.selectors.reviews import review_problems, standing_payable, standing_version, to_be_reviewed
from antu.compensation.selectors.versions import standing_determination
from antu.compensation.services import pass_review
from antu.households.models import Household
from antu.kernel.errors import Problem
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.listing import BulkAction, Selection
from antu.platform.listing.one_by_one import Telling, do_one_by_one
from antu.platform.procedure_kinds import Ending, Outcome, ProcedureKind
from antu.policy.schema import ColumnType, FactColumn, Value
from antu.procedures.services.cases import start_case

REVIEW: Final = "determination-review"
#: One transaction each, while the person waits.
MANY_MAX: Final = 200
#: 元 with 分: as long as any amount of one household.
_DIGITS: Final = 15


def _facts(household: Household) -> Mapping[str, Value]:
    return {"payable": standing_payable(household).yuan}


def _problems(_actor: Actor, household: Household) -> Iterable[Problem]:
    return review_problems(household, standing_determination(household))


def _whose(household: Household) -> tuple[tuple[str, ...], str]:
    towns = (household.town,) if household.town else tuple(household.project.towns)
    return towns, household.project.owner


def _words(household: Household) -> str:
    return f"{household.project.name} {household.code} {household.head_name}"


def _lines(household: Household) -> Table | None:
    """The lines of the determination that is reviewed."""
    standing = standing_determination(household)
    if standing is None:
        return None
    columns = (
        Column("补偿项"),
        Column("数量", kind=Kind.NUMBER),
        Column("单价", kind=Kind.NUMBER),
        Column("金额", "元", Kind.NUMBER),
        Column("条款", kind=Kind.LONG),
    )
    rows = [
        Row(
            (
                Cell(str(each)),
                Cell(f"{each.quantity} {each.unit}".strip()),
                Cell(each.rate),
                Cell(each.amount.grouped()),
                Cell(each.clause),
            )
        )
        for each in standing.lines.order_by("position")
    ]
    total = (Cell("应付合计"), Cell(), Cell(), Cell(standing.payable.grouped()), Cell())
    return Table(columns, rows, totals=total, caption=f"第{standing.version}版核定，{standing.pack_id}")


def _passed(actor: Actor, household: Household, _ending: Ending) -> None:
    pass_review(actor, household, timezone.localdate())


def hand_in_picked(selection: Selection) -> HttpResponseBase:
    """Begin the review of each picked household; those of which it cannot be begun are told with their reason."""
    households: list[Household] = list(selection.found[: MANY_MAX + 1])
    if len(households) > MANY_MAX:
        messages.error(selection.request, f"一次最多送审 {MANY_MAX} 户；请先筛选，再分批送审")
        return redirect(selection.back_url)
    do_one_by_one(
        selection.request,
        households,
        lambda household: start_case(selection.actor, REVIEW, household, timezone.localdate()),
        Telling("已送审 {} 户；请到“待办”办理第一个环节，可以批量", "另有 {} 户没有送审"),
        lambda _household: "",
    )
    return redirect(selection.back_url)


PROCEDURES: tuple[object, ...] = (
    BulkAction("households", "hand-in", "送审核定", "register.edit", hand_in_picked),
    ProcedureKind(
        REVIEW,
        "补偿核定审核",
        Household,
        "register.edit",
        {
            "approved": Outcome("已审核", _passed, lends=("compensation.review",)),
            "refused": Outcome("审核不通过"),
        },
        to_be_reviewed,
        facts=(
            FactColumn(
                "payable",
                "应付合计",
                "应付合计",
                ColumnType.DECIMAL,
                required=True,
                unit="元",
                digits=_DIGITS,
                decimals=2,
            ),
        ),
        facts_of=_facts,
        problems_of=_problems,
        whose=_whose,
        words=_words,
        about=lambda household: f"{_words(household)}，应付 {standing_payable(household).grouped()} 元",
        content_of=_lines,
        version_of=standing_version,
        renewal="退回的核定要先更正：请在台账里改正这一户，形成新的核定版本，再送审（现在仍是退回时的那一版）",
        places=("household",),
    ),
)
