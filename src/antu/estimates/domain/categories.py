"""费用类别: what an estimate is added up by. Those of a pack's items are the columns that settlement adds them to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from antu.policy.settlement_columns import HOUSE_COLUMNS, LAND_COLUMNS, SEPARATE_COLUMNS

#: How settlement calls what is paid to households, and what to collectives.
_PARTS: Final = {"household": "房屋补偿", "collective": "土地补偿"}

#: What is not computed from a register; written by hand, like any other category.
OTHERS: Final = ("工作经费", "税费", "不可预见费")


def category_of(category: str, column: str) -> str:
    """The category of a pack's item, by its own category and its column: ``房屋补偿·主体补偿``, ``社保费(单列)``."""
    part = _PARTS.get(category)
    return f"{part}·{column}" if part else column


KNOWN: Final = (
    *(category_of("household", column) for column in HOUSE_COLUMNS),
    *(category_of("collective", column) for column in LAND_COLUMNS),
    *SEPARATE_COLUMNS,
    *OTHERS,
)
"""The categories that are offered, in the order in which an estimate lists them."""


def in_order(categories: Iterable[str]) -> list[str]:
    """Each category once: the known ones in their order, then others as they came."""
    given = list(dict.fromkeys(categories))
    return [each for each in KNOWN if each in given] + [each for each in given if each not in KNOWN]
