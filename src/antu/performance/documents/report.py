"""The yearly performance report as a paper: its parts in the order of the published form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from antu.performance.documents.closing import (
    figures_annex,
    problems_part,
    project_spending_part,
    remarks_part,
    signature_part,
)
from antu.performance.documents.material import ReportMaterial
from antu.performance.documents.outreach import outreach_part
from antu.performance.documents.plan import other_work_part
from antu.performance.documents.samples import NOTICE, has_samples
from antu.performance.documents.settlement import clearing_part, mechanism_part, settlement_part
from antu.performance.documents.unit import budget_part, unit_part
from antu.platform.documents.official import Block, Heading, OfficialPaper, Remark


def draft_report(material: ReportMaterial, drafted_by: str, drafted_on: date) -> OfficialPaper:
    """The paper of one year, drafted from its records; an empty part says that it is."""
    title = f"{material.unit.name}\n{material.year}年度绩效自评报告"
    return OfficialPaper(title, tuple(_parts(material, drafted_by, drafted_on)), drafted_by, drafted_on)


def _parts(material: ReportMaterial, drafted_by: str, drafted_on: date) -> Iterator[Block]:
    if has_samples(material):
        yield Remark(NOTICE)
    yield from unit_part(material)
    yield from budget_part(material)
    yield Heading("三、资金使用及绩效情况（包含单位管理的公共专项）")
    yield Heading("（一）整体支出绩效情况", 2)
    for part in (settlement_part, clearing_part, mechanism_part, outreach_part, other_work_part):
        yield from part(material)
    for part in (project_spending_part, problems_part, remarks_part):
        yield from part(material)
    yield from signature_part(material, drafted_by, drafted_on)
    yield from figures_annex(material)
