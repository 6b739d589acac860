"""Parts one and two of the report: the unit, and its own budget."""

from __future__ import annotations

from collections.abc import Iterator

from antu.organisations.models import Organisation, OrganisationKind
from antu.performance.documents.material import ReportMaterial
from antu.performance.domain.phrases import in_brackets, listed, marked, numbered_parts, sentence
from antu.platform.documents.official import Block, Heading, Paragraph


def unit_part(material: ReportMaterial) -> Iterator[Block]:
    """一、预算单位基本情况."""
    yield Heading("一、预算单位基本情况")
    duties = numbered_parts(material.unit.duties)
    if duties:
        yield Paragraph(f"{material.unit.name}主要承担以下职责：")
        yield from (Paragraph(duty) for duty in duties)
    else:
        yield Paragraph(f"{material.unit.name}的主要职责未登记。")
    yield Paragraph(_standing(material) + _offices(material) + _staff(material))


def budget_part(material: ReportMaterial) -> Iterator[Block]:
    """二、预算收支出情况."""
    said, year = material.said, material.year
    yield Heading("二、预算收支出情况（按单位预算口径）")
    yield Paragraph(
        f"{year}年预算收入{said('budget.income')}，由年初预算{said('budget.initial')}和"
        f"调整追加{said('budget.added')}构成；其他资金来源{said('budget.other_income')}。"
    )
    yield Paragraph(
        f"{year}年支出{said('budget.expenditure')}，其中基本支出{said('budget.basic')}、"
        f"项目支出{said('budget.project')}。"
    )


def _standing(material: ReportMaterial) -> str:
    unit = material.unit
    facts = (("级别为", unit.rank), ("预算级次为", unit.budget_level), ("经费形式为", unit.funding))
    said = [word + value for word, value in facts if value]
    return sentence(f"{unit.name}{'，'.join(said)}") if said else ""


def _offices(material: ReportMaterial) -> str:
    offices = [each for each in material.organisations if each.kind == OrganisationKind.OFFICE]
    below = [each for each in material.organisations if "二级" in each.budget_level and each.pk != material.unit.pk]
    return (
        f"{material.year}年末设有股室{material.said('org.offices')}{_names(offices)}，"
        + (f"下属二级预算单位{len(below)}个{_names(below)}。" if below else "没有下属的二级预算单位。")
    )  # fmt: skip


def _names(organisations: list[Organisation]) -> str:
    return in_brackets(listed(marked(each.name, is_sample=each.is_sample) for each in organisations))


def _staff(material: ReportMaterial) -> str:
    said = material.said
    return (
        f"全中心共有人员{said('org.staff_total')}，其中在职人员{said('org.staff_on_post')}："
        f"{said('org.staff_institution')}为事业编制，{said('org.staff_worker')}为工勤编制；"
        f"劳务派遣{said('org.staff_dispatched')}，离休人员{said('org.retired_senior')}，"
        f"退休人员{said('org.retired')}。"
    )
