"""What the report says of invented rows: which figures and which records have any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from antu.performance.documents.material import ReportMaterial
from antu.performance.domain.phrases import listed
from antu.platform.figures import Figure
from antu.platform.models import RecordedRow

NOTICE = "（本报告含示例数据，见第五部分）"


def has_samples(material: ReportMaterial) -> bool:
    """Whether any row behind a figure or a sentence is an invented one."""
    return any(chain(_sampled(material), _sampled_records(material)))


def sample_note(material: ReportMaterial) -> str:
    """Which figures count invented rows, and which prose is drafted from them."""
    said = "本报告含示例数据。示例数据没有公开来源，只作演示，不能用作统计依据。"
    figures = listed(
        f"{figure.label}（{len(figure.rows)}条记录中{figure.sample_rows}条为示例）" for figure in _sampled(material)
    )
    records = listed(_sampled_records(material))
    said += f"含示例记录的指标：{figures}。" if figures else ""
    return said + (f"文字部分据以起草的示例记录：{records}。" if records else "")


def _sampled(material: ReportMaterial) -> list[Figure]:
    return [figure for figure in material.figures.values() if figure.sample_rows]


def _sampled_records(material: ReportMaterial) -> Iterator[str]:
    kinds: tuple[tuple[RecordedRow, ...], ...] = (
        (material.unit,),
        material.rules,
        material.milestones,
        material.problems,
        material.remaining,
        tuple(version for version in (material.initial, material.final) if version),
    )
    for records in kinds:
        samples = sum(record.is_sample for record in {record.pk: record for record in records}.values())
        if samples:
            yield f"{records[0]._meta.verbose_name}{samples}条"
