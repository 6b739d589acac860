"""Rates of a shipped pack read with nothing of the engine: plain CSV, fractions from their text."""

import csv
from fractions import Fraction
from pathlib import Path

POLICIES = Path(__file__).resolve().parents[3] / "policies"


def rows(pack, table):
    with (POLICIES / pack / "rates" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by(pack, table, *keys, value="rate"):
    """Values by one key, or by a tuple of keys."""
    found = {tuple(row[key] for key in keys): Fraction(row[value]) for row in rows(pack, table)}
    return {key[0]: each for key, each in found.items()} if len(keys) == 1 else found


def half_up(value, places):
    """Half up on the magnitude, as text with so many decimals."""
    units = (abs(Fraction(value)) * 10**places * 2 + 1) // 2
    digits = str(units).rjust(places + 1, "0")
    text = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
    return f"-{text}" if value < 0 and units else text


def normal(value):
    """An exact finite number without trailing zeros."""
    text = half_up(value, 12)
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def totals(lines):
    """Totals of ``(category, amount text)`` pairs."""
    sums = {name: Fraction(0) for name in ("household", "collective", "separate", "memo")}
    for category, amount in lines:
        sums[category] += Fraction(amount)
    sums["payable"] = sums["household"] + sums["collective"]
    return {name: half_up(value, 2) for name, value in sums.items()}
