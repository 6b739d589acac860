"""The procedure by which a drafted version of a rule is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils import timezone

from antu.kernel.errors import Problem
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.procedure_kinds import Ending, Outcome, ProcedureKind
from antu.platform.versions import version_of
from antu.platform.wording import UNKNOWN
from antu.policy.schema import Choice, ColumnType, FactColumn, Value
from antu.regulations.contributions.issuing import DAY, ISSUED, NUMBER, issue_of
from antu.regulations.domain.clauses import clauses_of
from antu.regulations.domain.publishing import ISSUE
from antu.regulations.models import RuleKind, RuleVersion
from antu.regulations.selectors.rules import drafter_logins
from antu.regulations.services import publish_rule_version


def _drafts(actor: Actor) -> QuerySet[RuleVersion]:
    drafts = RuleVersion.objects.standing().seen_by(actor).filter(issued_on=None)
    return drafts.select_related("rule").order_by("rule__name", "number")


def _facts(version: RuleVersion) -> Mapping[str, Value]:
    return {"rule_kind": version.rule.kind or RuleKind.OTHER.value, "is_first": version.number == 1}


def _problems(_actor: Actor, version: RuleVersion) -> Iterable[Problem]:
    if not version.is_draft:
        yield Problem("R-RULE-STATE", f"{version}不是草稿；要改，请起草下一版")


def _clauses(version: RuleVersion) -> Table:
    """The text that is published, clause by clause."""
    rows = [Row((Cell(each.label or UNKNOWN), Cell(each.text))) for each in clauses_of(version.text)]
    return Table((Column("条"), Column("正文", kind=Kind.LONG)), rows)


def _publish(actor: Actor, version: RuleVersion, ending: Ending) -> None:
    publish_rule_version(actor, version, *issue_of(ending), today=timezone.localdate())


PROCEDURES: tuple[object, ...] = (
    ProcedureKind(
        ISSUE,
        "制度（办法）发布",
        RuleVersion,
        "rule.edit",
        {
            "approved": Outcome("发布施行", _publish, is_apart=True, needs=(NUMBER, DAY), lends=("rule.edit",)),
            "refused": Outcome("不予发布，仍是草稿"),
        },
        _drafts,
        facts=(
            FactColumn(
                "rule_kind",
                "制度类别",
                "制度类别",
                ColumnType.CHOICE,
                required=True,
                choices=tuple(Choice(kind.value, str(kind.label)) for kind in RuleKind),
            ),
            FactColumn("is_first", "是第一版", "是第一版", ColumnType.BOOLEAN, required=True),
        ),
        facts_of=_facts,
        asked=ISSUED,
        problems_of=_problems,
        authors_of=drafter_logins,
        version_of=lambda version: str(version_of(version)),
        content_of=_clauses,
        places=("rule-version",),
    ),
)
