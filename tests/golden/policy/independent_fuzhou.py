"""fuzhou-renewal-2023 worked out a second time, straight from the words of its page: no engine, no formula of the pack.

Facts are good facts in JSON form. What the pack's items.yaml says is not read; only its table of blocks is.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from tests.golden.policy.rate_books import by, half_up, normal, totals

Document = dict[str, Any]
Entry = tuple[str, str, Fraction]

PACK = "fuzhou-renewal-2023/1"
LOCATION = by(PACK, "block", "block", value="location")
STRUCTURE = by(PACK, "block", "block", value="structure")
OLD_HOUSE = by(PACK, "block", "block", value="old_house")


def compute(facts: Document) -> dict[str, dict[str, str]]:
    """Items, totals and derived values that the page gives."""
    flat = Flat(facts)
    lines = [(key, category, half_up(value, 2)) for key, category, value in flat.lines()]
    return {
        "items": {key: amount for key, _, amount in lines},
        "totals": totals((category, amount) for _, category, amount in lines),
        "derived": {"confirmed_area_m2": normal(flat.confirmed), "public_area_m2": normal(flat.public)},
        "eligibility": {},
    }


class Flat:
    """One household's flat and storage rooms, line by line in printed order."""

    def __init__(self, facts: Document) -> None:
        self.subject = facts["subject"]
        self.dwelling, self.block = exact(self.subject["residential_area_m2"]), self.subject["block"]
        rooms = facts.get("storages", [])
        self.rooms = [(room["id"], exact(room["area_m2"]) / 2, room["block"]) for room in rooms]
        self.confirmed = self.dwelling + sum((half for _, half, _ in self.rooms), Fraction(0))
        self.public = self.confirmed / 10 if self.confirmed < 100 else Fraction(10)
        self.in_time = day(self.subject["signed_on"]) <= day(facts["project"]["sign_until_on"])

    def lines(self) -> Iterator[Entry]:
        yield "res_location", "household", self.dwelling * LOCATION[self.block]
        yield "res_old_house", "household", self.dwelling * OLD_HOUSE[self.block]
        for room, half, block in self.rooms:
            yield f"storage_location/{room}", "household", half * LOCATION[block]
        for room, half, block in self.rooms:
            yield f"storage_old_house/{room}", "household", half * OLD_HOUSE[block]
        yield from self.promised(("public_area", "cash_reward", "complete_flat"))
        yield "moving", "household", self.confirmed * 15 if self.confirmed * 15 > 1000 else Fraction(1000)
        yield "transition", "household", self.confirmed * 90
        yield from self.promised(("settling", "move_reward", "rent_subsidy"))
        valued = exact(self.subject.get("decoration_value", 0) or 0)
        if valued:
            yield "decoration", "household", valued
        if self.subject.get("public_housing"):
            yield "public_housing_deduction", "household", -self.confirmed * LOCATION[self.block] / 5
        if self.subject.get("loss_statement"):
            yield from self.losses()

    def promised(self, codes: tuple[str, ...]) -> Iterator[Entry]:
        """Lines for who signs in time."""
        amounts = {
            "public_area": self.public * (LOCATION[self.block] + 272),
            "cash_reward": self.confirmed * 272,
            "complete_flat": self.confirmed * 420,
            "settling": self.confirmed * 50,
            "move_reward": self.reward(),
            "rent_subsidy": Fraction(20000),
        }
        yield from ((code, "household", amounts[code]) for code in codes if self.in_time)

    def reward(self) -> Fraction:
        return Fraction(30000 if self.confirmed >= 90 else 25000 if self.confirmed >= 60 else 20000)

    def losses(self) -> Iterator[Entry]:
        rooms = sum((half * STRUCTURE[block] for _, half, block in self.rooms), Fraction(0))
        yield "loss_structure", "memo", self.dwelling * STRUCTURE[self.block] + rooms
        yield "loss_public_area", "memo", self.public * (LOCATION[self.block] + 1900)
        yield "loss_complete_flat", "memo", self.confirmed * 420
        yield "loss_settling", "memo", self.confirmed * 50
        yield "loss_move_reward", "memo", self.reward()
        yield "loss_rent_subsidy", "memo", Fraction(20000)


def day(text: str) -> date:
    return date.fromisoformat(text)


def exact(value: str | int) -> Fraction:
    return Fraction(str(value))
