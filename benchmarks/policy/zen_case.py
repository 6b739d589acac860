"""GoRules Zen, one household a call: the policies as decision graphs of expressions.

Facts come as JSON text, days as whole numbers (20230301), since Zen's own dates are slower; rates are choices between
the codes, as short as a rule writer would make them. Nothing is explained: its trace is off.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa
import zen

from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.registers import FLAT, RATES, Register, documents

_FLAT: Final = {
    "house_rate": "{structure}",
    "sign_day": "signed_day - project.sign_start_day + 1",
    "house": "area_m2 * $.house_rate",
    "temporary": "temporary_m2 * $.house_rate * 0.45",
    "decoration": "decoration_m2 * ({decoration})",
    "yard": "yard_m2 * 64.55",
    "wells": "wells * 1512.5",
    "bamboo": "bamboo * 18.35",
    "crops": "crop_mu * 1812.75",
    "graves": "graves * 2605",
    "moving": "people > 0 ? max([405.5 * people, 606.6]) * (mode == 'cash' ? 1 : 2) : 0",
    "transition": "people > 0 ? max([352.25 * people, 603.3]) * (mode == 'cash' ? 6 : 18) : 0",
    "sign_reward": "min([area_m2, 60 * people]) * ($.sign_day <= 10 ? 201.25 : $.sign_day <= 20 ? 100.75"
    " : $.sign_day <= 30 ? 50.35 : 0)",
    "vacate_reward": "vacated_on != null and vacated_on <= project.vacate_by_on ? 20000 : 0",
}
_FLAT_ITEMS: Final = tuple(_FLAT)[2:]
_RULED: Final = (
    "#.died_on != null and #.died_on <= $root.project.population_cutoff_on ? 'exclude'"
    " : #.died_on != null ? 'review'"
    " : #.born_on > $root.project.population_cutoff_on ? 'exclude'"
    " : #.has_other_collective_membership or #.already_resettled or #.is_civil_servant ? 'exclude'"
    " : #.is_career_officer ? 'review'"
    " : (#.is_student or #.is_soldier or #.is_prisoner)"
    " and (#.had_local_hukou or (#.hukou == 'local_collective' and #.move_in_reason == 'none')) ? 'include'"
    " : #.hukou == 'local_collective' ? ("
    "#.hukou_moved_in_on != null and #.hukou_moved_in_on >= $root.project.notice_on"
    " ? (#.hukou_moved_in_on <= $root.project.population_cutoff_on"
    " and #.move_in_reason in ['birth', 'marriage', 'adoption', 'returned', 'policy'] ? 'include' : 'exclude')"
    " : #.married_out or #.has_contract_land or #.resides_here ? 'include' : 'review')"
    " : #.relation in ['spouse', 'child_in_law'] ? (#.hukou == 'local_nonfarm' ? 'review'"
    " : #.married_on == null or #.married_on > $root.project.population_cutoff_on ? 'exclude'"
    " : #.married_on <= $root.project.population_cutoff_on - 20000 ? 'include' : 'review')"
    " : 'exclude'"
)
_IN_TIME: Final = "#.built_on < $root.project.notice_on"
_HUNAN: Final = {
    "ruled": f"map(members, {{r: {_RULED}, p: #.review_decision, c: #.only_child_certificate}})",
    "decided": "map($.ruled, {d: #.r == 'review' and #.p != 'none' ? #.p : #.r, c: #.c})",
    "population": "count($.decided, #.d == 'include') + (some($.decided, #.d == 'include' and #.c) ? 1 : 0)",
    "house": f"map(filter(buildings, #.legality == 'legal' and {_IN_TIME}), round(#.area_m2 * ({{house}}), 2))",
    "temporary_building": f"map(filter(buildings, #.legality == 'temporary_valid' and {_IN_TIME}),"
    " round(#.area_m2 * ({house}) * 0.5, 2))",
    "decoration": "map(decorations, round(#.area_m2 * ({decoration}), 2))",
    "fixtures": "map(filter(fixtures, #.before_notice), round(#.quantity * ({fixture}), 2))",
    "crops": "map(filter(crops, #.before_notice), round(#.quantity * ({crop}), 2))",
    "graves": "map(graves, #.count * ({grave}))",
    "legal": f"map(filter(buildings, #.legality == 'legal' and {_IN_TIME}), #.area_m2)",
    "legal_area": "len($.legal) > 0 ? sum($.legal) : 0",
    "zone": "map(parcels, round(round(#.area_m2 * 3 / 2000, 4) * ({zone}) * ({factor}), 2))",
    "moving": "$.population > 0 ? max([400 * $.population, 600]) * (mode == 'cash' ? 1 : 2) : 0",
    "transition": "$.population > 0 ? max([350 * $.population, 600]) * (mode == 'cash' ? 6 : 18) : 0",
    "sign_day": "signed_day - project.sign_start_day + 1",
    "sign_reward": "kind == 'household' ? round(min([$.legal_area, 60 * $.population]) * ($.sign_day <= 10 ? 200"
    " : $.sign_day <= 20 ? 100 : $.sign_day <= 30 ? 50 : 0), 2) : 0",
    "vacate_reward": "kind == 'household' and vacated_on != null and vacated_on <= project.vacate_by_on ? 20000 : 0",
    "purchase_subsidy": "kind == 'household' and mode == 'cash' and purchase_subsidy_claimed"
    " ? 60000 * $.population : 0",
}
_LISTS: Final = ("house", "temporary_building", "decoration", "fixtures", "crops", "graves", "zone")
_SINGLE: Final = ("moving", "transition", "sign_reward", "vacate_reward", "purchase_subsidy")
"""The land fee and the resettlement subsidy of a parcel add to its zone total, so that is what is paid."""


def contestants(register: Register) -> list[Contestant]:
    """Zen's decision over every household's JSON."""
    given = documents(register, register.subjects)
    lists = () if register.policy == FLAT else register.tables[2:]
    contexts = [json.dumps(_context(document, lists)).encode() for document in given]
    decision = zen.ZenEngine().create_decision(_graph(_expressions(register.policy)))
    read: Callable[[dict[str, Any]], float] = lambda answer: answer["result"]["payable"]  # noqa: E731

    def run() -> list[float]:
        return [read(decision.evaluate(context)) for context in contexts]

    def totals(found: list[float]) -> pa.Table:
        return table_of({PAYABLE: [round(each * 100) for each in found]})

    return [Contestant("GoRules Zen, no trace", run, totals, len(contexts))]


def _context(document: Mapping[str, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    subject, project = _row(document["subject"]), _row(document["project"])
    subject["signed_day"] = date.fromisoformat(document["subject"]["signed_on"]).toordinal()
    project["sign_start_day"] = date.fromisoformat(document["project"]["sign_start_on"]).toordinal()
    subject.setdefault("vacated_on", None)
    rows = {name: [_row(row) for row in document.get(name, ())] for name in lists}
    for member in rows.get("members", ()):
        for name in ("died_on", "hukou_moved_in_on", "married_on"):
            member.setdefault(name, None)
    return {**subject, "project": project, **rows}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items() if name != "id"}


def _value(name: str, value: Any) -> Any:
    if name.endswith("_on"):
        return int(value.replace("-", ""))
    is_number = name.endswith(("_m2", "_mu")) or name in {"quantity", "count", "wells", "bamboo", "graves", "people"}
    return float(value) if is_number else value


def _expressions(policy: str) -> dict[str, str]:
    if policy == FLAT:
        rates = {
            "structure": _choice(policy, "house_rate", "structure"),
            "decoration": _choice(policy, "decoration_rate", "decoration"),
        }
        entries = {name: text.format(**rates) if "{" in text else text for name, text in _FLAT.items()}
        return entries | {"payable": " + ".join(f"round($.{name}, 2)" for name in _FLAT_ITEMS)}
    rates = {
        "{house}": _choice(policy, "house_rate", "#.structure", "#.grade"),
        "{decoration}": _choice(policy, "decoration_rate", "#.grade"),
        "{fixture}": _choice(policy, "fixture_rate", "#.kind"),
        "{crop}": _choice(policy, "crop_rate", "#.kind"),
        "{grave}": _choice(policy, "grave_rate", "#.kind"),
        "{zone}": _choice(policy, "zone_price", "$root.project.zone"),
        "{factor}": _choice(policy, "land_class_factor", "#.land_class"),
    }
    entries = dict(_HUNAN)
    for mark, text in rates.items():
        entries = {name: value.replace(mark, text) for name, value in entries.items()}
    summed = [f"(len($.{name}) > 0 ? sum($.{name}) : 0)" for name in _LISTS]
    return entries | {"payable": " + ".join([*summed, *(f"$.{name}" for name in _SINGLE)])}


def _choice(policy: str, table: str, *names: str) -> str:
    """The rate as a chain of choices between its codes: ``kind == 'a' ? 1 : kind == 'b' ? 2 : 3``."""
    with (RATES[policy] / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    value = next(name for name in ("rate", "price", "factor") if name in rows[0])
    keys = list(list(rows[0])[: len(names)])
    chain = str(float(rows[-1][value]))
    for row in reversed(rows[:-1]):
        holds = " and ".join(f"{name} == '{row[key]}'" for name, key in zip(names, keys, strict=True))
        chain = f"{holds} ? {float(row[value])} : {chain}"
    return chain


def _graph(expressions: Mapping[str, str]) -> str:
    """A decision graph of one node of expressions, worked out from the top."""
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "do", "type": "expressionNode", "name": "do", "content": {
            "expressions": [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
        }},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]  # fmt: skip
    edges = [{"id": "1", "sourceId": "in", "targetId": "do"}, {"id": "2", "sourceId": "do", "targetId": "out"}]
    return json.dumps({"nodes": nodes, "edges": edges})
