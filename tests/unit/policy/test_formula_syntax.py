from __future__ import annotations

import pytest

from antu.policy import parser, syntax
from antu.policy.syntax import Binary, Comparison, Conditional, Membership, Name, Unary
from antu.policy.tokens import FormulaError


def test_precedence_is_pythons() -> None:
    tree = parser.parse("not a == 1 or b and c + d * -e < f")
    assert isinstance(tree, Binary)
    assert tree.sign == "or"
    assert tree.left == Unary("not", parser.parse("a == 1"))
    assert tree.right == Binary("and", Name("", "b"), parser.parse("c + d * -e < f"))


def test_subtraction_and_division_group_from_the_left() -> None:
    assert parser.parse("a - b - c") == parser.parse("(a - b) - c")
    assert parser.parse("a / b * c") == parser.parse("(a / b) * c")
    assert parser.parse("a - (b - c)") != parser.parse("a - b - c")


def test_a_condition_chooses_between_two_values_and_chains_to_the_right() -> None:
    assert parser.parse("1 if a else 2 if b else 3") == parser.parse("1 if a else (2 if b else 3)")
    assert isinstance(parser.parse("1 if a else 2"), Conditional)


def test_a_chained_comparison_keeps_all_its_neighbours() -> None:
    tree = parser.parse("a <= b < c")
    assert isinstance(tree, Comparison)
    assert tree.signs == ("<=", "<")


def test_membership_takes_two_texts_or_more() -> None:
    assert parser.parse("x in ('a', \"b\",)") == Membership(Name("", "x"), ("a", "b"))


def test_names_are_found_wherever_they_stand() -> None:
    tree = parser.parse("sum(t, a if b in ('x', 'y') else -c, not d) + subject.e / min(f, 2)")
    assert syntax.names_in(tree) == {"t", "a", "b", "c", "d", "e", "f"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "中断"),
        ("a +", "中断"),
        ("(a", "右括号"),
        ("a b", "到此为止"),
        ("a = 1", "请写 =="),
        ("a × b", "请写 *"),
        ("a ≤ b", "请写 <="),
        ("a ** b", "应为"),
        ("a // b", "应为"),
        ("a % b", "公式里不能用"),
        ("1e3", "数字写法有误"),
        ("1_000", "数字写法有误"),
        ("0x10", "数字写法有误"),
        (".5", "应为"),
        ("1.", "数字写法有误"),
        ("a.b.c", "到此为止"),
        ("a.", "之后应为列名"),
        ("a if b", "else"),
        ("x in ('a')", "至少两个值"),
        ("x in (a, b)", "带引号"),
        ("x not in ('a', 'b')", "到此为止；此处是「not」；「不在其中」写 not x in"),
        ("if(a > b, 1, 2)", "写法是 a if 条件 else b"),
        ("a <> b", "不等于写 !="),
        ("a ** 2", "没有乘方，写 x [*] x"),
        ("a // 2", "没有整除，写 floor"),
        ("a > 1 AND b > 1", "此处是「AND」；请写小写"),
        ("x in ()", "带引号"),
        ("f(a, b", "右括号"),
        ("lambda: 1", "到此为止|公式里不能用"),
        ("[1]", "公式里不能用"),
        ("{}", "公式里不能用"),
        ("a; b", "公式里不能用"),
        ("__import__('os').system('x')", "到此为止"),
        ("'a' 'b'", "到此为止"),
        ("'a\\n'", "引号没有配对|反斜杠"),
        ("面积 * 2", "公式里不能用"),
        ("1 + 2 @ 3", "公式里不能用"),
    ],
)
def test_nothing_else_parses(text: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        parser.parse(text)


def test_true_and_false_are_only_names() -> None:
    assert parser.parse("True") == Name("", "True")


@pytest.mark.parametrize(
    "text", ["(" * 60 + "1" + ")" * 60, "+".join("1" * 200), "not " * 100 + "a", "-" * 100 + "1", "1" * 3000]
)
def test_a_formula_that_no_reader_could_follow_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parser.parse(text)
