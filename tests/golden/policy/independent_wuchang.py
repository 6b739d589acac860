"""wuhan-wuchang-2019 worked out a second time, straight from the words of its page: no engine, no formulas of the pack.

Facts are good facts in JSON form. What the pack's items.yaml says is not read; only its rate tables are.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from tests.golden.policy.rate_books import by, half_up, normal, totals

Document = dict[str, Any]
Entry = tuple[str, Fraction]

PACK = "wuhan-wuchang-2019/1"
TENURE = by(PACK, "tenure_ratio", "tenure", value="ratio")
FIXED = by(PACK, "fixed_rate", "key")
STRUCTURE = by(PACK, "structure_rate", "kind")
HARDSHIP = by(PACK, "hardship_rate", "kind")
MOVE = by(PACK, "move_reward", "reward_period")
CONSTANT = by(PACK, "constants", "key", value="value")
WATER = ("water_meters_main", "water_meters_sub")
ELECTRIC = ("electric_meters_main", "electric_meters_sub", "electric_meters_three_phase", "electric_meters_time")
AIRCON = ("aircon_window", "aircon_wall", "aircon_cabinet")
SMALL_AREA = ((30, 600), (5, 500), (5, 400), (5, 300), (5, 200))


def compute(facts: Document) -> dict[str, dict[str, str]]:
    """Items, totals and derived values that the page gives."""
    sheet = Sheet(facts)
    lines = [(key, half_up(value, 2 if key.startswith("swap_price") else 0)) for key, value in sheet.lines()]
    lines = [(key, text if "." in text else f"{text}.00") for key, text in lines]
    return {
        "items": dict(lines),
        "totals": totals(("household", amount) for _, amount in lines),
        "derived": {
            "cash_base_area_m2": normal(sheet.base),
            "transition_months": normal(sheet.months),
            "swapped_area_m2": normal(sheet.swapped),
            "mixed_cash_area_m2": normal(max(Fraction(0), sheet.area - sheet.swapped) if sheet.mode == "mixed" else 0),
        },
        "eligibility": {},
    }


class Sheet:
    """One settlement sheet, line by line in its printed order."""

    def __init__(self, facts: Document) -> None:
        self.facts, self.subject = facts, facts["subject"]
        self.mode, self.area, self.price = self.subject["mode"], self.number("area_m2"), self.number("unit_price")
        self.is_shop = self.subject.get("use", "residential") == "commercial"
        flats = facts.get("swap_houses", [])
        self.swapped = sum((exact(flat["area_m2"]) for flat in flats), Fraction(0))
        soon = self.mode == "cash" or any(flat["delivery"] == "ready" for flat in flats)
        self.months = 0 if self.is_shop else 3 if soon else 24
        self.base = max(self.area, Fraction(40))

    def number(self, column: str) -> Fraction:
        return exact(self.subject.get(column, 0) or 0)

    def is_granted(self, column: str) -> bool:
        return bool(self.subject.get(column, False))

    def counts(self, columns: Iterable[str]) -> Fraction:
        return sum((self.number(column) * FIXED[column] for column in columns), Fraction(0))

    def lines(self) -> Iterator[Entry]:
        house = self.area * self.price * TENURE[self.subject["tenure"]]
        yield "house", house
        yield from self.when_positive("decoration", self.area * self.number("decoration_unit_price"))
        yield "moving", Fraction(1000 if self.mode == "cash" else 2000)
        yield from self.when_positive("transition", max(self.area * 35, Fraction(1800)) * self.months)
        yield from self.when_positive("water_meter", self.counts(WATER))
        yield from self.when_positive("electric_meter", self.counts(ELECTRIC))
        yield from self.when_positive("aircon", self.counts(AIRCON))
        solar = self.number("solar_heater_value") * Fraction(4, 5)
        yield from self.when_positive("hot_water", self.counts(("electric_heaters",)) + solar)
        yield from self.when_positive("gas", self.number("gas_fee"))
        yield from self.rows()
        yield from self.grants(Fraction(half_up(house, 0)))
        yield from self.swaps()

    def when_positive(self, key: str, value: Fraction) -> Iterator[Entry]:
        if value > 0:
            yield key, value

    def rows(self) -> Iterator[Entry]:
        for row in self.facts.get("structures", []):
            yield f"structure/{row['id']}", exact(row["quantity"]) * STRUCTURE[row["kind"]]
        for row in self.facts.get("attachments", []):
            yield f"other_attachment/{row['id']}", exact(row["quantity"]) * exact(row["unit_price"])
        for row in self.facts.get("unregistered", []):
            yield f"unregistered/{row['id']}", exact(row["area_m2"]) * exact(row["unit_price"]) * exact(row["ratio"])

    def grants(self, house: Fraction) -> Iterator[Entry]:
        subsidised = self.mode == "cash" and self.is_granted("cash_subsidy")
        if subsidised:
            yield "cash_subsidy", self.base * self.price / 5
        hardships = self.facts.get("hardships", [])
        if hardships:
            yield "hardship", sum((HARDSHIP[row["kind"]] for row in hardships), Fraction(0))
        for row in self.facts.get("use_changes", []):
            gap = max(Fraction(0), exact(row["use_price"]) - self.price)
            yield f"use_change/{row['id']}", exact(row["area_m2"]) * gap / 2
        if self.is_shop:
            yield "suspension", house / 20
        period = self.subject.get("reward_period", "first")
        if period != "none":
            yield "move_reward", MOVE[period]
        if subsidised:
            yield "cash_reward", self.base * self.price / 10
        if self.mode == "cash" and self.is_granted("small_area_reward") and self.area <= 50:
            yield "small_area", self.small_area()
        if self.mode == "mixed":
            yield "mixed_cash", max(Fraction(0), self.area - self.swapped) * self.price * Fraction(3, 10)
        if self.is_granted("floor_protection") and self.area < 40:
            yield "floor_comp", (40 - self.area) * self.price

    def small_area(self) -> Fraction:
        left, reward = self.base, Fraction(0)
        for width, rate in SMALL_AREA:
            reward += min(left, Fraction(width)) * rate
            left -= min(left, Fraction(width))
        return reward

    def swaps(self) -> Iterator[Entry]:
        for flat in self.facts.get("swap_houses", []):
            price = exact(flat["area_m2"]) * exact(flat["unit_price"])
            yield f"swap_price/{flat['id']}", -(Fraction(half_up(price, 0)) if flat["delivery"] == "future" else price)


def exact(value: str | int) -> Fraction:
    return Fraction(str(value))
