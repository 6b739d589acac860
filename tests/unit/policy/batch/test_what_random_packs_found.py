"""Where explaining and the engine once parted, found by packs and facts made up at random."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.unit.policy.batch.test_edges_agree import MORE, last, run
from tests.unit.policy.small_pack import Change, facts, faults, small, with_item

from antu.policy import BadFacts, Facts, read_facts
from antu.policy.batch import (
    DuckDB,
    FactsTables,
    RegisterReader,
    compile_pack,
    complete_with_explain,
    facts_tables,
    rows_of_documents,
    save_tables,
)
from antu.policy.proving.agreement import prove_facts

FLOORS = "floors: {label: 层数, type: integer, minimum: 0, maximum: 9, default: 1, from: building.floors}"


def floors(*, bounds: str) -> Change:
    """Storeys within other bounds."""
    return "facts.yaml", FLOORS, f"floors: {{label: 层数, type: integer, {bounds}, from: building.floors}}"


def step(value: str) -> Change:
    """A derived value beside the others."""
    return "items.yaml", "derived:\n", f"derived:\n{value}"


@pytest.mark.parametrize("name", ["subject_1", "subject_2", "houses_1", "houses_1_0", "known", "lines", "failed"])
def test_a_table_may_be_called_like_anything(name: str) -> None:
    columns = "{id: {label: 另号, type: text, required: true}}"
    table = ("facts.yaml", "  people:\n", f"  {name}: {{label: 另表, sheet: 另表, columns: {columns}}}\n  people:\n")
    program, found, result = run(small(table, last(f"count({name}) + total_m2")), seed=4)
    assert (found, program.unfit) == ([], ())
    assert result.lines.num_rows


def test_a_derived_value_may_be_called_like_the_divisor_of_another() -> None:
    values = "  part: {label: 份, value: total_m2 / 3 }\n  part_over: {label: 余, value: counted * 7 }\n"
    _, found, _ = run(small(step(values), last("part * 3 + part_over")), seed=4)
    assert found == []


@pytest.mark.parametrize(
    "condition", ["share * 0 < 1", "share * 0 >= 0", "7 / share > 0", "-share * (counted - counted) <= 0"]
)
def test_what_is_made_of_nothing_is_nothing(condition: str) -> None:
    _, found, _ = run(small(*MORE, last(f"1 if {condition} else 2")), seed=6, count=120)
    assert found == []


def test_a_column_that_has_one_value_or_none_may_have_none() -> None:
    one = floors(bounds="minimum: 3, maximum: 3")
    _, found, result = run(small(*MORE, one, last("1 if floors >= 3 else 2", per="houses")), seed=6)
    assert found == []
    extra = len(small(*MORE, one, last("1", per="houses")).items) - 1
    amounts = result.lines.filter(pc.equal(result.lines["item"], extra))["amount_fen"]
    assert set(amounts.to_pylist()) == {100, 200}


@pytest.mark.parametrize(
    "amount",
    [
        "sum(houses, area_m2 / (counted - 1)) if counted > 1 else 5",
        "sum(houses, area_m2, 10 / (floors - 3) > 1) if claimed else 5",
        "1 if claimed and count(houses, 10 / (floors - 3) > 1) > 0 else 2",
        'sum(houses, tier("reward", floors), floors < 5) if claimed else 5',
    ],
)
@pytest.mark.parametrize("per", ["", "people"])
def test_a_sum_that_is_not_asked_for_refuses_nobody(amount: str, per: str) -> None:
    amount = amount.replace("claimed", "subject.claimed")
    _, found, result = run(small(*MORE, last(amount, **({"per": per} if per else {}))), seed=8, count=120)
    assert found == []
    assert 0 < result.subjects.num_rows < 120


def test_a_sum_of_quotients_by_what_is_always_the_same_has_that_divisor() -> None:
    always = step('  always: {label: 常数, value: \'rate("constants", "moving") / 100 - 1\'}\n')
    program, found, _ = run(small(always, last("sum(houses, area_m2 / always)", per="people")), seed=8)
    assert (found, program.unfit) == ([], ())


def test_a_constant_of_many_digits_is_summed_up() -> None:
    program, found, _ = run(small(last("sum(houses, 10000000000000000000) / 1000")), seed=8)
    assert (found, program.unfit) == ([], ())


def test_a_pack_may_have_hundreds_of_items_that_may_fail() -> None:
    items = "".join(
        f"  - code: extra_{number}\n    label: 另项\n    amount: total_m2 / (counted - {number})\n"
        "    category: household\n    settlement_column: 其他\n    clause: 第九条\n"
        for number in range(20, 320)
    )
    pack = small(("items.yaml", "items:\n", f"items:\n{items}"))
    proof = prove_facts(pack, [facts(), facts(people=[])])
    assert (proof.differences, proof.unfit, proof.beyond) == ((), (), 0)
    assert proof.lines == 2 * 302 + 2


def test_a_least_value_between_two_values_of_its_column_leaves_none_of_them_out() -> None:
    half = floors(bounds='above: "0.5", maximum: 9, default: 1')
    _, found, result = run(small(*MORE, half, last("60 / (floors - 1)", per="houses")), seed=8)
    assert found == []
    assert result.refused.num_rows


@pytest.mark.parametrize(
    "bounds", ['above: "0.2", maximum: "0.9"', "minimum: 5000, digits: 3", "maximum: -50, digits: 1"]
)
def test_bounds_between_which_no_value_of_the_column_lies_are_told(bounds: str) -> None:
    (fault,) = faults(floors(bounds=bounds))
    assert "没有一个数合格" in fault


def test_what_is_left_to_explaining_may_be_why_it_refuses() -> None:
    wide = "total_m2 * total_m2 * total_m2 * total_m2 * total_m2 / (counted - 1)"
    pack = small(with_item(f"{wide} if counted == 1 else 0"))
    proof = prove_facts(pack, [facts(), facts(people=[])])
    assert proof.unfit
    assert (proof.differences, len(proof.unanswered)) == ((), 1)


def test_whole_numbers_and_numbers_as_text_in_one_column_are_read_alike() -> None:
    pack = small()
    rows = [{"id": "H1", "structure": "brick", "area_m2": 10}, {"id": "H2", "structure": "wood", "area_m2": "2.5"}]
    with DuckDB() as engine:
        tables = RegisterReader(pack, engine).tables(rows_of_documents(pack, [facts(houses=rows)]), [None])
    assert tables.refused.num_rows == 0
    assert tables.tables["houses"]["area_m2"].to_pylist() == [100000, 25000]


HUGE = "9999999999999"
"""13 digits, where the column holds 12 of which 4 are decimals."""


def test_a_number_outside_its_range_is_explained_and_not_computed_at_once() -> None:
    pack = small()
    documents = [facts(), facts(houses=[{"id": "H1", "structure": "brick", "area_m2": HUGE}])]

    def facts_of(place: int) -> Facts:
        return read_facts(pack, documents[place])

    with DuckDB() as engine:
        tables = RegisterReader(pack, engine).tables(rows_of_documents(pack, documents), [None, None])
        good, bad = complete_with_explain(engine, compile_pack(pack), tables, facts_of)
    assert [each["rule"] for each in tables.refused.to_pylist()] == ["F-DIGITS"]
    assert not isinstance(good, BadFacts)
    assert isinstance(bad, BadFacts)
    assert [problem.rule for problem in bad.problems] == ["F-DIGITS"]


def unread(column: str, value: int) -> FactsTables:
    """Tables of good facts in which one number was put by somebody who did not read it."""
    tables = facts_tables(small(), [read_facts(small(), facts())])
    houses = tables.tables["houses"]
    place = houses.column_names.index(column)
    wrong = houses.set_column(place, column, pa.array([value], houses.schema.field(column).type))
    return FactsTables({**tables.tables, "houses": wrong}, tables.subjects, tables.refused)


@pytest.mark.parametrize(("column", "value"), [("area_m2", 10**12), ("area_m2", -1), ("structure", 99)])
def test_no_engine_takes_a_number_or_choice_outside_its_columns_range(column: str, value: int, tmp_path: Path) -> None:
    tables, program = unread(column, value), compile_pack(small())
    save_tables(tables, tmp_path)
    with DuckDB() as engine:
        for ask in (
            lambda: engine.run(program, tables),
            lambda: engine.run_subjects(program, tables),
            lambda: engine.run_totals(program, tables),
            lambda: engine.run_totals(program, tmp_path),
        ):
            with pytest.raises(ValueError, match=f"houses.{column} holds {value}, outside"):
                ask()


def test_the_greatest_and_the_least_number_of_a_column_are_taken(tmp_path: Path) -> None:
    greatest = read_facts(small(), facts(houses=[{"id": "H1", "structure": "brick", "area_m2": "99999999.9999"}]))
    tables = facts_tables(small(), [greatest, read_facts(small(), facts(houses=[]))])
    save_tables(tables, tmp_path)
    with DuckDB() as engine:
        totals = engine.run_totals(compile_pack(small()), tmp_path)
    assert Decimal(totals.items["house"].sum_fen) == Decimal(999999999999)
