"""What a subject is owed, spread over the columns of the settlement tables."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.money import Money
from antu.settlement.domain.account import AccountLine, account_of, accounts_of

FEN = st.integers(-(10**12), 10**12)
LINES = st.lists(
    st.builds(
        AccountLine,
        category=st.sampled_from(("household", "collective", "separate", "memo")),
        settlement_column=st.sampled_from(("主体补偿", "装修", "土地补偿费")),
        row=st.sampled_from(("", "P1", "P2")),
        amount=FEN.map(Money),
    )
)


@given(LINES)
def test_every_line_but_a_memo_adds_to_exactly_one_column(lines: list[AccountLine]) -> None:
    account = account_of(lines)
    counted = Money.total(line.amount for line in lines if line.category != "memo")
    assert Money.total(account.columns.values()) == counted
    assert Money.total(account.by_row.values()) == counted


@given(LINES)
def test_every_line_but_a_memo_goes_to_one_of_the_two_tables_by_its_category(lines: list[AccountLine]) -> None:
    houses, land = accounts_of(lines)
    for account, categories in ((houses, {"household"}), (land, {"collective", "separate"})):
        assert account.total(account.columns) == Money.total(
            line.amount for line in lines if line.category in categories
        )
        assert set(account.columns) == {line.settlement_column for line in lines if line.category in categories}


@given(LINES)
def test_a_column_is_what_its_listed_rows_have_and_what_it_has_besides(lines: list[AccountLine]) -> None:
    account = account_of(lines)
    for name, whole in account.columns.items():
        listed = account.at_row(name, "P1") or Money(0)
        rest = account.besides_rows(name, ["P1"]) or Money(0)
        assert listed + rest == whole


def test_a_column_without_lines_is_unknown_and_not_zero() -> None:
    account = account_of([AccountLine("household", "装修", "D1", Money(0))])
    assert account.column("装修") == Money(0)
    assert account.column("停产停业") is None
    assert account.besides_rows("装修", ["D1"]) is None


def test_a_rate_is_printed_where_its_pack_says_and_only_at_its_row() -> None:
    rates = ({"settlement_column": "区片价", "value": "80000.00"}, {"settlement_column": "", "value": "0.40"})
    account = account_of([AccountLine("collective", "土地补偿费", "P1", Money(100), rates)])
    assert account.printed_rate("区片价", "P1") == Decimal("80000.00")
    assert account.printed_rate("区片价", "P2") is None
    assert account.printed_rate("系数", "P1") is None
