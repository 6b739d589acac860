"""The form of a problem and its measure, with the rules that were issued because of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.urls import reverse

from antu.kernel.errors import Problem
from antu.performance.models import ProblemAndMeasure
from antu.performance.selectors.measures import SOURCES, RuleChoice, choice_of, named_rules, rule_choices
from antu.performance.services.problems import PROBLEM_COLUMNS, TEXT_MAX, EnteredProblem, TypedRule
from antu.platform.entry import (
    EntryField,
    EntryForm,
    EntryGrid,
    EntrySection,
    FieldPlace,
    Option,
    read_fields,
    read_grid,
)
from antu.platform.entry.by_column import field_of
from antu.platform.links import record_url
from antu.platform.versions import version_of
from antu.platform.workbook.texts import text_of

GRID: Final = "rules"
_LONG: Final = frozenset({"problem", "analysis", "measure", "effect"})
_EFFECT: Final = frozenset({"effect", "effect_on"})
_HELP: Final = {
    "source": "从哪里发现的；可以选，也可以写具体的会议、文件",
    "effect": "见到效果以后再来填写",
}


def problem_form(problem: ProblemAndMeasure | None, today: date) -> EntryForm:
    """The form of a problem; a new one is of this year."""
    texts = {each.field: text_of(getattr(problem, each.field)) for each in PROBLEM_COLUMNS} if problem else {}
    fields = [_field(each.field, texts or {"year": str(today.year)}) for each in PROBLEM_COLUMNS]
    return EntryForm(
        (EntrySection("问题和措施", tuple(each for each in fields if each.name not in _EFFECT)),),
        (_grid(problem or ProblemAndMeasure()),),
        submit_label="保存更正" if problem else "登记问题与措施",
        cancel_url=record_url(problem) if problem else reverse("problems"),
        version=str(version_of(problem)) if problem else "",
        key="problem",
        closing=(EntrySection("效果", tuple(each for each in fields if each.name in _EFFECT)),),
    )


def _field(name: str, texts: Mapping[str, str]) -> EntryField:
    (column,) = (each for each in PROBLEM_COLUMNS if each.field == name)
    field = replace(field_of(column, texts.get(name, "")), help=_HELP.get(name, ""))
    if name in _LONG:
        return replace(field, kind="long", length_max=TEXT_MAX)
    if name == "source":
        return replace(field, options=tuple(Option(each, each) for each in SOURCES))
    return replace(field, is_summed=False) if name == "year" else field


def _grid(problem: ProblemAndMeasure) -> EntryGrid:
    choices = rule_choices(problem)
    column = EntryField(
        "rule", "制度文件", "choice", options=tuple(map(_option, choices)), help="输入名称、文号或拼音首字母"
    )
    said = "为解决这个问题印发的制度，可以有几件。选到第几版，就是那一版；只选制度，就不分版。"
    grid = EntryGrid(GRID, "印发的制度", (column,), help=said)
    named = named_rules(problem) if problem.pk else []
    rows = (grid.row(str(each.pk), {"rule": choice_of(each).key}) for each in named)
    return replace(grid, rows=tuple(rows))


def _option(choice: RuleChoice) -> Option:
    return Option(choice.key, choice.label, choice.document_no)


def entered_problem(post: Mapping[str, str], form: EntryForm) -> EnteredProblem:
    """What was typed, for the service."""
    rows = (row for row in read_grid(post, form.grids[0]) if not row.is_withdrawn and not row.is_blank)
    chosen = tuple(TypedRule(row.key, row.texts.get("rule", "")) for row in rows)
    return EnteredProblem(read_fields(post, form), chosen)


def place_of(problem: Problem) -> FieldPlace | None:
    """Where on the form a problem stands: a field, or a row of the grid."""
    row, column = problem.where.get("row"), str(problem.where.get("column") or "")
    if row:
        return FieldPlace(column, GRID, str(row))
    return FieldPlace(column) if column else None


def seen_entry(post: Mapping[str, str]) -> int:
    """The journal's entry at which the page was opened."""
    version = post.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else 0
