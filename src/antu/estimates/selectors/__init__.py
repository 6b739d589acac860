"""Reads of estimates: versions, what they cost by category, which one is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from antu.estimates.access import sees_estimates
from antu.estimates.domain.asking import SAMPLE
from antu.estimates.domain.categories import in_order
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimatedHousehold, EstimateLine, EstimateOpinion, EstimateVersion
from antu.households.models import Household, SubjectKind
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.attachments.services import FILE_ACTIONS
from antu.platform.models import JournalEntry
from antu.policy.pack import OFFICIAL, STATUSES
from antu.projects.models import Project
from antu.regulations.selectors import pack_named

#: Which rows are in a state, by its days.
_STATES: Mapping[EstimateState, Q] = {
    EstimateState.DRAFT: Q(submitted_at=None),
    EstimateState.SUBMITTED: Q(submitted_at__isnull=False, sent_back_on=None, approved_on=None),
    EstimateState.SENT_BACK: Q(sent_back_on__isnull=False),
    EstimateState.APPROVED: Q(approved_on__isnull=False),
}


def listed_versions(actor: Actor) -> QuerySet[EstimateVersion]:
    """All standing versions that the actor sees, of standing projects; the newest first."""
    versions = EstimateVersion.objects.standing().seen_by(actor).filter(project__is_voided=False)
    return versions.order_by("-pk")


def in_state(versions: QuerySet[EstimateVersion], state: EstimateState) -> QuerySet[EstimateVersion]:
    """Those that stand there."""
    return versions.filter(_STATES[state])


def newest(versions: QuerySet[EstimateVersion]) -> QuerySet[EstimateVersion]:
    """Of each project the last version."""
    later = EstimateVersion.objects.standing().filter(project=OuterRef("project")).order_by("-number")
    return versions.filter(pk=Subquery(later.values("pk")[:1]))


def with_totals(versions: QuerySet[EstimateVersion]) -> QuerySet[Any]:
    """The same versions beside ``total_fen``, the sum of their lines."""
    lines = EstimateLine.objects.standing().filter(version=OuterRef("pk")).order_by().values("version")
    return versions.annotate(total_fen=Subquery(lines.annotate(fen=Sum("amount_fen")).values("fen")))


def versions_of(project: Project | int) -> list[EstimateVersion]:
    """The project's standing versions by number, whoever asks."""
    of_project = EstimateVersion.objects.standing().filter(project=project)
    return list(of_project.select_related("project").order_by("number"))


def seen_versions_of(actor: Actor, project: int) -> list[Any]:
    """The project's standing versions that the actor sees, by number, beside their totals."""
    if not sees_estimates(actor):
        return []
    seen = listed_versions(actor).filter(project=project).select_related("project")
    return list(with_totals(seen).order_by("number"))


def in_force(versions: Iterable[EstimateVersion]) -> EstimateVersion | None:
    """The approved version that the project is held to: the last one that was approved."""
    approved = [each for each in versions if each.approved_on]
    return max(approved, key=lambda each: (each.approved_on, each.number), default=None)


@dataclass(frozen=True, slots=True)
class ProjectEstimate:
    """What a project is expected to cost, and where it says so."""

    amount: Money
    source: str


def estimate_of(project: Project) -> ProjectEstimate | None:
    """The approved estimate, else what the project's record says; None where neither is known."""
    approved = in_force(versions_of(project))
    if approved and approved.approved:
        return ProjectEstimate(approved.approved, f"{approved.label}批准，{approved.document_no}")
    return None if project.estimate_fen is None else ProjectEstimate(Money(project.estimate_fen), "项目登记")


def lines_of(version: EstimateVersion) -> list[EstimateLine]:
    """The version's standing lines, category by category."""
    lines = list(version.lines.standing().order_by("position", "id"))
    order = {category: place for place, category in enumerate(in_order(line.category for line in lines))}
    return sorted(lines, key=lambda line: order[line.category])


def total_of(lines: Iterable[EstimateLine]) -> Money:
    """概算总额: the sum of the lines."""
    return Money.total(line.amount for line in lines)


def totals_by_category(lines: Iterable[EstimateLine]) -> dict[str, Money]:
    """What the lines cost by category, in order."""
    sums: dict[str, Money] = {}
    for line in lines:
        sums[line.category] = sums.get(line.category, Money(0)) + line.amount
    return {category: sums[category] for category in in_order(sums)}


def opinions_of(version: EstimateVersion) -> list[EstimateOpinion]:
    """What reviewers said, in the order of their entering."""
    return list(version.opinions.standing().select_related("line").order_by("id"))


def households_of(version: EstimateVersion) -> QuerySet[EstimatedHousehold]:
    """The subjects that were computed for the version, by code."""
    return version.households.standing().order_by("household__code")


@dataclass(frozen=True, slots=True)
class CountedSubjects:
    """How many subjects are in a version's lines, as determined or estimated; who is ``left_out`` is in none."""

    determined: int
    estimated: int
    left_out: int


def counted_subjects(version: EstimateVersion) -> CountedSubjects:
    """How the subjects that were asked for are counted. One query."""
    could = Q(problem="")
    return CountedSubjects(
        **version.households.standing().aggregate(
            determined=Count("pk", filter=could & Q(is_determined=True)),
            estimated=Count("pk", filter=could & Q(is_determined=False)),
            left_out=Count("pk", filter=~could),
        )
    )


def is_overtaken(version: EstimateVersion) -> bool:
    """Whether a household of the project, or the project, was written to after the version was computed."""
    if version.computed_at is None:
        return False
    later = JournalEntry.objects.filter(at__gt=version.computed_at).exclude(action__in=FILE_ACTIONS)
    households = Household.objects.filter(project=version.project_id).values("pk")
    about = Q(object_kind=Household._meta.label_lower, object_id__in=households)
    return later.filter(about | Q(object_kind=Project._meta.label_lower, object_id=version.project_id)).exists()


def pack_notices(version: EstimateVersion) -> tuple[str, ...]:
    """What must be read where packs that are not official computed the version."""
    return tuple(dict.fromkeys(_notice(pack) for pack in version.packs if pack["status"] != OFFICIAL))


def _notice(pack: Mapping[str, str]) -> str:
    try:
        known = pack_named(f"{pack['id']}@{pack['version']}")
    except BadInput:
        known = None
    plain = f"所用补偿办法为{STATUSES.get(pack['status'], pack['status'])}标准，非正式发布"
    return (known.notice if known else "") or plain


def categories_used(project: Project) -> Sequence[str]:
    """The categories that versions of the project have."""
    lines = EstimateLine.objects.standing().filter(version__project=project, version__is_voided=False)
    return list(lines.order_by("pk").values_list("category", flat=True))


def registered_households(project: Project) -> dict[int, tuple[str, str]]:
    """Code and name of the project's standing households by key: those that a sample may name."""
    rows = Household.objects.standing().filter(project=project, kind=SubjectKind.HOUSEHOLD).order_by("code")
    return {key: (code, name) for key, code, name in rows.values_list("pk", "code", "head_name")}


def sample_codes(version: EstimateVersion) -> list[str]:
    """The codes of the households that stand for all, where the version was computed from a sample."""
    if version.basis != SAMPLE:
        return []
    sampled = version.households.standing().filter(household__kind=SubjectKind.HOUSEHOLD)
    return list(sampled.order_by("household__code").values_list("household__code", flat=True))
