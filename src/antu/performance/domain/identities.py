"""Which figures of the report must add up, and printing them so that they do on paper too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Self

from antu.platform.figures import Figure

#: A fen is 0.000001 万元: at six decimals every amount is printed whole.
MOST_DECIMALS: Final = 6

_OUT_OF_PLAN = re.compile(r"done\.out_of_plan\.\d+")


@dataclass(frozen=True, slots=True)
class Identity:
    """Parts that add to a whole, by the ids of figures."""

    parts: tuple[str, ...]
    whole: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``a + b = c``."""
        parts, _, whole = text.partition(" = ")
        return cls(tuple(parts.split(" + ")), whole)

    @property
    def text(self) -> str:
        """``a + b = c``."""
        return f"{' + '.join(self.parts)} = {self.whole}"

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of all its figures."""
        return (*self.parts, self.whole)

    def holds(self, values: Mapping[str, Fraction]) -> bool:
        """Whether these values of its figures add up."""
        return sum((values[part] for part in self.parts), Fraction(0)) == values[self.whole]


@dataclass(frozen=True, slots=True)
class CheckedIdentity:
    """An identity with the answer on exact values."""

    identity: Identity
    left: Fraction
    right: Fraction

    @property
    def text(self) -> str:
        """``a + b = c``."""
        return self.identity.text

    @property
    def holds(self) -> bool:
        """Whether the parts add to the whole exactly."""
        return self.left == self.right


_FIXED: Final = tuple(
    Identity.parse(text)
    for text in (
        "budget.initial + budget.added = budget.income",
        "budget.basic + budget.project = budget.expenditure",
        "org.staff_institution + org.staff_worker = org.staff_on_post",
        "org.staff_on_post + org.staff_dispatched = org.staff_total",
        "done.in_plan.count + done.out_of_plan.count = done.collective.count",
        "done.in_plan.area + done.out_of_plan.area = done.collective.area",
    )
)
_KEY_PARTS: Final = ("done", "partial", "paused", "in_progress", "not_started", "cancelled")


def identities_among(ids: Collection[str]) -> tuple[Identity, ...]:
    """The identities of a report with these figures; those of named projects follow from how many there are."""
    outside = tuple(figure_id for figure_id in ids if _OUT_OF_PLAN.fullmatch(figure_id))
    key_parts = tuple(f"key.{name}" for name in _KEY_PARTS if f"key.{name}" in ids)
    candidates = [*_FIXED, Identity(outside, "done.out_of_plan.area"), Identity(key_parts, "key.total")]
    return tuple(each for each in candidates if each.parts and set(each.figures) <= set(ids))


def check_identities(figures: Iterable[Figure]) -> tuple[CheckedIdentity, ...]:
    """Each identity with the exact sum of its parts and its whole."""
    values = {figure.id: figure.value for figure in figures}
    return tuple(
        CheckedIdentity(each, sum((values[part] for part in each.parts), Fraction(0)), values[each.whole])
        for each in identities_among(values)
    )


def print_so_that_sums_show(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures with as many decimals as their identities need on paper; an exact failure changes nothing."""
    shown = {figure.id: figure for figure in figures}
    exact = [each.identity for each in check_identities(shown.values()) if each.holds]
    while failing := [each for each in exact if not each.holds(_printed(shown)) and _can_print_more(shown, each)]:
        for identity in failing:
            _print_more(shown, identity)
    return tuple(shown.values())


def _printed(figures: Mapping[str, Figure]) -> dict[str, Fraction]:
    return {figure_id: figure.printed_value for figure_id, figure in figures.items()}


def _rounded(figures: Mapping[str, Figure], identity: Identity) -> dict[str, int]:
    """Decimals of those figures of the identity that are rounded when printed."""
    decimals = {each: figures[each].decimals for each in identity.figures}
    return {figure_id: count for figure_id, count in decimals.items() if count is not None}


def _can_print_more(figures: Mapping[str, Figure], identity: Identity) -> bool:
    return any(decimals < MOST_DECIMALS for decimals in _rounded(figures, identity).values())


def _print_more(figures: dict[str, Figure], identity: Identity) -> None:
    """One decimal more for all its rounded figures, which then have equally many."""
    rounded = _rounded(figures, identity)
    decimals = min(MOST_DECIMALS, 1 + max(rounded.values()))
    for figure_id in rounded:
        figures[figure_id] = replace(figures[figure_id], decimals=decimals)
