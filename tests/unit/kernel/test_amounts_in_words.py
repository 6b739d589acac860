"""Financial capitals follow the accounting rules, and can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.money import Money
from antu.kernel.numerals import amount_in_words

DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_integer(words: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, found, low = words.rpartition(unit)
        if found:
            return read_integer(high) * size + read_integer(low)
    total = digit = 0
    for char in words:
        if char in PLACES:
            total, digit = total + digit * PLACES[char], 0
        else:
            digit = DIGITS[char]
    return total + digit


def read_amount(words: str) -> int:
    """Fen from capitals: the rules read backwards, written apart from the writer."""
    if words.startswith("负"):
        return -read_amount(words.removeprefix("负"))
    yuan, found, rest = words.rpartition("元")
    rest = rest.removesuffix("整").removeprefix("零")
    jiao, _, fen = rest.rpartition("角")
    return (read_integer(yuan) if found else 0) * 100 + DIGITS.get(jiao, 0) * 10 + DIGITS.get(fen.removesuffix("分"), 0)


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.53", "伍角叁分"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000", "壹拾万元整"),
        ("100001", "壹拾万零壹元整"),
        ("1000000000", "壹拾亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000000000001.10", "壹万亿零壹元壹角整"),
        ("-3.20", "负叁元贰角整"),
    ],
)
def test_the_rules_of_accounting_give_these_words(yuan: str, words: str) -> None:
    assert Money.parse(yuan).in_words() == words


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_amount_can_be_read_back(fen: int) -> None:
    assert read_amount(amount_in_words(fen)) == fen


@given(st.integers(0, 10**18 - 1))
def test_no_words_have_two_zeros_together_or_a_zero_before_yuan(fen: int) -> None:
    words = amount_in_words(fen)
    assert "零零" not in words
    assert fen == 0 or "零元" not in words


def test_an_amount_beyond_the_words_is_refused() -> None:
    with pytest.raises(ValueError, match="10\\^16"):
        amount_in_words(10**18)
