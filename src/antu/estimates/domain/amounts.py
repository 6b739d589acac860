"""What the lines of many subjects come to, item by item, and what a sample of them stands for: exact, rounded once.

A sample of ``sample`` households stands for ``whole``: an item costs its sum over the sample × whole ÷ sample, a
fraction that is rounded once to the fen, half up. The estimate's total is the sum of its rounded lines, so that its
parts add to it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from antu.estimates.domain.categories import category_of
from antu.kernel.money import Money
from antu.kernel.rounding import half_up, half_up_units

QUANTITY_DECIMALS: Final = 4
MEMO: Final = "memo"


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A line of a subject's computation; ``kind`` is the subject's (``household``, ``collective``).

    ``category`` and ``column`` are the item's, as its pack declares them; ``quantity`` is exact text, or empty.
    """

    kind: str
    category: str
    column: str
    code: str
    label: str
    quantity: str
    unit: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ItemSum:
    """An item over all subjects of a kind. ``quantity`` is None where a line has none, or lines have other units."""

    kind: str
    category: str
    code: str
    label: str
    quantity: Fraction | None
    unit: str
    amount: Money

    @property
    def key(self) -> str:
        """What makes it the same line when it is computed again."""
        return f"{self.kind}:{self.category}:{self.code}"


@dataclass(frozen=True, slots=True)
class Sample:
    """So many households of a project stand for so many: at least one, and no more than there are."""

    whole: int
    sample: int

    def __post_init__(self) -> None:
        if not 0 < self.sample <= self.whole:
            raise ValueError(f"{self.sample} of {self.whole} households are no sample")

    @property
    def factor(self) -> Fraction:
        """What a sum over the sample is multiplied by."""
        return Fraction(self.whole, self.sample)

    def scaled(self, amount: Money) -> Money:
        """What the amount of the sample stands for, rounded half up to the fen."""
        return Money(half_up_units(amount.fen * self.factor, 0))


def item_sums(lines: Iterable[SubjectLine]) -> list[ItemSum]:
    """The lines added up by kind of subject and item, in the order in which items first appear; memo lines in none.

    An item is told by its code within its category; a label that changed between versions of a pack is the first one.
    """
    grouped: dict[tuple[str, str, str], list[SubjectLine]] = {}
    for line in lines:
        if line.category != MEMO:
            grouped.setdefault((line.kind, category_of(line.category, line.column), line.code), []).append(line)
    return [_sum(category, group) for (_, category, _), group in grouped.items()]


def _sum(category: str, lines: list[SubjectLine]) -> ItemSum:
    first = lines[0]
    is_measured = all(line.quantity and line.unit == first.unit for line in lines)
    return ItemSum(
        kind=first.kind,
        category=category,
        code=first.code,
        label=first.label,
        quantity=sum((Fraction(line.quantity) for line in lines), Fraction(0)) if is_measured else None,
        unit=first.unit if is_measured else "",
        amount=Money.total(line.amount for line in lines),
    )


def rounded_quantity(quantity: Fraction | None, factor: Fraction = Fraction(1)) -> Decimal | None:
    """The quantity that is printed, half up at the fourth decimal."""
    return None if quantity is None else half_up(quantity * factor, QUANTITY_DECIMALS)
