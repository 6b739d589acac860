"""Determinations of a subject, and what moved from one version to the next."""

from __future__ import annotations

from dataclasses import dataclass

from antu.compensation.domain.comparison import FactChange, LineMove, facts_changes, line_moves
from antu.compensation.models import Determination
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.platform.models import SeenQuerySet
from antu.policy import Computation, compute, read_facts
from antu.regulations.selectors import pack_named


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two versions, and which facts moved it."""

    facts: tuple[FactChange, ...]
    lines: tuple[LineMove, ...]
    before: Money
    after: Money

    @property
    def why(self) -> str:
        """Why lines moved: rates never do, because both versions are of one pack version."""
        return "事实变化" if self.facts else "没有变化"


def standing_determinations() -> SeenQuerySet[Determination]:
    """The determinations that stand: of each signed subject the newest version, the one that counts."""
    return Determination.objects.filter(is_standing=True)


def standing_determination(household: Household) -> Determination | None:
    """The determination that stands for the subject; None while it is unsigned."""
    return standing_determinations().filter(household=household).first()


def recomputed(determination: Determination) -> Computation | None:
    """The frozen facts computed again by the very bytes that determined them: how derived values came about.

    None where that version of the pack is no longer on the shelf.
    """
    try:
        pack = pack_named(f"{determination.pack_id}@{determination.pack_version}")
    except BadInput:
        return None
    if pack is None or pack.sha256 != determination.pack_sha256:
        return None
    return compute(pack, read_facts(pack, determination.facts))


def compare_determinations(old: Determination, new: Determination) -> Comparison:
    """What moved from one version to another: facts, lines, and the amount payable."""
    return Comparison(
        facts_changes(old.facts, new.facts),
        line_moves(old.lines.all(), new.lines.all()),
        old.payable,
        new.payable,
    )
