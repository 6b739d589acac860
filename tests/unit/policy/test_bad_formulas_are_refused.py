from __future__ import annotations

import pytest
from tests.unit.policy.small_pack import Change, faults, small, with_item


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("total_m2 * nothing", "没有「nothing」"),
        ("total_m3 * 2", "「total_m2」"),
        ("area_m2 * 2", "没有「area_m2」"),
        ("notice_on", "project.notice_on"),
        ("village.x * 2", "只能以 subject. 或 project. 开头"),
        ("subject.kind * 2", "两边都应为数字，却是文字和数字"),
        ("signed_on + 1", "日期"),
        ("claimed + 1", "是否"),
        ("counted and claimed", "应为条件"),
        ("1 if counted else 2", "应为条件"),
        ("1 if not total_m2 else 2", "应为条件"),
        ("1 if kind == 'village' else 2", "没有可选值「village」"),
        ("1 if kind == 'houshold' else 2", "「household」"),
        ("1 if kind in ('household', 'vilage') else 2", "「vilage」"),
        ("1 if kind < 'household' else 2", "不能比较"),
        ("1 if kind == 1 else 2", "不能比较文字和数字"),
        ("1 if signed_on == 1 else 2", "不能比较日期和数字"),
        ("1 if claimed == claimed else 2", "直接写列名"),
        ("1 if claimed == true else 2", "直接写列名，否则写 not 列名"),
        ("1 if counted in ('a', 'b') else 2", "左边应为文字"),
        ("1 if claimed else 'none'", "同为一类"),
        ("'text'", "应为数字，却是文字"),
        ("signed_on", "应为数字，却是日期"),
        ("days(project.notice_on, vacated_on)", "可能没有值"),
        ("max(days(project.notice_on, vacated_on), 0)", "可能没有值"),
        ("1 if vacated_on else 2", "应为条件"),
        ("counted / 0", "除数总是 0"),
        ("counted / (2 - 2)", "除数总是 0"),
        ("rate('house_rate')", "给了 1 个参数"),
        ("rate('house_rates', 'brick')", "「house_rate」"),
        ("rate(house_rate, 'brick')", "带引号的标准表名称"),
        ("rate('house_rate', 'brik')", "「brick」"),
        ("rate('house_rate', 'brick', 'wood', 'x')", "要 1 个键"),
        ("rate('house_rate', 'brick', 'price')", "没有标准列「price」"),
        ("rate('house_rate', id)", "应为可选值"),
        ("rate('house_rate', counted)", "声明成阶梯（bounds），用 tier 查"),
        ("rate('house_rate', kind)", "没有「household」的标准"),
        ("rate('reward', 'x')", "请写 tier"),
        ("tier('house_rate', day)", "请写 rate"),
        ("tier('reward', total_m2)", "两端都含"),
        ("tier('reward', day / 7)", "两端都含"),
        ("tier('reward', kind)", "应为数字"),
        ("round(total_m2)", "round(数, 2)"),
        ("round(total_m2, 9)", "0 到 8"),
        ("round(total_m2, counted)", "0 到 8"),
        ("max(total_m2)", "max(a, b)"),
        ("sum(subject, 1)", "多行表"),
        ("sum('houses', 1)", "多行表"),
        ("sum(hauses, area_m2)", "「houses」"),
        ("sum(houses, structure)", "应为数字"),
        ("sum(houses, area_m2, floors)", "应为条件"),
        ("sum(houses, signed_on)", "subject.signed_on"),
        ("count(houses, count(people) > 1)", "不能再套"),
        ("days(signed_on)", "days(起日, 止日)"),
        ("days(signed_on, 1)", "两个日期"),
        ("amount('moving')", "前面没有补偿项「moving」"),
        ("amount('extra')", "前面没有补偿项「extra」；amount 只能取排在前面的项，这里前面还没有一项。"),
        ("amount(moving)", "带引号"),
        ("1 if vacated_on == null else 2", "「没有填」写 not (日期列 <= 某日)"),
        ("counted * １０", "请写 1"),
        ("counted ＋ 1", "请写 +"),
        ("counted * 人数", "请写代码"),
        ("rate('house_rate, 'brick')", "引号没有配对"),
        ("average(1, 2)", "没有函数「average」"),
        ("IF(1 > 2, 3, 4)", "条件写成 a if 条件 else b"),
        ("SUM(houses, area_m2)", "「sum」"),
        ("summ(houses, area_m2)", "「sum」"),
        ("sum(houses, " + " * ".join(["area_m2"] * 40) + ")", "位数字"),
    ],
)
def test_a_formula_is_typed_before_any_household_is_read(formula: str, says: str) -> None:
    found = faults(with_item(formula))
    assert any("items[1].amount" in each and says in each for each in found), found
    assert any(f"公式是「{formula}」" in each for each in found)


@pytest.mark.parametrize(
    "formula",
    [
        "1 if claimed and total_m2 > 0 else 2",
        "1 if not total_m2 > 0 else 2",
        "count(houses, floors > 1 and area_m2 > total_m2)",
        "sum(houses, area_m2, area_m2 > total_m2)",
        "max(1, 2) if 1 < total_m2 < 3 else 0",
    ],
)
def test_what_a_wrong_derived_value_spoils_is_told_once_where_it_is_wrong(formula: str) -> None:
    derived = ("items.yaml", 'value: "sum(houses, area_m2)"', 'value: "sum(houses, area)"')
    found = [each for each in faults(derived, with_item(formula)) if "没有「area」" in each]
    assert [each.split(" ")[1] for each in found] == ["derived.total_m2.value"]


def test_the_amount_of_a_wrong_item_is_not_told_as_missing() -> None:
    told = faults(
        ("items.yaml", "amount: counted * rate", "amount: counter * rate"),
        ("items.yaml", "amount: total_m2 * tier", 'amount: amount("moving") + total_m2 * tier'),
    )
    assert [each.split(" ")[1] for each in told] == ["items[2].amount"]


@pytest.mark.parametrize(
    "change",
    [
        ("items.yaml", "derived:\n", "derived:\n  paid: {label: 已付, value: amount('house')}\n"),
        ("items.yaml", "derived:\n", "steps:\n  subject:\n    paid: {label: 已付, value: amount('house')}\nderived:\n"),
        ("eligibility.yaml", "when: local,", "when: amount('house') > 0,"),
        ("pack.yaml", "refuse: subject.signed_on < project.notice_on", "refuse: amount('house') > 0"),
    ],
)
def test_amounts_are_for_items_alone_and_so_it_is_told(change: Change) -> None:
    (told,) = faults(change)
    assert "amount 只能写在补偿项的公式里" in told


def test_two_wrong_names_of_one_formula_are_both_told() -> None:
    found = faults(with_item("nothing + nobody"))
    assert [each for each in found if "nothing" in each and "没有「nothing」" in each]
    assert [each for each in found if "没有「nobody」" in each]


def test_derived_values_that_need_each_other_are_told_as_a_circle() -> None:
    found = faults(
        ("items.yaml", 'value: "sum(houses, area_m2)"', "value: day + 1"),
        ("items.yaml", "signed_on) + 1", "signed_on) + total_m2"),
    )
    assert any("P-CYCLE" in each and "total_m2" in each and "day" in each for each in found), found
    assert not [each for each in found if "P-UNKNOWN-NAME" in each], "both are there"


def test_a_rule_may_not_need_the_people_that_it_counts() -> None:
    found = faults(("eligibility.yaml", "when: local", "when: counted > 1"))
    assert any("P-CYCLE" in each and "安置资格" in each for each in found), found


def test_derived_values_may_stand_in_any_order() -> None:
    first = ("items.yaml", "derived:\n", "derived:\n  twice: {label: 两倍, value: counted * 2}\n")
    assert [value.name for value in small(first).derived][:2] == ["twice", "counted"]


def test_a_step_that_goes_in_a_circle_or_shares_a_name_is_told() -> None:
    steps = "steps:\n  houses:\n    {0}: {{label: 一步, value: {1}}}\nderived:\n"
    assert any("P-CYCLE" in each for each in faults(("items.yaml", "derived:\n", steps.format("mu", "mu + 1"))))
    assert any("同名" in each for each in faults(("items.yaml", "derived:\n", steps.format("floors", "1"))))
    assert any("同名" in each for each in faults(("items.yaml", "derived:\n", steps.format("counted", "1"))))
    assert any(
        "没有「nothing」" in each for each in faults(("items.yaml", "derived:\n", steps.format("mu", "nothing")))
    )
