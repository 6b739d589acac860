"""Issuing the yearly report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from antu.kernel.errors import DoesNotHold, Problem
from antu.performance.access import require_report
from antu.performance.documents import ReportMaterial, draft_report, report_material
from antu.performance.domain.identities import CheckedIdentity, check_identities
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.documents.official_docx import write_official
from antu.platform.figures import exact_text
from antu.platform.whole_file import whole_file


def report_name(year: int) -> str:
    """The file's name."""
    return f"{year}年度绩效自评报告.docx"


@transaction.atomic
def write_report(actor: Actor, year: int, folder: Path, *, today: date) -> Path:
    """Draft the year's report into a folder, made where it is missing; gives the file's path.

    Raises Forbidden; BadInput for a year without rows; DoesNotHold (``F-IDENTITY``) naming every identity that fails.
    """
    require_report(actor)
    material = report_material(year)
    _refuse_what_does_not_add(year, material)
    document = write_official(draft_report(material, actor.name, today))
    path = folder / report_name(year)
    with whole_file(path) as unfinished:
        unfinished.write_bytes(document)
        journal.record(actor, "出具绩效报告", material.unit, {"年度": year, "文件": path.name})
    return path


def _refuse_what_does_not_add(year: int, material: ReportMaterial) -> None:
    failing = [each for each in check_identities(material.figures.values()) if not each.holds]
    if failing:
        raise DoesNotHold(_problem(year, each) for each in failing)


def _problem(year: int, failing: CheckedIdentity) -> Problem:
    left, right = exact_text(failing.left), exact_text(failing.right)
    message = (
        f"{year} 年报告不能出具：勾稽关系 {failing.text} 不成立，左边合计 {left}，右边 {right}。"
        f"请用 report {year} --rows 逐项查看各指标的记录，改正后再出报告"
    )
    return Problem("F-IDENTITY", message, {"identity": failing.text})
