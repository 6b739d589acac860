"""hunan-demo-2023 worked out a second time, straight from the words of its page: no engine, no formulas of the pack.

Facts are good facts in JSON form. What the pack's items.yaml says is not read; only its rate tables are.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.golden.policy.rate_books import by, half_up, normal, rows, totals

Document = dict[str, Any]
Entry = tuple[str, str, str]

PACK = "hunan-demo-2023/1"
HOUSE = {(row["structure"], row["grade"]): Fraction(row["rate"]) for row in rows(PACK, "house_rate")}
DECORATION = by(PACK, "decoration_rate", "grade")
FIXTURE = by(PACK, "fixture_rate", "kind")
CROP = by(PACK, "crop_rate", "kind")
GRAVE = by(PACK, "grave_rate", "kind")
ZONE = by(PACK, "zone_price", "zone", value="price")
FACTOR = by(PACK, "land_class_factor", "land_class", value="factor")
CONSTANT = by(PACK, "constants", "key", value="value")
TIMES = by(PACK, "by_mode", "mode", value="moving_times")
MONTHS = by(PACK, "by_mode", "mode", value="transition_months")
LAWFUL = {"birth", "marriage", "adoption", "returned", "policy"}


def compute(facts: Document) -> dict[str, dict[str, str]]:
    """Items, totals, derived values and decisions that the page gives."""
    subject, project = facts["subject"], facts["project"]
    decided = {row["id"]: decide(row, project) for row in facts.get("members", [])}
    derived = derive(facts, decided)
    lines = household(facts, derived) if subject["kind"] == "household" else collective(facts, derived)
    return {
        "items": {key: amount for key, _, amount in lines},
        "totals": totals((category, amount) for _, category, amount in lines),
        "derived": {name: normal(value) for name, value in derived.items()},
        "eligibility": {row: f"{rule} {decision}" for row, (rule, decision) in decided.items()},
    }


def day(text: str) -> date:
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    return day(text) if text else None


def full_months(start: date, end: date) -> int:
    """Counted by walking month by month, as one counts on fingers."""
    months, reached = 0, 1
    while reached:
        year, month = divmod(start.year * 12 + start.month + months, 12)
        reached = (year, month + 1, start.day) <= (end.year, end.month, end.day)
        months += reached
    return months


def decide(person: Document, project: Document) -> tuple[str, str]:
    rule, decision = rule_of(person, day(project["notice_on"]), day(project["population_cutoff_on"]))
    panel = person.get("review_decision", "none")
    return rule, panel if decision == "review" and panel != "none" else decision


def rule_of(person: Document, notice: date, cutoff: date) -> tuple[str, str]:
    is_ = {name for name, value in person.items() if value is True}
    died, moved, married = (day_or_none(person.get(name)) for name in ("died_on", "hukou_moved_in_on", "married_on"))
    reason, hukou, relation = person.get("move_in_reason", "none"), person["hukou"], person["relation"]
    local, by_marriage = hukou == "local_collective", relation in {"spouse", "child_in_law"}
    away = bool(is_ & {"is_student", "is_soldier", "is_prisoner"})
    table = (
        ("E01", died is not None and died <= cutoff, "exclude"),
        ("E02", died is not None and died > cutoff, "review"),
        ("E03", day(person["born_on"]) > cutoff, "exclude"),
        ("E04", ("has_other_collective_membership" in is_), "exclude"),
        ("E05", ("already_resettled" in is_), "exclude"),
        ("E06", ("is_civil_servant" in is_), "exclude"),
        ("E07", ("is_career_officer" in is_), "review"),
        ("E08", away and (("had_local_hukou" in is_) or (local and reason == "none")), "include"),
        ("E09", local and moved is not None and notice <= moved <= cutoff and reason in LAWFUL, "include"),
        ("E10", local and moved is not None and moved >= notice, "exclude"),
        ("E11", local and ("married_out" in is_), "include"),
        ("E12", local and (("has_contract_land" in is_) or ("resides_here" in is_)), "include"),
        ("E13", local, "review"),
        ("E14", by_marriage and hukou == "elsewhere" and long_married(married, cutoff), "include"),
        ("E15", by_marriage and hukou == "elsewhere" and married is not None and married <= cutoff, "review"),
        ("E16", by_marriage and hukou == "local_nonfarm", "review"),
        ("E17", hukou == "local_nonfarm", "exclude"),
        ("E18", hukou == "elsewhere", "exclude"),
        ("E99", True, "review"),
    )
    return next((rule, decision) for rule, holds, decision in table if holds)


def long_married(married: date | None, cutoff: date) -> bool:
    return married is not None and married <= cutoff and full_months(married, cutoff) >= CONSTANT["marriage_months"]


def derive(facts: Document, decided: dict[str, tuple[str, str]]) -> dict[str, Fraction | int]:
    project = facts["project"]
    decisions = [decision for _, decision in decided.values()]
    certified = any(
        row.get("only_child_certificate") and decided[row["id"]][1] == "include" for row in facts.get("members", [])
    )
    population = decisions.count("include") + certified
    legal = Fraction(0)
    for row in facts.get("buildings", []):
        if row["legality"] == "legal" and day(row["built_on"]) < day(project["notice_on"]):
            legal += quantity(row, "area_m2")
    cap = CONSTANT["area_per_person"] * population
    first, signed, sign_day = day(project["sign_start_on"]), day(facts["subject"]["signed_on"]), 1
    while first + timedelta(days=sign_day - 1) < signed:
        sign_day += 1
    return {
        "members_included": decisions.count("include"),
        "members_excluded": decisions.count("exclude"),
        "members_review": decisions.count("review"),
        "only_child_extra": int(certified),
        "resettlement_population": population,
        "legal_area_m2": legal,
        "area_cap_m2": cap,
        "reward_area_m2": min(legal, cap),
        "sign_day": sign_day,
        "land_area_mu": sum(mu(row) for row in facts.get("parcels", [])),
    }


def mu(parcel: Document) -> Fraction:
    return Fraction(half_up(Fraction(str(parcel["area_m2"])) * 3 / 2000, 4))


def reward_rate(sign_day: Fraction | int) -> int:
    return 200 if sign_day <= 10 else 100 if sign_day <= 20 else 50 if sign_day <= 30 else 0


def household(facts: Document, derived: dict[str, Fraction | int]) -> list[Entry]:
    subject, project = facts["subject"], facts["project"]
    lines = [*houses(facts, "house"), *houses(facts, "temporary_building"), *houses(facts, "house_refused")]
    lines += [
        line(f"decoration/{row['id']}", quantity(row, "area_m2") * DECORATION[row["grade"]])
        for row in facts.get("decorations", [])
    ]
    lines += counted(facts, {"fixtures": "fixture", "crops": "crop_owner", "graves": "grave_owner"}, "household")
    people, mode = derived["resettlement_population"], subject.get("mode", "cash")
    once = max(CONSTANT["moving_per_person"] * people, CONSTANT["moving_floor"]) if people else Fraction(0)
    month = max(CONSTANT["transition_per_person"] * people, CONSTANT["transition_floor"]) if people else Fraction(0)
    lines.append(line("moving", once * TIMES[mode]))
    lines.append(line("transition", month * MONTHS[mode]))
    lines.append(line("sign_reward", derived["reward_area_m2"] * reward_rate(derived["sign_day"])))
    vacated = day_or_none(subject.get("vacated_on"))
    in_time = vacated is not None and vacated <= day(project["vacate_by_on"])
    lines.append(line("vacate_reward", CONSTANT["vacate_reward"] if in_time else 0))
    if mode == "cash" and subject.get("purchase_subsidy_claimed", False):
        lines.append(line("purchase_subsidy", CONSTANT["purchase_per_person"] * people))
    return lines


def houses(facts: Document, code: str) -> Iterator[Entry]:
    for row in facts.get("buildings", []):
        in_time = day(row["built_on"]) < day(facts["project"]["notice_on"])
        kind = {"legal": "house", "temporary_valid": "temporary_building"}.get(row["legality"]) if in_time else None
        if (kind or "house_refused") != code:
            continue
        value = quantity(row, "area_m2") * HOUSE[row["structure"], row["grade"]]
        shares = {"house": Fraction(1), "temporary_building": CONSTANT["temporary_share"], "house_refused": Fraction(0)}
        yield line(f"{code}/{row['id']}", value * shares[code], "memo" if code == "house_refused" else "household")


def counted(facts: Document, codes: dict[str, str], category: str) -> Iterator[Entry]:
    rates = {"fixtures": FIXTURE, "crops": CROP, "graves": GRAVE}
    for table, code in codes.items():
        for row in facts.get(table, []):
            if row.get("before_notice", True):
                number = quantity(row, "count" if table == "graves" else "quantity")
                yield line(f"{code}/{row['id']}", number * rates[table][row["kind"]], category)


def collective(facts: Document, derived: dict[str, Fraction | int]) -> list[Entry]:
    zone = ZONE[facts["project"]["zone"]]
    full = {
        row["id"]: Fraction(half_up(mu(row) * zone * FACTOR[row["land_class"]], 2)) for row in facts.get("parcels", [])
    }
    fees = {key: half_up(value * CONSTANT["land_fee_share"], 2) for key, value in full.items()}
    lines = [line(f"land_fee/{key}", Fraction(fee), "collective") for key, fee in fees.items()]
    lines += [line(f"resettlement_subsidy/{key}", full[key] - Fraction(fee), "collective") for key, fee in fees.items()]
    lines += counted(facts, {"crops": "crop", "fixtures": "fixture_collective", "graves": "grave"}, "collective")
    security = derived["land_area_mu"] * CONSTANT["social_security_per_mu"]
    return [*lines, line("social_security", security, "separate")]


def quantity(row: Document, column: str) -> Fraction:
    return Fraction(str(row[column]))


def line(key: str, value: Fraction | int, category: str = "household") -> Entry:
    return key, category, half_up(value, 2)
