"""The two policies as formulas of OpenFisca."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from benchmarks.policy.exactness import PAYABLE
from benchmarks.policy.openfisca_inputs import FINE, Column, Columns, Inputs
from benchmarks.policy.openfisca_system import Formula, Reckoning, System, Values

HOUSE: Final = {"frame": 118365, "brick_concrete": 97835, "brick_wood": 75785, "earth_wood": 51625, "simple": 25815}
DECORATION: Final = {"d1": 29875, "d2": 19745, "d3": 11815, "d0": 0}
INCLUDE, EXCLUDE, REVIEW = 1, 2, 3


def add_flat(system: System, inputs: Inputs, reckoning: Reckoning) -> None:
    """The flat policy: twelve variables and their sum."""
    columns, paid = inputs.households, reckoning.paid
    house = system.rates("house_rate", columns["structure"], HOUSE)
    decoration = system.rates("decoration_rate", columns["decoration"], DECORATION)
    items: dict[str, Formula] = {
        "house": lambda h, t, p: paid(h("area_m2", t), house(h("structure", t), t, p), 2),
        "temporary": lambda h, t, p: (
            paid(h("temporary_m2", t), house(h("structure", t), t, p) * 45 / 100, 2)
            if not reckoning.is_whole
            else (h("temporary_m2", t).astype(np.int64) * house(h("structure", t), t, p) * 45 + 5000) // 10000
        ),
        "decorated": lambda h, t, p: paid(h("decoration_m2", t), decoration(h("decoration", t), t, p), 2),
        "yard": lambda h, t, p: paid(h("yard_m2", t), 6455, 2),
        "well": lambda h, t, p: paid(h("wells", t), 151250, 0),
        "bamboos": lambda h, t, p: paid(h("bamboo", t), 1835, 0),
        "crops": lambda h, t, p: paid(h("crop_mu", t), 181275, 3),
        "grave": lambda h, t, p: paid(h("graves", t), 260500, 0),
        "moving": _by_head(reckoning, columns["mode"], "people", (40550, 60660), (1, 2)),
        "transition": _by_head(reckoning, columns["mode"], "people", (35225, 60330), (6, 18)),
        "sign_reward": _reward(reckoning, "area_m2", "people", 2, (20125, 10075, 5035)),
        "vacate_reward": lambda h, t, p: reckoning.money(np.where(_in_time(h, t), 2_000_000, 0)),
    }
    for name, formula in items.items():
        system.add("household", name, reckoning.kind, formula)
    system.add("household", PAYABLE, reckoning.kind, lambda h, t, p: sum(h(name, t) for name in items))


def add_hunan(system: System, inputs: Inputs, reckoning: Reckoning) -> None:
    """hunan-demo-2023: who is counted, of persons; then the items of the household and what is payable."""
    columns = inputs.households
    kind, mode = columns["kind"], columns["mode"]
    is_household: Callable[[Any, Any], Values] = lambda h, t: _is(h("kind", t), kind, "household")  # noqa: E731
    system.add("person", "decision", int, _decision(inputs.persons))
    system.add("household", "population", int, _population)
    legal = [f"house_{number}" for number in range(len(inputs.rates["house"]))]
    system.add("household", "legal_area", reckoning.kind, lambda h, t, p: sum(h(name, t) for name in legal))
    reward = _reward(reckoning, "legal_area", "population", FINE, (20000, 10000, 5000))
    items: dict[str, Formula] = {
        "houses": _summed(reckoning, "house", inputs.rates["house"]),
        "temporary_buildings": _summed(reckoning, "temporary", [rate // 2 for rate in inputs.rates["temporary"]]),
        "decorations": _summed(reckoning, "decoration", inputs.rates["decoration"]),
        "fixtures": _summed(reckoning, "fixture", inputs.rates["fixture"]),
        "crops": _summed(reckoning, "crop", inputs.rates["crop"]),
        "graves": _summed(reckoning, "grave", inputs.rates["grave"]),
        "moving": _by_head(reckoning, mode, "population", (40000, 60000), (1, 2)),
        "transition": _by_head(reckoning, mode, "population", (35000, 60000), (6, 18)),
        "sign_reward": lambda h, t, p: is_household(h, t) * reward(h, t, p),
        "vacate_reward": lambda h, t, p: reckoning.money(np.where(is_household(h, t) & _in_time(h, t), 2_000_000, 0)),
        "purchase_subsidy": lambda h, t, p: (
            is_household(h, t)
            * ((_is(h("mode", t), mode, "cash")) & h("purchase_subsidy_claimed", t))
            * reckoning.money(h("population", t) * 6_000_000)
        ),
    }
    for name, formula in items.items():
        system.add("household", name, reckoning.kind, formula)
    price = system.rates("zone_price", columns["zone"], {"I": 8_000_000, "II": 6_400_000, "III": 5_200_000})
    land = _land(reckoning, price, inputs.rates["land"])
    system.add("household", "for_land", reckoning.kind, land)
    system.add("household", PAYABLE, reckoning.kind, lambda h, t, p: sum(h(name, t) for name in [*items, "for_land"]))


def _by_head(reckoning: Reckoning, mode: Column, people: str, fen: tuple[int, int], times: tuple[int, int]) -> Formula:
    each, floor = (reckoning.money(amount) for amount in fen)
    cash, flat = times

    def formula(household: Any, period: Any, parameters: Any) -> Values:
        heads = household(people, period)
        factor = np.where(_is(household("mode", period), mode, "cash"), cash, flat)
        return np.where(heads > 0, np.maximum(heads * each, floor) * factor, 0)

    return formula


def _reward(reckoning: Reckoning, area: str, people: str, decimals: int, fen: tuple[int, int, int]) -> Formula:
    cap = 60 * 10**decimals if reckoning.is_whole else 60

    def formula(household: Any, period: Any, parameters: Any) -> Values:
        day = (household("signed_on", period) - household("sign_start_on", period)).astype(np.int32) + 1
        rate = np.select([day <= 10, day <= 20, day <= 30], fen, 0)
        return reckoning.paid(np.minimum(household(area, period), household(people, period) * cap), rate, decimals)

    return formula


def _is(values: Values, column: Column, word: str) -> Values:
    """Where the word is this one: OpenFisca's own comparison with an enumeration, or that of plain numbers."""
    kind = getattr(values, "possible_values", None)
    return values == (column.code(word) if kind is None else kind[word])


def _in_time(household: Any, period: Any) -> Values:
    return household("vacated_on", period) <= household("vacate_by_on", period)


def _summed(reckoning: Reckoning, prefix: str, rates: Any) -> Formula:
    def formula(household: Any, period: Any, parameters: Any) -> Values:
        return sum(
            reckoning.paid(household(f"{prefix}_{number}", period), rate, FINE) for number, rate in enumerate(rates)
        )

    return formula


def _land(reckoning: Reckoning, price: Formula, factors: Any) -> Formula:
    """Land fee and resettlement subsidy together: what the parcels of a class are worth in their zone."""

    def formula(household: Any, period: Any, parameters: Any) -> Values:
        rate = price(household("zone", period), period, parameters)
        return sum(
            reckoning.paid(household(f"land_{number}", period), rate * factor // 100, FINE)
            for number, factor in enumerate(factors)
        )

    return formula


def _population(household: Any, period: Any, _parameters: Any) -> Values:
    included = household.members("decision", period) == INCLUDE
    certified = household.any(included & household.members("only_child_certificate", period))
    return household.sum(included) + certified


def _decision(columns: Columns) -> Formula:
    lawful = [columns["move_in_reason"].code(word) for word in ("birth", "marriage", "adoption", "returned", "policy")]
    panel = np.array(
        [{"include": INCLUDE, "exclude": EXCLUDE}.get(word, REVIEW) for word in columns["review_decision"].words]
    )

    def formula(person: Any, period: Any, _parameters: Any) -> Values:
        def is_(name: str) -> Values:
            return person(name, period)

        def has(name: str, word: str) -> Values:
            return _is(person(name, period), columns[name], word)

        notice, cutoff, moved, married = (
            is_(name) for name in ("noticed_on", "cutoff_on", "hukou_moved_in_on", "married_on")
        )
        local, elsewhere = has("hukou", "local_collective"), has("hukou", "elsewhere")
        by_marriage = has("relation", "spouse") | has("relation", "child_in_law")
        away = is_("is_student") | is_("is_soldier") | is_("is_prisoner")
        conditions = (
            (is_("died_on") <= cutoff, EXCLUDE),
            (is_("died_on") > cutoff, REVIEW),
            (is_("born_on") > cutoff, EXCLUDE),
            (is_("has_other_collective_membership") | is_("already_resettled") | is_("is_civil_servant"), EXCLUDE),
            (is_("is_career_officer"), REVIEW),
            (away & (is_("had_local_hukou") | (local & has("move_in_reason", "none"))), INCLUDE),
            (
                local & (notice <= moved) & (moved <= cutoff) & np.isin(np.asarray(is_("move_in_reason")), lawful),
                INCLUDE,
            ),
            (local & (moved >= notice), EXCLUDE),
            (local & (is_("married_out") | is_("has_contract_land") | is_("resides_here")), INCLUDE),
            (local, REVIEW),
            (by_marriage & elsewhere & (_months(married, cutoff) >= 24), INCLUDE),
            (by_marriage & elsewhere & (married <= cutoff), REVIEW),
            (by_marriage & has("hukou", "local_nonfarm"), REVIEW),
        )
        ruled = np.select([holds for holds, _ in conditions], [decision for _, decision in conditions], EXCLUDE)
        return np.where(ruled == REVIEW, panel[np.asarray(is_("review_decision"))], ruled)

    return formula


def _months(start: Values, end: Values) -> Values:
    """Complete months between days; a day that is missing gives a number below nought."""
    known = ~np.isnat(start)
    start = np.where(known, start, end + np.timedelta64(31, "D"))
    months = end.astype("datetime64[M]").astype(int) - start.astype("datetime64[M]").astype(int)
    end_day = (end - end.astype("datetime64[M]")).astype(int)
    start_day = (start - start.astype("datetime64[M]")).astype(int)
    return months - (end_day < start_day)
