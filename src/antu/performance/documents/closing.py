"""The last parts of the report: project expenditure, problems and measures, what else to say, signature, figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from antu.kernel.calendar import full_day
from antu.performance.documents.material import ReportMaterial
from antu.performance.documents.samples import has_samples, sample_note
from antu.performance.domain.phrases import in_brackets, listed, marked, sentence, titled
from antu.performance.models import MeasureRule, ProblemAndMeasure
from antu.performance.selectors import GROUPS
from antu.performance.selectors.measures import named_rules
from antu.platform.documents.official import Annex, Block, Heading, Paragraph, Signature, Table, TableColumn
from antu.platform.figures import Figure

COLUMNS: Final = (
    TableColumn("序号", 13, is_number=True),
    TableColumn("类别", 22),
    TableColumn("指标", 61),
    TableColumn("数值", 22, is_number=True),
    TableColumn("单位", 12),
    TableColumn("记录", 13, is_number=True),
    TableColumn("示例", 13, is_number=True),
)


def project_spending_part(material: ReportMaterial) -> Iterator[Block]:
    """（二）项目支出绩效情况."""
    yield Heading("（二）项目支出绩效情况", 2)
    if material.is_zero("budget.project"):
        yield Paragraph(f"{material.year}年无项目支出。")
        return
    subjects = dict.fromkeys(row.label for row in material.figures["budget.project"].rows)
    yield Paragraph(
        f"{material.year}年项目支出{material.said('budget.project')}，登记明细{len(subjects)}条：{listed(subjects)}。"
    )


def problems_part(material: ReportMaterial) -> Iterator[Block]:
    """四、绩效管理存在的问题及下一步改进措施."""
    yield Heading("四、绩效管理存在的问题及下一步改进措施")
    if not material.problems:
        yield Paragraph("本年度无登记的问题与措施。")
    only = len(material.problems) == 1
    for number, problem in enumerate(material.problems, start=1):
        yield Paragraph(_problem(problem) if only else f"{number}.{_problem(problem)}")


def remarks_part(material: ReportMaterial) -> Iterator[Block]:
    """五、其他需要说明的情况."""
    yield Heading("五、其他需要说明的情况")
    yield Paragraph(sample_note(material) if has_samples(material) else "无其他需要说明的情况。")


def signature_part(material: ReportMaterial, drafted_by: str, drafted_on: date) -> Iterator[Block]:
    """Who issues the report, who drafted it and when, and how its figures came about."""
    yield Signature(f"{material.unit.name}\n{full_day(drafted_on)}")
    yield Paragraph(
        f"（{drafted_by}于{full_day(drafted_on)}起草。各项数字由登记的记录计数、求和得出，勾稽关系已逐条核对。）"
    )


def figures_annex(material: ReportMaterial) -> Iterator[Block]:
    """附件: every figure, with how many records give it and how many of them are invented."""
    yield Annex("附件：指标一览")
    rows = (_figure_row(number, figure) for number, figure in enumerate(material.figures.values(), start=1))
    yield Table(COLUMNS, tuple(rows))


def _problem(problem: ProblemAndMeasure) -> str:
    parts = (
        ("", marked(problem.problem.rstrip("。"), is_sample=problem.is_sample)),
        ("来源：", problem.source),
        ("分析：", problem.analysis),
        ("改进措施：", problem.measure),
        ("印发：", listed(map(_issued_rule, named_rules(problem)))),
        ("责任单位：", problem.responsible),
        (f"效果{in_brackets(full_day(problem.effect_on))}：" if problem.effect_on else "效果：", problem.effect),
    )
    return "".join(sentence(name + text) for name, text in parts if text)


def _issued_rule(named: MeasureRule) -> str:
    """The rule with the number and the version under which it was issued."""
    document_no = (named.version or named.rule).document_no
    label = named.version.label if named.version else ""
    said = titled(named.rule.name) + in_brackets(document_no, label)
    return marked(said, is_sample=named.rule.is_sample)


def _figure_row(number: int, figure: Figure) -> tuple[str, ...]:
    group = GROUPS[figure.id.partition(".")[0]]
    count, samples = str(len(figure.rows)), str(figure.sample_rows)
    return (str(number), group, figure.label, figure.printed, figure.unit, count, samples)
