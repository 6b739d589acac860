"""Which determinations passed their review, and which may be handed in for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from antu.compensation.models import Determination, DeterminationReview
from antu.compensation.selectors.versions import standing_determinations
from antu.households.models import Household
from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.platform.actor import Actor


def to_be_reviewed(actor: Actor) -> QuerySet[Household]:
    """Signed households whose standing determination has not passed its review, within the actor's reach."""
    waiting = standing_determinations().filter(is_draft=False, review=None)
    households = Household.objects.standing().seen_by(actor).filter(pk__in=waiting.values("household"))
    return households.select_related("project").order_by("project__name", "code")


def review_problems(household: Household, standing: Determination | None) -> list[Problem]:
    """What stands against reviewing a household's determination (``D-REVIEW``)."""
    name = f"{household.code} {household.head_name}"
    if standing is None:
        return [Problem("D-REVIEW", f"{name}没有现行的核定（尚未签约），不能送审；签约后再送")]
    if standing.is_draft:
        return [Problem("D-REVIEW", f"{name}的核定待会审，结论定了以后形成新版，再送审核")]
    if DeterminationReview.objects.filter(determination=standing).exists():
        return [Problem("D-REVIEW", f"{name}的第{standing.version}版核定已经审核通过，不用再审")]
    return []


def standing_version(household: Household) -> str:
    """The version of the standing determination, as a procedure keeps it."""
    versions = standing_determinations().filter(household=household).values_list("version", flat=True)
    return str(next(iter(versions), ""))


def standing_payable(household: Household) -> Money:
    """What the standing determination comes to, without its lines; nothing while there is none."""
    amounts = standing_determinations().filter(household=household).values_list("payable_fen", flat=True)
    return Money(next(iter(amounts), 0))


def review_of(household: int) -> DeterminationReview | None:
    """The review that the household's standing determination passed."""
    return DeterminationReview.objects.filter(
        determination__household=household, determination__is_standing=True
    ).first()


def reviewed_among(households: Iterable[int]) -> set[int]:
    """Those of the households whose standing determination has passed its review."""
    passed = DeterminationReview.objects.filter(
        determination__household__in=list(households), determination__is_standing=True
    )
    return set(passed.values_list("determination__household", flat=True))
