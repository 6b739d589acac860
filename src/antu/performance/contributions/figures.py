"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable

from antu.performance.models import BudgetEntry, BudgetKind, Expenditure, ExpenditureKind
from antu.performance.selectors import budget_entries, budget_years, expenditures
from antu.platform.figure_rows import figure_row
from antu.platform.figures import MONEY_DECIMALS, Figure, FigureSource, in_ten_thousand_yuan


def budget_figures(year: int) -> Iterable[Figure]:
    """``budget.*``: the unit's own money. Income and expenditure are summed from the rows, not from their parts."""
    entries = list(budget_entries(year))
    spent = list(expenditures(year))
    own = [entry for entry in entries if entry.kind != BudgetKind.OTHER]
    yield _money("income", f"{year}年预算收入", own)
    yield _money("initial", "年初预算", [entry for entry in entries if entry.kind == BudgetKind.INITIAL])
    yield _money("added", "调整追加", [entry for entry in entries if entry.kind == BudgetKind.ADDED])
    yield _money("other_income", "其他资金来源", [entry for entry in entries if entry.kind == BudgetKind.OTHER])
    yield _money("expenditure", f"{year}年支出", spent)
    yield _money("basic", "基本支出", [each for each in spent if each.kind == ExpenditureKind.BASIC])
    yield _money("project", "项目支出", [each for each in spent if each.kind == ExpenditureKind.PROJECT])


def _money(name: str, label: str, records: Iterable[BudgetEntry | Expenditure]) -> Figure:
    rows = tuple(figure_row(record, in_ten_thousand_yuan(record.amount_fen)) for record in records)
    return Figure(f"budget.{name}", label, "万元", "sum", rows, decimals=MONEY_DECIMALS)


FIGURES: tuple[object, ...] = (FigureSource(budget_figures, budget_years),)
