"""Problems and measures as lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.urls import reverse

from antu.performance.models import MeasureRule, ProblemAndMeasure
from antu.performance.selectors.measures import named_rules
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined

EFFECTS: Final = (("yes", "已有效果"), ("no", "还没有效果"))
RULED: Final = (("yes", "印发了制度"), ("no", "没有印发制度"))
HAS_EFFECT: Final = Chip("已有效果", Tone.DONE)
NO_EFFECT: Final = Chip("还没有效果", Tone.DUE)


def matching(problems: Iterable[ProblemAndMeasure], filters: Sequence[Filter]) -> list[ProblemAndMeasure]:
    """Those that the filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}

    def fits(each: ProblemAndMeasure) -> bool:
        words = f"{each.problem} {each.analysis} {each.measure} {each.responsible}".casefold()
        return (
            wanted.get("q", "").casefold() in words
            and wanted.get("year", str(each.year)) == str(each.year)
            and wanted.get("source", each.source) == each.source
            and wanted.get("effect", _yes_or_no(each.effect)) == _yes_or_no(each.effect)
            and wanted.get("ruled", _yes_or_no(named_rules(each))) == _yes_or_no(named_rules(each))
        )

    unknown = any(each.unknown for each in filters)
    return [] if unknown else [each for each in problems if fits(each)]


def _yes_or_no(value: object) -> str:
    return "yes" if value else "no"


def problem_listing(actor: Actor) -> Listing:
    """The list of problems."""
    way = ("登记问题与措施", reverse("problem-new")) if actor.may("problem.edit") else ("", "")
    return Listing(
        "problems",
        "问题与措施",
        (
            ListColumn("problem", Column("问题", kind=Kind.LONG), _problem_cell, by_value(lambda each: each.problem)),
            ListColumn("year", Column("年度"), lambda each: Cell(str(each.year)), by_value(lambda each: each.year)),
            _text("source", Column("来源"), lambda each: each.source),
            _text("measure", Column("措施", kind=Kind.LONG), lambda each: each.measure),
            _text("rules", Column("印发的制度", kind=Kind.LONG), lambda each: joined(map(str, named_rules(each)))),
            _text("responsible", Column("责任单位", kind=Kind.LONG), lambda each: each.responsible),
            _text("effect", Column("效果", kind=Kind.LONG), lambda each: each.effect),
            _text("effect_on", Column("效果日期", is_day=True), lambda each: day_text(each.effect_on)),
            _text("analysis", Column("分析", kind=Kind.LONG), lambda each: each.analysis, is_shown=False),
        ),
        Empty("还没有问题与措施。可以在这里登记，也可以随年度工作簿导入。", *way),
        counter="个问题",
        url_of=record_url,
        is_picked=False,
    )


def _problem_cell(problem: ProblemAndMeasure) -> Cell:
    return Cell(problem.problem, record_url(problem), chips=marks(is_sample=problem.is_sample))


def _text(key: str, column: Column, text: Callable[[ProblemAndMeasure], str], *, is_shown: bool = True) -> ListColumn:
    def of(each: ProblemAndMeasure) -> str:
        return text(each) or UNKNOWN

    return ListColumn(key, column, lambda each: Cell(of(each)), by_value(of), is_shown=is_shown)


def problem_facts(problem: ProblemAndMeasure) -> list[Fact]:
    """What is registered of a problem."""
    texts = (
        ("问题", problem.problem),
        ("来源", problem.source),
        ("分析", problem.analysis),
        ("措施", problem.measure),
        ("责任单位", problem.responsible),
        ("效果", problem.effect),
        ("效果日期", day_text(problem.effect_on)),
        ("作废原因", problem.void_reason),
    )
    return [Fact(label, Cell(text or UNKNOWN)) for label, text in texts if text or label != "作废原因"]


_RULES: Final = (Column("制度文件", kind=Kind.LONG), Column("版本"), Column("文号"), Column("印发日期"))


def rules_table(named: Iterable[MeasureRule]) -> Table:
    """The rules that were issued because of a problem."""
    return Table(_RULES, [_rule_row(each) for each in named], "没有为它印发制度。")


def _rule_row(named: MeasureRule) -> Row:
    rule, version = named.rule, named.version
    name = Cell(str(rule), record_url(rule), chips=marks(is_sample=rule.is_sample))
    shown = version or rule
    label = Cell(version.label, record_url(version)) if version else Cell("不分版")
    return Row((name, label, Cell(shown.document_no or UNKNOWN), Cell(day_text(shown.issued_on))))


_MEASURES: Final = (
    Column("问题", kind=Kind.LONG),
    Column("年度"),
    Column("版本"),
    Column("措施", kind=Kind.LONG),
    Column("效果", kind=Kind.LONG),
)


def measures_table(named: Iterable[MeasureRule]) -> Table:
    """The problems because of which a rule was issued."""
    return Table(_MEASURES, [_measure_row(each) for each in named])


def _measure_row(named: MeasureRule) -> Row:
    problem = named.problem
    first = Cell(problem.problem, record_url(problem), chips=marks(is_sample=problem.is_sample))
    version = named.version.label if named.version else "不分版"
    return Row(
        (first, *(Cell(text or UNKNOWN) for text in (str(problem.year), version, problem.measure, problem.effect)))
    )
