"""Sheets of the district workbook: 单位预算, 单位支出, 问题与措施, 大事记."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.kernel.text import comparable_name
from antu.performance.models import (
    BudgetEntry,
    BudgetKind,
    Expenditure,
    ExpenditureKind,
    Milestone,
    MilestoneKind,
    ProblemAndMeasure,
)
from antu.platform.exchange import (
    DistrictSheet,
    Matches,
    Reference,
    Values,
    choice,
    day,
    money,
    recognised,
    text,
    whole,
    year,
)
from antu.platform.workbook import SheetReading
from antu.projects.models import Project


def only_an_adjustment_lowers_the_budget(reading: SheetReading) -> Iterator[Problem]:
    """An 调整追加 may be below zero (调减); other money of the unit's budget may not."""
    for row in reading.rows:
        amount = row.values.get("amount_fen")
        lowers = isinstance(amount, Money) and amount.fen < 0
        if lowers and row.has("kind") and row.values["kind"] != BudgetKind.ADDED:
            what = "金额不能小于 0；调减预算请用类别「调整追加」填负数"
            yield reading.problem(row, "amount_fen", "R-NEGATIVE", what)


def same_problems(reading: SheetReading) -> Matches:
    """Which problem each row means, whatever pages have called it since."""
    problems = list(ProblemAndMeasure.objects.order_by("-is_voided", "pk"))
    return recognised(
        reading,
        ("year", "problem"),
        named={(each.year, comparable_name(each.problem)): each.pk for each in problems},
        formerly={
            (each.workbook_key[0], comparable_name(each.workbook_key[1])): each.pk
            for each in problems
            if each.workbook_key
        },
    )


def keep_what_pages_gave(problem: ProblemAndMeasure, values: Values) -> Values:
    """What a page gave stays (ADR 0017)."""
    return {name: value for name, value in values.items() if name not in problem.given_by_page}


BUDGET = DistrictSheet(
    "单位预算",
    BudgetEntry,
    columns=(
        year(),
        choice("类别", "kind", BudgetKind, required=True),
        text("科目", "subject", required=True),
        text("文号", "document_no", required=True),
        money("金额", "amount_fen", required=True, may_be_negative=True),
        day("日期", "on"),
    ),
    identity=("year", "kind", "subject", "document_no"),
    rules=(only_an_adjustment_lowers_the_budget,),
)

EXPENDITURE = DistrictSheet(
    "单位支出",
    Expenditure,
    columns=(
        year(),
        whole("月份", "month", Decimal(1), Decimal(12), unit="月"),
        choice("支出类别", "kind", ExpenditureKind, required=True),
        text("科目", "subject", required=True),
        money("金额", "amount_fen", required=True),
    ),
    identity=("year", "month", "kind", "subject"),
)

PROBLEMS = DistrictSheet(
    "问题与措施",
    ProblemAndMeasure,
    columns=(
        year(),
        text("问题", "problem", required=True),
        text("来源", "source"),
        text("分析", "analysis"),
        text("措施", "measure"),
        text("责任单位", "responsible"),
        text("效果", "effect"),
    ),
    identity=("year", "problem"),
    match=same_problems,
    adapt=keep_what_pages_gave,
)

MILESTONES = DistrictSheet(
    "大事记",
    Milestone,
    columns=(
        day("日期", "on", required=True),
        text("事项", "matter", required=True),
        choice("类别", "kind", MilestoneKind),
        text("项目名称", "project"),
        text("单位", "organisation"),
    ),
    identity=("on", "matter"),
    references=(Reference("project", ("project",), Project),),
)

SHEETS: tuple[object, ...] = (BUDGET, EXPENDITURE, PROBLEMS, MILESTONES)
