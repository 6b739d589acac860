"""What two versions cost by category, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from antu.estimates.domain.categories import in_order
from antu.kernel.money import Money

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class ComparedCategory:
    """A category in both versions; what one of them lacks is nothing there."""

    category: str
    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """What the later version adds."""
        return self.after - self.before


def compared(before: Mapping[str, Money], after: Mapping[str, Money]) -> list[ComparedCategory]:
    """Every category of either version, in order."""
    return [
        ComparedCategory(each, before.get(each, NOTHING), after.get(each, NOTHING))
        for each in in_order((*after, *before))
    ]
