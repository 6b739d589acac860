"""Rates of a shipped pack read with nothing of the engine: plain CSV, fractions from their text."""

import csv
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

POLICIES = Path(__file__).resolve().parents[3] / "policies"


def rows(pack: str, table: str) -> list[dict[str, str]]:
    with (POLICIES / pack / "rates" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by(pack: str, table: str, key: str, value: str = "rate") -> dict[str, Fraction]:
    """The values of a table by its key."""
    return {row[key]: Fraction(row[value]) for row in rows(pack, table)}


def half_up(value: Fraction | int, places: int) -> str:
    """Half up on the magnitude, as text with so many decimals."""
    units = (abs(Fraction(value)) * 10**places * 2 + 1) // 2
    digits = str(units).rjust(places + 1, "0")
    text = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
    return f"-{text}" if value < 0 and units else text


def normal(value: Fraction | int) -> str:
    """An exact finite number without trailing zeros."""
    text = half_up(value, 12)
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def totals(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Totals of ``(category, amount text)`` pairs."""
    sums = {name: Fraction(0) for name in ("household", "collective", "separate", "memo")}
    for category, amount in lines:
        sums[category] += Fraction(amount)
    sums["payable"] = sums["household"] + sums["collective"]
    return {name: half_up(value, 2) for name, value in sums.items()}
