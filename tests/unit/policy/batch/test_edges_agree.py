from __future__ import annotations

import pytest
from tests.unit.policy.batch.agreement import differences
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.small_pack import Change, small, with_item

from antu.policy import Pack
from antu.policy.batch import BatchResult, DuckDB, Program, compile_pack, facts_tables

CLAIMED = "      claimed: {label: 申领, type: boolean, default: false}\n"
SUBJECT = """\
      mode: {label: 方式, type: choice, choices: {cash: 钱, flat: 房, none: 无}, default: cash, from: household.mode}
      other: {label: 另一方式, type: choice, choices: {flat: 房, none: 无, include: 计入}}
      note: {label: 备注, type: text, from: household.note}
      share: {label: 份额, type: decimal}
      debt: {label: 欠款, type: decimal, default: 0}
"""
GAIN = "      gain: {label: 增减, type: decimal, decimals: 3, default: 0}\n"
MORE: list[Change] = [
    ("facts.yaml", CLAIMED, CLAIMED + SUBJECT),
    ("facts.yaml", "      floors: {label: 层数", GAIN + "      floors: {label: 层数"),
]
LINES = {"per": "houses"}
TENTHS, TENS = {"rounding": '{mode: half_up, to: "0.1", at: item}'}, {"rounding": '{mode: half_up, to: "10", at: item}'}
ONES = {"rounding": '{mode: half_up, to: "1", at: item}'}

FORMULAS: list[tuple[str, dict[str, str]]] = [
    ("debt * -1.005", {}),
    ("-debt / 8 - 0.005", {}),
    ("debt / 3", {}),
    ("debt / 3", TENTHS),
    ("debt / 7 * 2 + debt / 3", ONES),
    ("debt * 0.5", TENS),
    ("-debt * 0.5 - 5", TENS),
    ("gain / 2", LINES | ONES),
    ("round(gain * 1.5, 2) - round(gain / 3, 1)", LINES),
    ("floor(debt / 7) + ceil(debt / 7) - floor(-debt) * ceil(debt)", {}),
    ("floor(gain) * 10 + ceil(-gain)", LINES),
    ("total_m2 / (counted + 1)", {}),
    ("total_m2 / counted if counted > 0 else debt", {}),
    ("total_m2 / counted", {}),
    ("debt / (total_m2 - 1)", {}),
    ("sum(houses, area_m2 / 3)", {}),
    ("sum(houses, area_m2 * floors) / (sum(houses, floors) + 1) * counted", {}),
    ("min(debt / 3, total_m2 / 7, 100) + max(debt / 3, 1)", {}),
    ("1 if debt / 3 > total_m2 / 7 else 2", {}),
    ("1 if debt / (total_m2 - 1) >= 0.3333 else 2", {}),
    ("1 if debt / 3 == 33.3 or total_m2 / 3 != 1 else 2", {}),
    ("months(project.notice_on, subject.signed_on) * 1.005", {}),
    ("days(subject.signed_on, project.notice_on) * 0.5", ONES),
    ("months(project.notice_on, subject.signed_on) * floors", LINES | {"when": "built_on < subject.signed_on"}),
    ("1 if months(built_on, subject.signed_on) >= 24 else 2", LINES),
    ("1 if not days(vacated_on, signed_on) > 3 else 2", {}),
    ("1 if not (vacated_on < signed_on or vacated_on == signed_on) and not vacated_on > signed_on else 2", {}),
    ("1 if share > 0 and not share + 1 <= 5 else -1", {}),
    ("1 if project.notice_on <= vacated_on <= signed_on else 2", {}),
    ('1 if mode in ("cash", "none") else 2 if mode == "flat" and not claimed else 3', {}),
    ('1 if other in ("flat", "include") else 2 if other != "none" else 3', {}),
    ("1 if mode == other else 2 if mode != other else 3", {}),
    ('1 if note == "甲" else 2 if note in ("乙", "flat") else 3', {}),
    ("1 if note == (mode if claimed else other) else 2", {}),
    ('1 if (mode if claimed else other) == "none" else 2', {}),
    ('rate("house_rate", "brick" if claimed else "wood") * 0.1', {}),
    ("(area_m2 if floors > 3 else gain / 3) * (1 if floors < 5 else 2)", LINES),
    ('amount("house") - amount("moving") / 3', {}),
    ('amount("house") / 3', LINES | {"when": 'amount("house") > 100 and subject.mode == "cash"'}),
    ("area_m2 * counted / (total_m2 + 1)", LINES | {"when": "subject.claimed and floors > 1"}),
    ("count(houses, area_m2 > total_m2 / 2) + sum(houses, gain, gain < 0)", {}),
    ("sum(people, counted, local) if count(people) > 0 else 0", {}),
    ('-amount("house")', {"when": "claimed or debt > 0"}),
    ("0", LINES | {"when": "subject.claimed"}),
]  # fmt: skip


def run(pack: Pack, seed: int, count: int = 60) -> tuple[Program, list[str], BatchResult]:
    facts, program = random_facts(pack, seed, count), compile_pack(pack)
    with DuckDB() as engine:
        result = engine.run(program, facts_tables(pack, facts))
    return program, differences(program, facts, result), result


def last(amount: str, **keys: str) -> Change:
    """A further item, after those that it may name."""
    file, _, text = with_item(amount, **keys)
    return file, "    clause: 第六条\n", f"    clause: 第六条\n{text.removeprefix('items:' + chr(10))}"


@pytest.mark.parametrize(("amount", "keys"), FORMULAS)
def test_a_formula_gives_what_explaining_gives(amount: str, keys: dict[str, str]) -> None:
    program, found, result = run(small(*MORE, last(amount, **keys)), seed=len(amount))
    assert found == []
    assert program.unfit == ()
    assert result.lines.num_rows


LADDERS = {
    "closed": ("bounds: closed", "from,to,rate,clause\n-5,10,20.5,附表二\n11,40,1.25,附表二\n", "floor(debt)"),
    "lower": ("bounds: lower", "from,to,rate,clause\n-0.001,10,20.5,附表二\n10,40.0005,-1.25,附表二\n", "debt"),
    "progressive": (
        "bounds: lower, progressive: true",
        "from,to,rate,clause\n-0.5,10,20.5,附表二\n10,40.005,1.25,附表二\n40.005,,0.1,附表二\n",
        "debt",
    ),
    "progressive with an end": (
        "bounds: closed, progressive: true",
        "from,to,rate,clause\n0,10,20.5,附表二\n11,40,1.25,附表二\n",
        "floor(debt)",
    ),
}


@pytest.mark.parametrize("name", LADDERS)
def test_a_ladder_gives_what_explaining_gives_and_refuses_what_lies_outside(name: str) -> None:
    bounds, rows, operand = LADDERS[name]
    pack = small(
        *MORE,
        ("pack.yaml", "bounds: closed", bounds),
        ("items.yaml", 'total_m2 * tier("reward", day)', f'0.5 * tier("reward", {operand}) if not claimed else 1'),
        rates_reward_csv=rows,
    )
    _, found, result = run(pack, seed=5, count=200)
    assert found == []
    assert 0 < result.refused.num_rows < 200


def test_a_member_under_review_makes_a_draft_and_a_panel_decides() -> None:
    _, found, result = run(small(), seed=9, count=200)
    assert found == []
    assert set(result.subjects.column("draft").to_pylist()) == {True, False}


def test_eligibility_and_sums_may_need_each_other_in_turn() -> None:
    pack = small(
        ("eligibility.yaml", "when: local,", "when: local and subject.total_m2 > 100,"),
        ("items.yaml", "derived:\n", "derived:\n  large: {label: 大, value: 'sum(houses, floors, counted > 1)'}\n"),
        with_item("large * 3 + sum(people, large, decision != 'review')".replace("'", '"')),
    )
    _, found, _ = run(pack, seed=3, count=150)
    assert found == []


def test_numbers_of_more_than_18_digits_are_as_exact() -> None:
    wide = (
        "facts.yaml",
        "debt: {label: 欠款, type: decimal, default: 0}",
        "debt: {label: 欠款, type: decimal, digits: 22, default: 0}",
    )
    program, found, result = run(small(*MORE, wide, last("debt * 1.0005 - floor(debt / 7)")), seed=2)
    assert (found, program.unfit) == ([], ())
    assert max(abs(int(each)) for each in result.lines.column("amount_fen").to_pylist()) > 2**63
