"""hangzhou-collective-2014 worked out a second time, straight from the words of its page: no engine, no file of it.

Facts are good facts in JSON form.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from tests.golden.policy.rate_books import half_up, normal, totals

Document = dict[str, Any]
Entry = tuple[str, str, Fraction]


def compute(facts: Document) -> dict[str, dict[str, str]]:
    """Items, totals, derived values and decisions that the page gives."""
    plan = day(facts["project"]["plan_notice_on"])
    decided = {row["id"]: decide(row, facts["project"]) for row in facts.get("members", [])}
    house = Household(facts, [decision for _, decision in decided.values()], extra_people(facts, decided), plan)
    lines = [(key, category, half_up(value, 2)) for key, category, value in house.lines()]
    return {
        "items": {key: amount for key, _, amount in lines},
        "totals": totals((category, amount) for _, category, amount in lines),
        "derived": {name: normal(value) for name, value in house.derived().items()},
        "eligibility": {row: f"{rule} {decision}" for row, (rule, decision) in decided.items()},
    }


def day(text: str) -> date:
    return date.fromisoformat(text)


def months_later(start: date, months: int) -> tuple[int, int, int]:
    """The day so many calendar months on, as (year, month, day); 31 of a short month comes after its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return year, month + 1, start.day


def passed(start: str | None, months: int, end: date) -> bool:
    """Whether so many complete months lie between a day, if it is known, and the end."""
    return start is not None and months_later(day(start), months) <= (end.year, end.month, end.day)


def decide(person: Document, project: Document) -> tuple[str, str]:
    rule, decision = rule_of(person, project)
    panel = person.get("review_decision", "none")
    return rule, panel if decision == "review" and panel != "none" else decision


def rule_of(person: Document, project: Document) -> tuple[str, str]:
    notice, plan, home = (day(project[name]) for name in ("notice_on", "plan_notice_on", "resettlement_on"))
    is_ = {name for name, value in person.items() if value is True}
    born, died, moved = day(person["born_on"]), person.get("died_on"), person.get("hukou_moved_in_on")
    relation, local, from_here = person["relation"], person["hukou"] == "local", "had_local_hukou" in is_
    months = 30 + int(project.get("freeze_extension_months", 0))
    dead = died is not None
    gone = dead and day(str(died)) <= plan
    late = moved is not None and day(moved) >= notice and person.get("move_in_reason", "none") == "other"
    frozen = late and not passed(project["notice_on"], months, day(str(moved)))
    alone = relation in {"parent", "parent_in_law"} and "unsupported_at_hukou" in is_
    table = (
        ("H01", gone, "exclude"),
        ("H02", dead, "review"),
        ("H03", plan <= born < home, "include"),
        ("H04", plan <= born, "exclude"),
        ("H05", local and frozen, "review"),
        ("H06", local, "include"),
        ("H07", relation in {"spouse", "child_in_law"} and passed(person.get("married_on"), 36, plan), "include"),
        ("H08", from_here and "is_soldier" in is_ and "settled_elsewhere" not in is_, "include"),
        ("H09", from_here and "is_student" in is_, "include"),
        ("H10", from_here and "is_prisoner" in is_, "include"),
        ("H11", alone and passed(person.get("resided_since_on"), 24, plan), "include"),
        ("H12", "other_legal_ground" in is_, "review"),
        ("H99", True, "exclude"),
    )
    return next((rule, decision) for rule, holds, decision in table if holds)


def extra_people(facts: Document, decided: dict[str, tuple[str, str]]) -> int:
    """One more person, whichever of the two grounds and however many have it."""
    found = any(
        decided[row["id"]][1] == "include" and (row.get("married_childless") or row.get("only_child_certificate"))
        for row in facts.get("members", [])
    )
    return int(found)


class Household:
    """One household's people, houses and flats, line by line in printed order."""

    def __init__(self, facts: Document, decisions: list[str], extra: int, plan: date) -> None:
        self.facts, self.project, self.decisions, self.extra = facts, facts["project"], decisions, extra
        self.people = decisions.count("include") + extra
        rows = facts.get("buildings", [])
        self.live = [row for row in rows if row["legality"] == "legal" and day(row["built_on"]) < plan]
        self.dead = [row for row in rows if row not in self.live]
        homes = [row for row in self.live if row["use"] == "residential"]
        self.original = sum((exact(row["area_m2"]) for row in homes), Fraction(0))
        self.average = sum(map(worth, homes), Fraction(0)) / self.original if self.original else Fraction(0)
        self.least, self.most = band(self.people)
        self.granted = max(self.least, min(self.most, self.original))
        flats = sum((exact(row["area_m2"]) for row in facts.get("flats", [])), Fraction(0))
        self.beyond = max(Fraction(0), flats - self.granted)

    def derived(self) -> dict[str, Fraction | int]:
        return {
            "members_included": self.decisions.count("include"),
            "members_excluded": self.decisions.count("exclude"),
            "members_review": self.decisions.count("review"),
            "extra_population": self.extra,
            "resettlement_population": self.people,
            "original_area_m2": self.original,
            "min_area_m2": self.least,
            "max_area_m2": self.most,
            "resettlement_area_m2": self.granted,
            "over_area_m2": max(Fraction(0), self.original - self.granted),
            "topup_area_m2": max(Fraction(0), self.granted - self.original),
            "extra_flat_area_m2": self.beyond,
        }

    def lines(self) -> Iterator[Entry]:
        exchanges = self.facts["subject"]["mode"] == "exchange"
        same = min(self.original, self.granted)
        yield from paid("old_house", same * self.average, exchanges and same > 0)
        over = max(Fraction(0), self.original - self.granted)
        yield from paid("old_house_excess", over * self.average * 2, exchanges and over > 0)
        for code, use, times in (("nonresidential", "nonresidential", 3), ("auxiliary", "auxiliary", 1)):
            for row in self.live:
                yield from paid(f"{code}/{row['id']}", worth(row) * times, row["use"] == use)
        missing = max(Fraction(0), self.granted - self.original)
        yield from paid("new_house", -same * self.price("new_house_price"), exchanges and same > 0)
        yield from paid("topup_cost", -missing * self.price("cost_price"), exchanges and missing > 0)
        yield from paid(
            "room_cost", -min(self.beyond, Fraction(5)) * self.price("cost_price"), exchanges and self.beyond > 0
        )
        dear = self.beyond - 5
        yield from paid("over_standard", -dear * self.price("market_price"), exchanges and dear > 0)
        yield from ((f"building_refused/{row['id']}", "memo", Fraction(0)) for row in self.dead)

    def price(self, name: str) -> Fraction:
        return exact(self.project.get(name, 0))


def paid(key: str, amount: Fraction, has_line: object) -> Iterator[Entry]:
    if has_line:
        yield key, "household", amount


def band(people: int) -> tuple[Fraction, Fraction]:
    """Least and most square metres of a household."""
    fixed = {0: (0, 0), 1: (40, 80), 2: (40, 80), 3: (55, 120)}
    least, most = fixed.get(people, (18 * people, 40 * people))
    return Fraction(least), Fraction(most)


def worth(building: Document) -> Fraction:
    area, price = exact(building["area_m2"]), exact(building.get("replacement_price", 0))
    return area * price * exact(building.get("newness", 1))


def exact(value: str | int) -> Fraction:
    return Fraction(str(value))
