"""Under which regime a project falls, and its areas in that regime's unit: collective land in 亩, state-owned in ㎡."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from antu.kernel.area import Area
from antu.kernel.rounding import half_up

COLLECTIVE: Final = "collective"
STATE: Final = "state"
MU: Final = "mu"
M2: Final = "m2"
M2_DECIMALS: Final = 2


def regime(land: str, unit: str = "") -> str:
    """``collective`` or ``state``: as recorded, else by the unit of the area, since only state-owned land is in ㎡."""
    return land or (STATE if unit == M2 else COLLECTIVE)


def unit_of(land: str) -> str:
    """``mu`` for collective land, ``m2`` for state-owned."""
    return M2 if land == STATE else MU


def area_in(wanted: str, quantity: Decimal | None, given: str) -> Fraction:
    """The area in ``mu`` or ``m2``; an empty ``given`` means the wanted unit, no quantity means none.

    ㎡ turn into 亩 exactly. 亩 turn into ㎡ rounded to the two decimals that ㎡ have, because 1 亩 has no last decimal.
    """
    if quantity is None:
        return Fraction(0)
    if given in ("", wanted):
        return Fraction(quantity)
    if wanted == MU:
        return Area.from_m2(quantity).mu
    return Fraction(half_up(Area.from_mu(quantity).m2, M2_DECIMALS))
