"""How values read on screen: written once in Python, so that templates only print.

Money has thousands separators, areas never; unknown is 「—」, zero is 0.00.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from antu.kernel.money import Money

UNKNOWN: Final = "—"


def fen_text(fen: int | None) -> str:
    """Fen as yuan with separators: ``1,234.50``; 「—」 for None."""
    return UNKNOWN if fen is None else Money(fen).grouped()


def with_sign(difference: Money) -> str:
    """A difference with its sign: ``+1,200.00``."""
    return f"+{difference.grouped()}" if difference > Money(0) else difference.grouped()


def number_text(value: Decimal | int | None) -> str:
    """A number as it was given, without trailing zeros or exponent: ``3020.8``; 「—」 for None."""
    if value is None:
        return UNKNOWN
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def m2_text(value: Decimal | None) -> str:
    """Square metres with their two decimals; 「—」 for None."""
    return UNKNOWN if value is None else f"{value:.2f}"


def day_text(value: date | None) -> str:
    """A day as ``2023-06-08``; 「—」 for None."""
    return UNKNOWN if value is None else value.isoformat()


def moment_text(value: datetime | None) -> str:
    """A moment to the minute in the office's time zone: ``2023-06-08 09:30``; 「—」 for None."""
    return UNKNOWN if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def yes_or_no(value: bool | None) -> str:  # noqa: FBT001 - a value to print, not a switch
    """是, 否, or 「—」 when nobody said."""
    return UNKNOWN if value is None else ("是" if value else "否")


def joined(parts: Iterable[str], separator: str = "、") -> str:
    """The parts that are not empty, joined; 「—」 when none is left."""
    return separator.join(part for part in parts if part) or UNKNOWN
