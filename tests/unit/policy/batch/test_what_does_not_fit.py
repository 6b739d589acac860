from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.policy.batch.agreement import differences
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.small_pack import files, small, with_item

from antu.policy import Pack, compute
from antu.policy.batch import BatchResult, DuckDB, compile_pack, complete_with_explain, facts_tables
from antu.site.cli import main

LONG = "sum(houses, area_m2 * area_m2 * area_m2 * area_m2)"


def long_pack() -> Pack:
    """A pack with a derived value of more than 38 digits, and an item that depends on it."""
    derived = f"derived:\n  long: {{label: 长数, value: '{LONG}'}}\n"
    return small(("items.yaml", "derived:\n", derived), with_item("floor(long)", label="长项"))


def computed(pack: Pack, count: int = 30) -> tuple[list[str], BatchResult, BatchResult]:
    facts, program = random_facts(pack, 1, count, rows=2), compile_pack(pack)
    with DuckDB() as engine:
        result = engine.run(program, facts_tables(pack, facts))
    return differences(program, facts, result), result, complete_with_explain(program, facts, result)


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


def test_explaining_completes_every_line_and_total() -> None:
    pack = long_pack()
    facts = random_facts(pack, 1, 30, rows=2)
    _, _, whole = computed(pack)
    computations = {place: compute(pack, facts[place]) for place in whole.subjects["_subject"].to_pylist()}
    assert whole.unfit == ()
    assert computations
    payable = [int(each) for each in whole.subjects["t_payable"].to_pylist()]
    assert payable == [each.payable.fen for each in computations.values()]
    assert [int(each) for each in whole.lines["amount_fen"].to_pylist()] == [
        line.amount.fen for each in computations.values() for line in each.lines
    ]


def test_a_result_that_lacks_nothing_is_complete_as_it_is() -> None:
    pack = small()
    facts, program = random_facts(pack, 1, 5), compile_pack(pack)
    with DuckDB() as engine:
        result = engine.run(program, facts_tables(pack, facts))
    assert complete_with_explain(program, facts, result) is result


def test_a_quotient_is_worked_out_though_its_range_cannot_be_proved() -> None:
    price = "sum(houses, area_m2 * area_m2 * floors * 1.0005) / total_m2"
    pack = small(with_item(f"total_m2 * ({price}) * ({price}) if total_m2 > 0 else 0"))
    found, result, whole = computed(pack, 80)
    assert compile_pack(pack).unfit == ()
    assert found == []
    assert result.beyond.num_rows
    assert result.subjects.num_rows
    assert whole.beyond.num_rows == 0
    assert whole.subjects.num_rows > result.subjects.num_rows
    assert whole.subjects.num_rows + whole.refused.num_rows == 80


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
