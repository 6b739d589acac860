"""Writes of problems and measures in pages: entered, corrected, voided; each names the rules that it led to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models, transaction

from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import comparable_name
from antu.performance.access import require_problems
from antu.performance.domain.effects import problems_of_effect
from antu.performance.models import MeasureRule, ProblemAndMeasure
from antu.performance.selectors.measures import RuleChoice, named_rules, rule_choices
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.exchange import day, text, year
from antu.platform.versions import entries_since
from antu.platform.voiding import void_row
from antu.platform.wording import joined, moment_text
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts

PROBLEM_COLUMNS: Final[tuple[Column, ...]] = (
    year(),
    text("来源", "source"),
    text("责任单位", "responsible"),
    text("问题", "problem", required=True),
    text("分析", "analysis"),
    text("措施", "measure"),
    text("效果", "effect"),
    day("效果日期", "effect_on"),
)
TEXT_MAX: Final = 2000
REASON_MAX: Final = 200
_KNOWN_BY: Final = {"year", "problem"}
_RULES_NAMED: Final = "印发的制度"


@dataclass(frozen=True, slots=True)
class TypedRule:
    """A rule or a version as it is chosen, in a ``row`` of the form's grid."""

    row: str
    text: str


@dataclass(frozen=True, slots=True)
class EnteredProblem:
    """A problem as typed: its texts by attribute, and the rules that were issued because of it."""

    texts: Mapping[str, str]
    rules: Sequence[TypedRule] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    values: Mapping[str, Any]
    rules: Sequence[RuleChoice]


@transaction.atomic
def enter_problem(actor: Actor, entered: EnteredProblem, *, today: date) -> ProblemAndMeasure:
    """Enter a problem; one that was voided is entered again as the record that it was.

    Raises Forbidden, or BadInput with every problem at its ``column``, those of a ``row`` of rules too.
    """
    require_problems(actor)
    judged = _judged(ProblemAndMeasure(), entered, today)
    of_year = ProblemAndMeasure.objects.select_for_update().filter(year=judged.values["year"], is_voided=True)
    name = comparable_name(judged.values["problem"])
    voided = next((each for each in of_year if comparable_name(each.problem) == name), None)
    problem = voided or ProblemAndMeasure()
    given = {name for name, value in judged.values.items() if value not in (None, "")}
    if voided is None:
        return _save(actor, "登记问题与措施", problem, judged, given)
    again = _Judged({**judged.values, "is_voided": False, "void_reason": ""}, judged.rules)
    return _save(actor, "重新登记问题与措施", problem, again, {*again.values, "is_voided"})


@transaction.atomic
def correct_problem(
    actor: Actor, problem: ProblemAndMeasure, entered: EnteredProblem, seen: int, *, today: date
) -> ProblemAndMeasure:
    """Correct a problem as it was typed over what the journal's entry ``seen`` left. Nothing changed writes nothing.

    Raises Forbidden, or BadInput: ``R-PROBLEM-CHANGED`` when somebody wrote in between, else as :func:`enter_problem`.
    """
    require_problems(actor)
    held = _held(problem)
    if since := entries_since(held, seen):
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since)
        what = f"您打开这一页以后，这个问题又被改过：{who}；请另开一页核对，再保存一次就以本页所填为准"
        raise BadInput(Problem("R-PROBLEM-CHANGED", what))
    judged = _judged(held, entered, today)
    changed = {name for name, value in judged.values.items() if getattr(held, name) != value}
    if held.source_row is not None and not held.workbook_key and changed & _KNOWN_BY:
        held.workbook_key = [held.year, held.problem]
    return _save(actor, "更正问题与措施", held, judged, changed)


@transaction.atomic
def void_problem(actor: Actor, problem: ProblemAndMeasure, reason: str) -> None:
    """Take a problem back, with the reason. Raises Forbidden, or BadInput (``R-PROBLEM``, ``R-REQUIRED``)."""
    require_problems(actor)
    held, given = _held(problem), reason.strip()
    if not given or len(given) > REASON_MAX:
        what = f"请写明作废原因，最多 {REASON_MAX} 个字"
        raise BadInput(Problem("R-REQUIRED", what, {"column": "reason"}))
    void_row(actor, held, "作废问题与措施", given, given_by_page=sorted({*held.given_by_page, "is_voided"}))


def _held(problem: ProblemAndMeasure) -> ProblemAndMeasure:
    held = ProblemAndMeasure.objects.select_for_update().get(pk=problem.pk)
    if held.is_voided:
        raise BadInput(Problem("R-PROBLEM", f"「{held}」已经作废，不能再改；请另行登记"))
    return held


def _judged(problem: ProblemAndMeasure, entered: EnteredProblem, today: date) -> _Judged:
    """The values by attribute, and the chosen rules. Raises BadInput with every problem at its place."""
    read, problems = read_texts(PROBLEM_COLUMNS, entered.texts)
    values: dict[str, Any] = {name: _kept(name, value) for name, value in read.items()}
    problems += [wrong for name, value in values.items() if (wrong := _overlong(name, value))]
    effect, effect_on = values.get("effect", ""), values.get("effect_on")
    problems += problems_of_effect(effect, effect_on, values.get("year"), today)
    problems += _known_already(problem, values)
    chosen, wrong_rules = _chosen(problem, entered.rules)
    if problems or wrong_rules:
        raise BadInput([*problems, *wrong_rules])
    return _Judged(values, chosen)


def _kept(name: str, value: object) -> object:
    if name == "year":
        return int(str(value))
    column = ProblemAndMeasure._meta.get_field(name)
    return column.get_default() if value is None else value  # type: ignore[union-attr]


def _overlong(name: str, value: object) -> Problem | None:
    column = ProblemAndMeasure._meta.get_field(name)
    limit = column.max_length if isinstance(column, models.CharField) else TEXT_MAX
    if not isinstance(value, str) or len(value) <= (limit or TEXT_MAX):
        return None
    what = f"{column.verbose_name}有 {len(value)} 个字，最多 {limit} 个；请缩短"  # type: ignore[union-attr]
    return Problem("R-RANGE", what, {"column": name})


def _known_already(problem: ProblemAndMeasure, values: Mapping[str, Any]) -> list[Problem]:
    of_year, name = values.get("year"), comparable_name(str(values.get("problem") or ""))
    others = ProblemAndMeasure.objects.filter(year=of_year).exclude(pk=problem.pk) if of_year else ()
    for other in others:
        if comparable_name(other.problem) == name and (problem.pk or not other.is_voided):
            what = "登记过，后来作废了；请重新登记它" if other.is_voided else "已经登记；请到那一条上更正"
            return [Problem("R-DUPLICATE", f"{of_year}年的这个问题{what}", {"column": "problem"})]
    return []


def _chosen(problem: ProblemAndMeasure, typed: Sequence[TypedRule]) -> tuple[list[RuleChoice], list[Problem]]:
    """The rules as chosen, each once; what is none of those offered is told at its row."""
    offered = {name: choice for choice in rule_choices(problem) for name in (choice.key, choice.label)}
    chosen: dict[str, RuleChoice] = {}
    problems = []
    for row in typed:
        where: dict[str, str | int | None] = {"row": row.row, "column": "rule"}
        choice = offered.get(row.text.strip())
        if choice is None:
            what = f"没有制度文件「{row.text}」；请从列出的里选，没有的先到“制度文件”登记"
            problems.append(Problem("R-PROBLEM", what, where))
        elif choice.key in chosen:
            problems.append(Problem("R-PROBLEM", f"{choice.label}选了两次；请只留一行", where))
        else:
            chosen[choice.key] = choice
    return list(chosen.values()), problems


def _save(
    actor: Actor, action: str, problem: ProblemAndMeasure, judged: _Judged, given: Collection[str]
) -> ProblemAndMeasure:
    before = journal.snapshot(problem) if problem.pk else {}
    for name, value in judged.values.items():
        setattr(problem, name, value)
    problem.given_by_page = sorted({*problem.given_by_page, *given})
    change = journal.difference(before, journal.snapshot(problem))
    if change:
        problem.save()
    named = [str(each) for each in named_rules(problem)]
    _name_rules(problem, judged.rules)
    now = [str(each) for each in named_rules(problem)]
    if named != now:
        change[_RULES_NAMED] = [named, now]
    if change:
        journal.record(actor, action, problem, change)
    return problem


def _name_rules(problem: ProblemAndMeasure, chosen: Sequence[RuleChoice]) -> None:
    """Make these the rules that the problem led to, in this order."""
    known = {(each.rule_id, each.version_id): each for each in problem.rules.all()}
    for number, choice in enumerate(chosen, start=1):
        row = known.pop((choice.rule, choice.version), None) or MeasureRule(
            problem=problem, rule_id=choice.rule, version_id=choice.version
        )
        row.is_voided, row.source_row = False, number
        row.save()
    for row in known.values():
        if not row.is_voided:
            row.is_voided = True
            row.save(update_fields=("is_voided",))
