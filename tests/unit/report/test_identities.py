"""Figures that must add up: found by their ids, checked exactly, printed so that the sum shows on paper."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from antu.performance.domain.identities import (
    MOST_DECIMALS,
    Identity,
    check_identities,
    identities_among,
    print_so_that_sums_show,
)
from antu.platform.figures import Figure, FigureRow, in_ten_thousand_yuan

BUDGET = "budget.initial + budget.added = budget.income"


def money(figure_id: str, *fen: int) -> Figure:
    rows = tuple(FigureRow("预算", in_ten_thousand_yuan(each), "/") for each in fen)
    return Figure(figure_id, "预算", "万元", "sum", rows, decimals=2)


def counted(figure_id: str, count: int) -> Figure:
    return Figure(figure_id, "项目", "个", "count", (FigureRow("项目", Fraction(1), "/"),) * count)


def budget(initial: int, added: int, income: tuple[int, ...]) -> tuple[Figure, ...]:
    return money("budget.initial", initial), money("budget.added", added), money("budget.income", *income)


def printed_identity_holds(figures: tuple[Figure, ...]) -> bool:
    initial, added, income = (Fraction(figure.printed) for figure in figures)
    return initial + added == income


def test_an_identity_is_written_as_it_is_read() -> None:
    assert Identity.parse(BUDGET).text == BUDGET
    assert Identity.parse(BUDGET).parts == ("budget.initial", "budget.added")


def test_only_identities_whose_figures_are_all_there_are_checked() -> None:
    assert [each.text for each in identities_among(["budget.initial", "budget.added", "budget.income"])] == [BUDGET]
    assert identities_among(["budget.initial", "budget.income"]) == ()


def test_every_project_completed_outside_the_plan_is_a_part_however_many_there_are() -> None:
    ids = ["done.out_of_plan.area", "done.out_of_plan.count", *(f"done.out_of_plan.{n}" for n in range(1, 13))]
    (identity,) = identities_among(ids)
    assert identity.parts == tuple(f"done.out_of_plan.{n}" for n in range(1, 13))
    assert identities_among(ids[:2]) == ()


def test_key_projects_not_started_belong_to_the_total_when_they_are_reported() -> None:
    ids = ["key.total", "key.done", "key.partial", "key.partial.1", "key.paused", "key.in_progress"]
    assert identities_among(ids)[-1].text == "key.done + key.partial + key.paused + key.in_progress = key.total"
    (with_more,) = identities_among([*ids, "key.cancelled", "key.not_started"])
    assert with_more.text.endswith("key.in_progress + key.not_started + key.cancelled = key.total")


def test_parts_that_do_not_add_are_seen_on_exact_values() -> None:
    (checked,) = check_identities(budget(1_000_000, 1, (1_000_000,)))
    assert not checked.holds
    assert checked.left - checked.right == in_ten_thousand_yuan(1)


def test_figures_that_add_on_paper_keep_two_decimals() -> None:
    shown = print_so_that_sums_show(budget(224_490_000, 68_910_000, (224_490_000, 68_910_000)))
    assert [figure.printed for figure in shown] == ["224.49", "68.91", "293.40"]


def test_rounding_alone_gives_all_figures_of_the_identity_more_decimals() -> None:
    shown = print_so_that_sums_show(budget(1_004_000, 1_004_000, (2_008_000,)))
    assert [figure.printed for figure in shown] == ["1.004", "1.004", "2.008"]


def test_figures_of_another_identity_keep_their_decimals() -> None:
    other = money("budget.basic", 1_004_000), money("budget.project", 0), money("budget.expenditure", 1_004_000)
    shown = print_so_that_sums_show((*budget(1_004_000, 1_004_000, (2_008_000,)), *other))
    assert [figure.printed for figure in shown[3:]] == ["1.00", "0", "1.00"]


def test_an_exact_failure_is_left_as_it_is() -> None:
    figures = budget(1_004_000, 1_004_000, (2_008_001,))
    assert print_so_that_sums_show(figures) == figures


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=2, max_size=2))
def test_any_amounts_add_on_paper_once_printed(fen: list[int]) -> None:
    shown = print_so_that_sums_show(budget(fen[0], fen[1], tuple(fen)))
    assert printed_identity_holds(shown)
    assert all(2 <= (figure.decimals or 0) <= MOST_DECIMALS for figure in shown)
    assert len({figure.decimals for figure in shown}) == 1


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=2, max_size=2))
def test_no_more_decimals_are_printed_than_the_sum_needs(fen: list[int]) -> None:
    shown = print_so_that_sums_show(budget(fen[0], fen[1], tuple(fen)))
    decimals = shown[0].decimals or 0
    for fewer in range(2, decimals):
        rounded = [round_half_up(figure.value, fewer) for figure in shown]
        assert rounded[0] + rounded[1] != rounded[2]


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    scaled = value * 10**decimals
    return Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**decimals)


def test_counts_are_never_widened() -> None:
    parts = counted("key.done", 2), counted("key.total", 2), money("budget.income", 1)
    assert print_so_that_sums_show(parts) == parts
