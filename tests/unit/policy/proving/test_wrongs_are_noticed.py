from __future__ import annotations

from collections import Counter

from tests.unit.policy.small_pack import small

from antu.policy.proving.generate import generate_facts
from antu.policy.proving.mutants import Mutant, mutants
from antu.policy.proving.mutation import BOTH, CASES, REFUSED, RUN, SURVIVED, mutate

PACK = small()
FACTS = generate_facts(PACK, 60, 1)


def by_name(*changes: tuple[str, str, str]) -> dict[str, Mutant]:
    return {mutant.name: mutant for mutant in mutants(small(*changes))}


def test_every_kind_of_wrong_is_tried() -> None:
    names = by_name()
    assert {
        "rates/house_rate.csv:2 100.00 → 100.01",
        "rates/house_rate.csv:2 100.00 → 99.99",
        "rates/house_rate.csv:2 100.00 → 200.00",
        "rates/reward.csv:2 10 → 11",
        "rates/reward.csv:2 界限 10 → 9",
        "pack.yaml:17 < → <=",
        "pack.yaml:11 0.01 → 0.1",
        "pack.yaml:14 closed → lower",
        "eligibility.yaml:6 <= → <",
        "eligibility.yaml:7 include → review",
        "items.yaml:4 1 → 2",
        "items.yaml:4 + → -",
        'items.yaml:2 "include" → "review"',
        "facts.yaml:27 0 → 1",
    } <= names.keys()
    assert len(names) == len(list(mutants(PACK)))


def test_formulas_in_quotation_marks_and_folded_ones_are_changed_inside() -> None:
    folded = ("items.yaml", "amount: total_m2 * tier", "amount: >-\n      total_m2\n      + 5 * tier")
    names = by_name(folded)
    assert any(name.endswith("5 → 6") for name in names)
    assert not any("> → " in name and name.startswith("items.yaml:20") for name in names)


def test_a_cell_in_quotation_marks_does_not_move_the_others() -> None:
    quoted = ("rates/house_rate.csv", "brick,砖,", 'brick,"砖,墙",')
    assert "rates/house_rate.csv:2 100.00 → 100.01" in by_name(quoted)


def test_each_wrong_changes_its_file_in_one_place() -> None:
    for mutant in mutants(PACK):
        before, after = PACK.files[mutant.file].decode(), mutant.content.decode()
        assert before != after
        assert sum(one != other for one, other in zip(before.split("\n"), after.split("\n"), strict=True)) in {1, 2}


def test_a_wrong_is_noticed_by_the_loader_the_cases_the_run_or_all() -> None:
    chosen = by_name()
    names = {
        "items.yaml:4 + → -": BOTH,
        "rates/house_rate.csv:3 50.50 → 50.51": RUN,
        "facts.yaml:26 0 → -1": CASES,
        "facts.yaml:27 9 → 10": SURVIVED,
        "rates/reward.csv:2 10 → 11": REFUSED,
    }
    found = mutate(PACK, FACTS, [chosen[name] for name in names])
    assert {each.mutant.name: each.by for each in found.notices} == names


def test_without_facts_only_the_cases_notice() -> None:
    found = mutate(PACK, [])
    assert set(Counter(each.by for each in found.notices)) <= {REFUSED, CASES, SURVIVED}
    assert found.counts[SURVIVED] > 0


def test_the_run_notices_what_cases_forget_and_survivors_are_named() -> None:
    alone, together = mutate(PACK, []), mutate(PACK, FACTS)
    assert together.counts[SURVIVED] < alone.counts[SURVIVED]
    document = together.as_json()
    assert document["mutants"] == sum(document["noticed_by"].values())
    assert len(document["survivors"]) == document["noticed_by"][SURVIVED]
    assert all({"file", "line", "old", "new"} == each.keys() for each in document["survivors"])
