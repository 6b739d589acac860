"""The procedure that takes a signed household to 已审核."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils import timezone

from antu.compensation.selectors.reviews import review_problems, standing_version, to_be_reviewed
from antu.compensation.selectors.versions import standing_determination
from antu.compensation.services import pass_review
from antu.households.models import Household
from antu.kernel.errors import Problem
from antu.platform.actor import Actor
from antu.platform.procedure_kinds import Answers, Outcome, ProcedureKind
from antu.policy.schema import ColumnType, FactColumn, Value

#: 元 with 分: as long as any amount of one household.
_DIGITS = 15


def _facts(household: Household) -> Mapping[str, Value]:
    standing = standing_determination(household)
    return {"payable": standing.payable.yuan if standing else Decimal(0)}


def _problems(_actor: Actor, household: Household) -> Iterable[Problem]:
    return review_problems(household, standing_determination(household))


def _whose(household: Household) -> tuple[tuple[str, ...], str]:
    towns = (household.town,) if household.town else tuple(household.project.towns)
    return towns, household.project.owner


def _words(household: Household) -> str:
    return f"{household.project.name} {household.code} {household.head_name}"


def _passed(actor: Actor, household: Household, _answers: Answers) -> None:
    pass_review(actor, household, timezone.localdate())


PROCEDURES: tuple[object, ...] = (
    ProcedureKind(
        "determination-review",
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
        version_of=standing_version,
        renewal="退回的核定要先更正：请在台账里改正这一户，形成新的核定版本，再送审（现在仍是退回时的那一版）",
        places=("household",),
    ),
)
