"""The register of a project with what each subject is owed: determined where it signed, estimated where it has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from antu.compensation.models import Determination
from antu.compensation.selectors.estimates import choose_pack, estimate_or_refusal
from antu.compensation.selectors.versions import standing_determinations
from antu.households.models import Household, SubjectKind
from antu.households.selectors import whole_households
from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.policy import Computation, Pack
from antu.projects.models import Project

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class SubjectOwed:
    """What one subject is owed. ``payable`` is None while it is unsigned, and then ``estimated`` says what it would be.

    ``separate`` (社保单列), ``is_draft`` and ``derived`` (exact numbers by name) are of the determination, else of the
    estimate. ``problems`` say why there is no estimate.
    """

    household: Household
    payable: Money | None
    estimated: Money | None = None
    separate: Money = NOTHING
    is_draft: bool = False
    derived: Mapping[str, str] | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterOwed:
    """All subjects of a project, by code; the sums are of the signed ones."""

    as_if_signed_on: date
    subjects: tuple[SubjectOwed, ...]

    @property
    def signed(self) -> tuple[SubjectOwed, ...]:
        """The subjects with a standing determination."""
        return tuple(each for each in self.subjects if each.payable is not None)

    def payable(self, kind: SubjectKind | None = None) -> Money:
        """What the signed ones are owed together: all, the collectives, or the others."""
        among = kind == SubjectKind.COLLECTIVE
        chosen = (each for each in self.signed if (each.household.kind == SubjectKind.COLLECTIVE) == among)
        owed = (each.payable for each in (self.signed if kind is None else chosen))
        return Money.total(amount for amount in owed if amount is not None)

    @property
    def separate(self) -> Money:
        """The social security of the signed ones, which nobody is paid."""
        return Money.total(each.separate for each in self.signed)


def register_owed(actor: Actor, project: Project, as_if_signed_on: date) -> RegisterOwed:
    """The project's register as far as the actor sees it; the unsigned are estimated as if they signed on that day."""
    standing = Prefetch("determinations", standing_determinations(), to_attr="standing")
    households: list[Any] = list(whole_households(project).seen_by(actor).prefetch_related(standing))
    pack = None if all(household.standing for household in households) else choose_pack(project).pack
    return RegisterOwed(as_if_signed_on, tuple(_owed(household, as_if_signed_on, pack) for household in households))


def _owed(household: Any, day: date, pack: Pack | None) -> SubjectOwed:
    if household.standing:
        determination: Determination = household.standing[0]
        answer = determination.computation
        separate = Money.parse(answer["totals"]["separate"])
        return SubjectOwed(household, determination.payable, None, separate, determination.is_draft, answer["derived"])
    estimated = estimate_or_refusal(household, day, pack)
    if isinstance(estimated, Computation):
        separate = estimated.totals["separate"]
        return SubjectOwed(household, None, estimated.payable, separate, estimated.draft, estimated.derived)
    return SubjectOwed(household, None, problems=estimated.problems)
