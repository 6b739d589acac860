"""What the report says of invented rows: which figures and which records have any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from antu.performance.documents.material import ReportMaterial
from antu.performance.domain.phrases import listed
from antu.performance.selectors.measures import named_rules
from antu.platform.figures import Figure
from antu.platform.models import RecordedRow

NOTICE = "（本报告含示例数据，见第五部分）"


def has_samples(material: ReportMaterial) -> bool:
    """Whether any row behind a figure or a sentence is an invented one."""
    return any(chain(_sampled(material), _sampled_records(material)))


def sample_note(material: ReportMaterial) -> str:
    """Which figures count invented rows, and which prose is drafted from them."""
    said = "本报告含示例数据。示例数据没有公开来源，只作演示，不能用作统计依据。"
    sampled = _sampled(material)
    wholly = listed(figure.label for figure in sampled if figure.sample_rows == len(figure.rows))
    partly = listed(
        f"{figure.label}（{len(figure.rows)}条中{figure.sample_rows}条）"
        for figure in sampled
        if figure.sample_rows < len(figure.rows)
    )
    records = listed(_sampled_records(material))
    said += f"全部由示例记录得出的指标：{wholly}。" if wholly else ""
    said += f"部分由示例记录得出的指标：{partly}。" if partly else ""
    return said + (f"文字部分所据的示例记录：{records}。" if records else "")


def _sampled(material: ReportMaterial) -> list[Figure]:
    return [figure for figure in material.figures.values() if figure.sample_rows]


def _sampled_records(material: ReportMaterial) -> Iterator[str]:
    kinds: tuple[tuple[RecordedRow, ...], ...] = (
        (material.unit,),
        (
            *material.rules,
            *(each.rule for each in material.revised_rules),
            *(each.rule for problem in material.problems for each in named_rules(problem)),
        ),
        material.milestones,
        material.problems,
        material.remaining,
        tuple(version for version in (material.initial, material.final) if version),
    )
    for records in kinds:
        samples = sum(record.is_sample for record in {record.pk: record for record in records}.values())
        if samples:
            yield f"{records[0]._meta.verbose_name}{samples}条"
