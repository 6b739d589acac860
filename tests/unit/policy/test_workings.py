from __future__ import annotations

from typing import Any

import pytest
from tests.unit.policy.small_pack import Change, computed, facts, files, small, with_item

from antu.policy import Line, compute, load_pack, read_facts
from antu.policy.numbers import readable
from antu.policy.sheet import sheet_text


def line_of(formula: str, *changes: Change, **parts: Any) -> Line:
    return next(line for line in computed(with_item(formula), *changes, **parts).lines if line.code == "extra")


@pytest.mark.parametrize(
    ("formula", "working"),
    [
        ("total_m2 * 2.50", "10.01 × 2.50"),
        ("(total_m2 + 1) * 2", "(10.01 + 1) × 2"),
        ("total_m2 - (1 - 2)", "10.01 − (1 − 2)"),
        ("total_m2 / (2 * 5)", "10.01 ÷ (2 × 5)"),
        ("-total_m2 * 2", "(−10.01) × 2"),
        ("-(total_m2 * 2)", "−10.01 × 2"),
        ("2 - -3", "2 − (−3)"),
        ("5 * (1 - total_m2)", "5 × (1 − 10.01)"),
        ("max(total_m2, 20) * 3", "20 × 3"),
        ("total_m2 * 2 if claimed else counted * 3", "1 × 3"),
        ("round(total_m2 / 3, 2) * 3", "3.34 × 3"),
        ("sum(houses, area_m2 * floors)", "10.01 × 1"),
        ("sum(houses, area_m2, floors > 5)", "0"),
        ("count(people) * 2", "1 × 2"),
        ('rate("constants", "moving")', "400.00"),
        ('tier("reward", day)', "20.00"),
    ],
)
def test_the_working_shows_the_numbers_that_were_used(formula: str, working: str) -> None:
    assert line_of(formula).working == working


def test_a_progressive_ladder_shows_each_band() -> None:
    table = ("pack.yaml", "  constants:", "  bands: {label: 累进, bounds: lower, progressive: true}\n  constants:")
    houses = [{"id": "H1", "structure": "brick", "area_m2": "12.5"}]
    pack_files = {"rates/bands.csv": "from,to,rate,clause\n0,10,3,附表\n10,20,2,附表\n"}
    line = line_with_files('tier("bands", total_m2)', table, pack_files, houses)
    assert (line.working, str(line.amount)) == ("10 × 3 + 2.5 × 2", "35.00")
    assert [rate.keys_words for rate in line.trace.rates] == [("0 至 10",), ("10 至 20",)]


def line_with_files(formula: str, change: Change, more: dict[str, str], houses: list[dict[str, Any]]) -> Line:

    pack = load_pack(files(with_item(formula), change) | {name: text.encode() for name, text in more.items()})
    return next(line for line in compute(pack, read_facts(pack, facts(houses=houses))).lines if line.code == "extra")


def test_a_zero_that_was_written_with_a_sign_is_a_zero() -> None:
    houses = [{"id": "H1", "structure": "brick", "area_m2": "-0.00"}]
    line = computed(houses=houses).lines[0]
    assert (line.working, line.quantity, str(line.amount)) == ("0.00 × 100.00", "0.00", "0.00")


def test_a_long_sum_shows_its_total_and_says_how_many_terms_it_had() -> None:
    houses = [{"id": f"H{number}", "structure": "brick", "area_m2": "1.5"} for number in range(20)]
    line = line_of("sum(houses, area_m2) * 2", houses=houses)
    assert line.working == "30.0 × 2"
    assert any("共 20 项" in note for note in line.trace.notes)


def test_the_trace_tells_rate_clause_rounding_and_choice() -> None:
    line = line_of('round(total_m2 / 3, 2) * rate("house_rate", "wood") if counted > 0 else 0')
    assert [(rate.label, rate.keys_words, rate.value, rate.clause) for rate in line.trace.rates] == [
        ("房价", ("木",), "50.50", "附表一")
    ]
    step = line.trace.roundings[0]
    assert (step.working, step.rounded, step.how) == ("10.01 ÷ 3", "3.34", "四舍五入到 2 位小数")
    assert line.trace.notes == ("人数 > 0：是",)
    assert line.trace.derived == (("total_m2", "总面积", "10.01"),)


def test_the_words_of_a_formula_use_labels() -> None:
    line = line_of('max(total_m2 - 1, 0) * rate("constants", "moving") / counted')
    assert line.formula_words == "较大者（总面积 − 1，0） × 每人搬家费 ÷ 人数"
    assert computed().lines[0].formula_words == "面积 × 房价（按结构）"


def test_a_step_is_printed_by_its_name_with_its_own_working() -> None:
    steps = 'steps:\n  houses:\n    mu: {label: 亩数, unit: 亩, value: "round(area_m2 * 3 / 2000, 4)"}\nderived:\n'
    line = line_of("sum(houses, mu) * 1000", ("items.yaml", "derived:\n", steps))
    assert line.working == "0.0150 × 1000"
    assert line.trace.roundings[0].words == "亩数（面积 × 3 ÷ 2000）"
    assert line.trace.roundings[0].working == "10.01 × 3 ÷ 2000"


def test_a_line_is_rounded_as_its_own_item_says() -> None:
    line = line_of(
        "total_m2", ("items.yaml", "  - code: extra\n", '  - code: extra\n    rounding: {mode: half_up, to: "10"}\n')
    )
    assert (str(line.amount), line.rounding, line.exact) == ("10.00", "四舍五入到 10 元", "10.01")


@pytest.mark.parametrize(
    ("step", "working"),
    [
        ("area_m2 * 5.0000", "50.05 × 2"),
        ("area_m2 * 100.00", "1001.00 × 2"),
        ("area_m2 * 0.5", "5.005 × 2"),
        ("area_m2 * 0", "0 × 2"),
        ("-area_m2 * 2.00", "(−20.02) × 2"),
        ("area_m2 / 3", "10.01 ÷ 3 × 2"),
    ],
)
def test_a_step_is_quoted_without_a_tail_of_zeros(step: str, working: str) -> None:
    steps = ("items.yaml", "derived:\n", f"steps:\n  houses:\n    part: {{label: 部分, value: {step}}}\nderived:\n")
    (line,) = [each for each in computed(steps, with_item("part * 2", per="houses")).lines if each.code == "extra"]
    assert line.working == working


def test_a_quotient_that_never_ends_is_told_with_about_what_it_is() -> None:
    assert readable("10/3") == "10/3（约 3.333333）"
    assert readable("-2/3") == "-2/3（约 -0.666667）"
    assert readable("3.25") == "3.25"
    pack = small(with_item("total_m2 / 3"))
    read = read_facts(pack, facts())
    assert "10.01 ÷ 3 = 1001/300（约 3.336667），四舍五入到 0.01 元，得 3.34" in sheet_text(
        pack, compute(pack, read), read
    )


def test_a_ladder_with_several_columns_is_named_by_the_column() -> None:
    table = (
        "pack.yaml",
        "  constants:",
        "  bands: {label: 档, bounds: closed, values: {low: 下限, high: 上限}}\n  constants:",
    )
    pack_files = files(with_item('tier("bands", counted, "low") + tier("bands", counted, "high")'), table)
    pack = load_pack(pack_files | {"rates/bands.csv": "from,to,low,high,clause\n0,,1,2,附表\n".encode()})
    (line,) = [each for each in compute(pack, read_facts(pack, facts())).lines if each.code == "extra"]
    assert line.formula_words == "下限（按人数所在档） + 上限（按人数所在档）"


def test_a_rate_without_a_label_of_its_own_is_named_by_the_labels_of_its_keys() -> None:
    plain_rates = "structure,rate,clause\nbrick,100.00,附表一\nwood,50.50,附表一\n"
    pack = small(rates_house_rate_csv=plain_rates)
    line = compute(pack, read_facts(pack, facts())).lines[0]
    assert [rate.keys_words for rate in line.trace.rates] == [("砖",)]
    assert [rate.keys for rate in line.trace.rates] == [("brick",)]
