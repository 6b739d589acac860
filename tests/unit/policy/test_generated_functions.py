from __future__ import annotations

import gc
import keyword
import re
import tokenize
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from itertools import pairwise

import pytest
from tests.unit.policy.batch.random_facts import random_facts
from tests.unit.policy.small_pack import Change, computed, extra, small, with_item

from antu.policy import BadFacts, Pack, compute, read_facts, shipped_shelf, workings
from antu.policy.arithmetic import FUNCTIONS
from antu.policy.cases import read_cases
from antu.policy.evaluate import written
from antu.policy.generated import Body, Source
from antu.policy.numbers import plain
from antu.policy.program import program_of

SHIPPED = shipped_shelf().all()
OURS = {
    "scope", "row", "raw", "subject", "project", "derived", "amounts", "tables", "single", "get", "append", "yuan",
    "values", "rates",
}  # fmt: skip
MADE = re.compile(r"[fkv]\d+|\d+|\"(?:subject|project)\"")
EVIL = "'); raise SystemExit('{0}') # __import__"
EVIL_NAMES: tuple[Change, ...] = (
    ("rates/constants.csv", "moving,每人搬家费", f"moving,每人搬家费,元/人,1,附表三\n{EVIL},{EVIL}"),
    ("facts.yaml", "      claimed:", "      exec: {label: 备注, type: text, default: 无}\n      claimed:"),
    ("items.yaml", "label: 房屋", f'label: "{EVIL}"'),
    ("eligibility.yaml", "evidence: 户口簿", f'evidence: "{EVIL}"'),
)


def foreign_words(text: str) -> set[str]:
    """Words of generated functions that are neither this program's nor numbered."""
    tokens = list(tokenize.generate_tokens(StringIO(text).readline))
    assert not any(each.type in {tokenize.COMMENT, tokenize.ERRORTOKEN} for each in tokens)
    words = {each.string for each in tokens if each.type in {tokenize.NAME, tokenize.NUMBER, tokenize.STRING}}
    ours = OURS | FUNCTIONS.keys() | workings.FUNCTIONS.keys() | set(keyword.kwlist)
    return {word for word in words - ours if not MADE.fullmatch(word)}


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_the_functions_of_a_pack_have_no_word_of_the_pack_in_them(pack: Pack) -> None:
    assert program_of(pack).text
    assert foreign_words(program_of(pack).text) == set()


def test_a_text_that_would_be_code_stays_a_text() -> None:
    changes = (with_item(f'rate("constants", "{EVIL}") if subject.exec == "{EVIL}" else 1', per="houses"), *EVIL_NAMES)
    assert foreign_words(program_of(small(*changes)).text) == set()
    subject = {"id": EVIL, "signed_on": "2023-03-10", "exec": EVIL}
    (line,) = (each for each in computed(*changes, subject=subject).lines if each.code == "extra")
    (rate,) = line.trace.rates
    assert (rate.keys, rate.keys_words, rate.value) == ((EVIL,), (EVIL,), "400.00")


def test_what_is_generated_sees_nothing_of_python_but_the_arithmetic_of_formulas() -> None:
    source = Source(written, FUNCTIONS)
    body = Body(source, "scope", "row")
    body.put("return open")
    name = body.finish()
    with pytest.raises(NameError, match="open"):
        source.functions()[name](None, None)


@pytest.mark.parametrize(
    ("formula", "amount"),
    [
        ("(1 + " * 38 + "total_m2" + ")" * 38, "48.01"),
        ("1 - (" * 38 + "total_m2" + ")" * 38, "10.01"),
        ("".join(f"{number} if day == {number} + 100 else " for number in range(36)) + "total_m2", "10.01"),
        ("1 if " + "not " * 50 + "claimed else 0", "0.00"),
        ("1 if " + "not (claimed or " * 28 + "claimed" + ")" * 28 + " else 0", "0.00"),
        ("sum(houses, " + "max(area_m2, " * 30 + "area_m2" + ")" * 30 + ")", "10.01"),
    ],
)
def test_a_formula_may_be_as_deep_as_the_language_lets_it(formula: str, amount: str) -> None:
    assert extra(formula) == amount


@pytest.mark.parametrize(
    ("claimed", "number", "rates", "notes"), [(False, "3.34", [], "否"), (True, "400.00", ["400.00"], "是")]
)
def test_a_part_that_lies_deep_is_told_with_all_that_it_meets(
    *, claimed: bool, number: str, rates: list[str], notes: str
) -> None:
    inner = '(counted + (rate("constants", "moving") if claimed else round(total_m2 / 3, 2)))'
    amount = "(1 + " * 30 + inner + ")" * 30 + " * 2"
    subject = {"id": "S", "signed_on": "2023-03-10", "claimed": claimed}
    found = computed(with_item(amount, quantity=f"'{inner}'"), subject=subject)
    (line,) = (each for each in found.lines if each.code == "extra")
    assert line.working == f"({'1 + ' * 31}{number}) × 2"
    assert line.quantity == plain(1 + Decimal(number))
    assert [rate.value for rate in line.trace.rates] == rates
    assert [step.working for step in line.trace.roundings] == ([] if claimed else ["10.01 ÷ 3"])
    assert [name for name, _, _ in line.trace.derived] == ["counted"] + ([] if claimed else ["total_m2"])
    assert line.trace.notes == (f"申领：{notes}",)


@pytest.mark.parametrize(
    ("part", "printed"),
    [("area_m2", "10.010"), ('rate("house_rate", structure)', "100.00"), ("area_m2 * 2.50", "25.025"), ("floors", "1")],
)
def test_a_quantity_is_printed_alike_whether_or_not_it_is_a_part_of_the_amount(part: str, printed: str) -> None:
    houses = [{"id": "H1", "structure": "brick", "area_m2": "10.010"}]
    for amount in (f"{part} * 2", "sum(houses, area_m2) * 2"):
        for name in ("quantity", "rate"):
            found = computed(with_item(amount, per="houses", **{name: f"'{part}'"}), houses=houses)
            (line,) = (each for each in found.lines if each.code == "extra")
            assert getattr(line, name) == printed


def test_a_condition_may_be_as_deep_as_the_language_lets_it() -> None:
    assert extra("1 if " + "(1 + " * 38 + "total_m2" + ")" * 38 + " == 48.01 else 0") == "1.00"


def test_steps_may_be_as_deep_as_their_formulas_let_them() -> None:
    names = ["total_m2", *(f"step_{number}" for number in range(5))]
    steps = "".join(
        f"    {name}: {{label: 步, value: '{'(1 + ' * 38}{inner}{')' * 38}'}}\n" for inner, name in pairwise(names)
    )
    change = ("items.yaml", "derived:\n", f"steps:\n  subject:\n{steps}derived:\n")
    assert extra("step_4 if step_4 == 5 * 38 + total_m2 else 0", change) == "200.01"


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_an_answer_that_is_kept_is_one_plain_tuple_that_the_collector_need_not_walk(pack: Pack) -> None:
    made = [compute(pack, read_facts(pack, case.facts)) for case in read_cases(pack) if case.items]
    for _ in range(3):
        gc.collect()
    assert made
    for each in made:
        assert gc.is_tracked(each.record) == any(isinstance(value, Fraction) for value in each.record), each.subject


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_telling_twice_says_the_same_and_reads_the_record_to_its_end(pack: Pack) -> None:
    for facts in random_facts(pack, 7, 40):
        try:
            computation = compute(pack, facts)
        except BadFacts:
            continue
        told = program_of(pack).tell(facts, computation.record)
        assert (told.lines, told.derived_values) == (computation.lines, computation.derived_values)
        with pytest.raises(AssertionError, match="record"):
            program_of(pack).tell(facts, (*computation.record, 1))
