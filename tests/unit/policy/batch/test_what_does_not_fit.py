from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pyarrow.compute as pc
import pytest
from tests.unit.policy.batch.agreement import differences
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.small_pack import files, small, with_item

from antu.policy import BadFacts, Facts, Pack, compute
from antu.policy.batch import BatchResult, DuckDB, SubjectAmounts, compile_pack, complete_with_explain, facts_tables
from antu.site.cli import main

LONG = "sum(houses, area_m2 * area_m2 * area_m2 * area_m2)"


def long_pack() -> Pack:
    """A pack with a derived value of more than 38 digits, and an item that depends on it."""
    derived = f"derived:\n  long: {{label: 长数, value: '{LONG}'}}\n"
    return small(("items.yaml", "derived:\n", derived), with_item("floor(long)", label="长项"))


Found = list[SubjectAmounts | BadFacts]


def computed(pack: Pack, count: int = 30) -> tuple[list[str], BatchResult, Found]:
    facts, program = random_facts(pack, 1, count, rows=2), compile_pack(pack)
    tables = facts_tables(pack, facts)
    with DuckDB() as engine:
        result = engine.run(program, tables)
        whole = list(complete_with_explain(engine, program, tables, facts.__getitem__, ["day", "nothing_of_the_pack"]))
    assert [told(each) for each in whole] == [explained(pack, each) for each in facts]
    return differences(program, facts, result), result, whole


def told(found: SubjectAmounts | BadFacts) -> object:
    if isinstance(found, BadFacts):
        return found.problems
    return {code: fen for code, fen in found.items.items() if fen}, found.totals, found.derived


def explained(pack: Pack, facts: Facts) -> object:
    try:
        answer = compute(pack, facts)
    except BadFacts as error:
        return error.problems
    items = {item.code: sum(line.amount.fen for line in answer.lines if line.code == item.code) for item in pack.items}
    totals = {name: amount.fen for name, amount in answer.totals.items()}
    return {code: fen for code, fen in items.items() if fen}, totals, {"day": Fraction(answer.derived["day"])}


def test_what_is_too_long_is_named_with_what_depends_on_it() -> None:
    unfit = compile_pack(long_pack()).unfit
    assert [(each.kind, each.code, each.label) for each in unfit] == [
        ("derived", "long", "长数"),
        ("item", "extra", "长项"),
    ]
    assert unfit[0].digits > 38
    assert "long" in unfit[1].why


def test_what_is_too_long_is_left_out_with_the_totals_that_it_belongs_to() -> None:
    found, result, _ = computed(long_pack())
    assert found == []
    names = set(result.subjects.column_names)
    assert not {"d_long", "i_extra", "t_household", "t_payable"} & names
    assert {"d_day", "i_house", "t_collective"} <= names


def test_where_a_part_does_not_fit_everybody_is_explained() -> None:
    _, result, whole = computed(long_pack())
    assert result.unfit
    assert sum(isinstance(each, SubjectAmounts) for each in whole) > 0


def test_whom_the_tables_leave_out_is_explained_and_nobody_else() -> None:
    pack = small()
    facts, program = random_facts(pack, 1, 5), compile_pack(pack)
    tables = facts_tables(pack, facts)
    out = {
        name: table if name == "project" else table.filter(pc.not_equal(table["_subject"], 3))
        for name, table in tables.tables.items()
    }
    asked: list[int] = []

    def facts_of(place: int) -> Facts:
        asked.append(place)
        return facts[place]

    with DuckDB() as engine:
        answered = set(engine.run(program, tables).subjects["_subject"].to_pylist())
        found = list(complete_with_explain(engine, program, replace(tables, tables=out), facts_of))
    assert 3 in answered
    assert asked == sorted({*range(5)} - answered | {3})
    assert [isinstance(each, SubjectAmounts) for each in found] == [place in answered for place in range(5)]


def test_a_quotient_is_worked_out_though_its_range_cannot_be_proved() -> None:
    price = "sum(houses, area_m2 * area_m2 * floors * 1.0005) / total_m2"
    pack = small(with_item(f"total_m2 * ({price}) * ({price}) if total_m2 > 0 else 0"))
    found, result, whole = computed(pack, 80)
    assert compile_pack(pack).unfit == ()
    assert found == []
    assert result.beyond.num_rows
    assert result.subjects.num_rows
    assert sum(isinstance(each, SubjectAmounts) for each in whole) > result.subjects.num_rows


def test_quotients_with_different_divisors_are_not_summed_up_at_once() -> None:
    unfit = compile_pack(small(with_item("sum(houses, area_m2 / (floors + 1))"))).unfit
    assert [each.code for each in unfit] == ["extra"]
    assert "round" in unfit[0].why


def test_policy_check_names_what_does_not_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    derived = f"derived:\n  long: {{label: 长数, value: '{LONG}'}}\n"
    folder = tmp_path / "small/1"
    for name, content in files(("items.yaml", "derived:\n", derived)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    assert main(["policy", "check", f"{folder}/"]) == 0
    assert "「长数」（long）成批计算时改由逐户计算" in capsys.readouterr().out
    assert main(["policy", "check", f"{folder}/", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["errors"] == []
    assert [(each["kind"], each["code"], each["label"]) for each in told["unfit"]] == [("derived", "long", "长数")]
    assert told["unfit"][0]["digits"] > 38
    assert "38 位" in told["unfit"][0]["message"]
