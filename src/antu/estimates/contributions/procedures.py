"""The procedure by which a drafted estimate is reviewed and its amount approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from antu.estimates.domain.review import Approval, GivenOpinion
from antu.estimates.domain.states import REVIEW
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import lines_of, total_of
from antu.estimates.services import approve_estimate, submit_estimate
from antu.estimates.tables import line_table
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Table
from antu.platform.procedure_kinds import Ending, Outcome, ProcedureKind, Said
from antu.platform.versions import version_of, writers_of
from antu.policy.schema import ColumnType, FactColumn, Value

#: 元 with 分.
_DIGITS: Final = 18


def _drafts(actor: Actor) -> QuerySet[EstimateVersion]:
    versions = EstimateVersion.objects.standing().seen_by(actor).filter(submitted_at=None)
    return versions.select_related("project").order_by("project__name", "number")


def _facts(version: EstimateVersion) -> Mapping[str, Value]:
    return {"total": total_of(lines_of(version)).yuan}


def _problems(_actor: Actor, version: EstimateVersion) -> Iterable[Problem]:
    if not version.is_draft:
        yield Problem("E-STATE", f"{version}不是草稿，不能送审；要改，请起草下一版")
    elif total_of(lines_of(version)) <= Money(0):
        yield Problem("E-EMPTY", f"{version}还没有金额；请先计算，或录入明细")


def _lines(version: EstimateVersion) -> Table:
    """The lines that are reviewed."""
    return line_table(lines_of(version), ())


def _approve(actor: Actor, version: EstimateVersion, ending: Ending) -> None:
    """Submit in the starter's name, and approve with all that was said; who registers it says what was adjusted."""
    today, answers = timezone.localdate(), ending.answers
    amount, on = answers.get("approved_amount"), answers.get("approved_on")
    if not isinstance(amount, Decimal) or not isinstance(on, date):
        raise BadInput(Problem("E-DOCUMENT", "请填写批准金额和批准日期"))
    submitted = submit_estimate(ending.starter, version)
    approved = Money.from_yuan(amount)
    adjusted = approved - total_of(lines_of(submitted))
    *earlier, last_word = ending.said
    opinions = [_given(each) for each in (*(each for each in earlier if each.decides), last_word)]
    if adjusted.fen and not last_word.opinion:
        more = "多" if adjusted.fen > 0 else "少"
        what = f"批准金额比送审金额{more} {abs(adjusted).grouped()} 元，请在意见里写明核增核减的原因"
        raise BadInput(Problem("E-OPINION", what, {"column": "opinion"}))
    if adjusted.fen:
        last = opinions[-1]
        opinions[-1] = GivenOpinion(last.organisation, last.person, last.on, last.opinion, adjusted)
    approval = Approval(approved, str(answers.get("document_no") or ""), on, tuple(opinions))
    approve_estimate(actor, submitted, approval, today=today)


def _given(said: Said) -> GivenOpinion:
    return GivenOpinion(said.post, said.person, said.on, said.opinion or said.decision)


def _whose(version: EstimateVersion) -> tuple[tuple[str, ...], str]:
    return (), version.project.owner


PROCEDURES: tuple[object, ...] = (
    ProcedureKind(
        REVIEW,
        "概算评审",
        EstimateVersion,
        "project.edit",
        {
            "approved": Outcome(
                "评审通过，概算批准",
                _approve,
                is_apart=True,
                needs=("approved_amount", "document_no", "approved_on"),
                lends=("project.edit", "estimate.review"),
            ),
            "refused": Outcome("没有通过，仍是草稿"),
        },
        _drafts,
        facts=(
            FactColumn(
                "total",
                "概算总额",
                "概算总额",
                ColumnType.DECIMAL,
                required=True,
                unit="元",
                digits=_DIGITS,
                decimals=2,
            ),
        ),
        facts_of=_facts,
        asked=(
            FactColumn(
                "approved_amount",
                "批准金额",
                "批准金额",
                ColumnType.DECIMAL,
                required=True,
                unit="元",
                digits=_DIGITS,
                decimals=2,
                minimum=Decimal(0),
            ),
            FactColumn("document_no", "批准文号", "批准文号", ColumnType.TEXT, required=True),
            FactColumn("approved_on", "批准日期", "批准日期", ColumnType.DATE, required=True),
        ),
        problems_of=_problems,
        whose=_whose,
        authors_of=writers_of,
        version_of=lambda version: str(version_of(version)),
        content_of=_lines,
        places=("estimate",),
    ),
)
