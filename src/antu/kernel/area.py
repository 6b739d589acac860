"""Land and building areas, exact in every unit of the trade: 1 亩 = 2000/3 ㎡, 1 公顷 = 15 亩 = 10,000 ㎡."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from antu.kernel.exact import Exact, exact
from antu.kernel.rounding import half_up

MU_PER_M2 = Fraction(3, 2000)
M2_PER_HECTARE = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """An area as an exact fraction of square metres. Differences may be negative."""

    m2: Fraction

    def __post_init__(self) -> None:
        if type(self.m2) is not Fraction:
            raise TypeError("an area is made by from_m2, from_mu or from_hectare")

    @classmethod
    def from_m2(cls, value: Exact | str) -> Self:
        """An area of so many square metres; BadInput for text that is no number, TypeError for a float."""
        return cls(exact(value))

    @classmethod
    def from_mu(cls, value: Exact | str) -> Self:
        """An area of so many mu (亩)."""
        return cls(exact(value) / MU_PER_M2)

    @classmethod
    def from_hectare(cls, value: Exact | str) -> Self:
        """An area of so many hectares (公顷)."""
        return cls(exact(value) * M2_PER_HECTARE)

    @classmethod
    def total(cls, areas: Iterable[Area]) -> Self:
        """The sum of the areas; of none, zero."""
        return cls(sum((area.m2 for area in areas), Fraction(0)))

    @property
    def mu(self) -> Fraction:
        """The exact area in mu."""
        return self.m2 * MU_PER_M2

    @property
    def hectare(self) -> Fraction:
        """The exact area in hectares."""
        return self.m2 / M2_PER_HECTARE

    def m2_text(self, decimals: int = 2) -> str:
        """Square metres as they are printed, rounded half up."""
        return f"{half_up(self.m2, decimals):f}"

    def mu_text(self, decimals: int = 4) -> str:
        """Mu as they are printed, rounded half up."""
        return f"{half_up(self.mu, decimals):f}"

    def __str__(self) -> str:
        return f"{self.m2_text()} ㎡"

    def __bool__(self) -> bool:
        return self.m2 != 0

    def __add__(self, other: Area) -> Area:
        return Area(self.m2 + other.m2) if isinstance(other, Area) else NotImplemented

    def __sub__(self, other: Area) -> Area:
        return Area(self.m2 - other.m2) if isinstance(other, Area) else NotImplemented

    def __mul__(self, factor: Exact) -> Area:
        return Area(self.m2 * exact(factor))

    def __neg__(self) -> Area:
        return Area(-self.m2)

    def __abs__(self) -> Area:
        return Area(abs(self.m2))
