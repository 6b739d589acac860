"""Estimates on the page of their project, and the records that may be browsed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from antu.estimates.access import sees_estimates
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimatedHousehold, EstimateLine, EstimateOpinion, EstimateVersion
from antu.estimates.selectors import in_force, seen_versions_of
from antu.estimates.tables import project_table
from antu.kernel.money import Money
from antu.platform.attachments.holders import FileHolder
from antu.platform.display import Action, KeyFigure
from antu.platform.links import record_url
from antu.platform.pages import actor_of
from antu.platform.panels import Panel
from antu.platform.records import RecordKind
from antu.platform.wording import UNKNOWN, with_sign
from antu.projects.models import Project

_CLOSED = {EstimateState.SENT_BACK, EstimateState.APPROVED}


def estimates_of_project(request: HttpRequest, project: int) -> dict[str, Any] | None:
    """The project's versions; what is recorded of the project beside what was approved, and the difference."""
    actor = actor_of(request)
    if not sees_estimates(actor):
        return None
    record = Project.objects.only("estimate_fen", "is_voided").get(pk=project)
    versions = seen_versions_of(actor, project)
    current = in_force(versions)
    actions = []
    if actor.may("project.edit") and not record.is_voided and (not versions or versions[-1].state in _CLOSED):
        label = "起草下一版概算" if versions else "起草概算"
        actions.append(Action(label, reverse("estimate-begin", args=[project])))
    recorded = None if record.estimate_fen is None else Money(record.estimate_fen)
    approved = current.approved if current else None
    return {
        "actions": actions,
        "figures": _figures(recorded, approved, current),
        "said": _gap_words(recorded, approved, current),
        "table": project_table(versions, current),
    }


def _figures(recorded: Money | None, approved: Money | None, current: EstimateVersion | None) -> tuple[KeyFigure, ...]:
    note = f"{current.label}，{current.document_no}" if current else "还没有批准的概算"
    figures = [
        _figure("项目登记的概算", recorded, "#record", "页面登记，或随工作簿导入"),
        _figure("批准金额", approved, record_url(current) if current else "", note),
    ]
    if recorded is not None and approved is not None:
        figures.append(KeyFigure("相差", with_sign(recorded - approved), "元", note="项目登记的减批准的"))
    return tuple(figures)


def _figure(label: str, amount: Money | None, url: str, note: str) -> KeyFigure:
    return (
        KeyFigure(label, UNKNOWN, note=note) if amount is None else KeyFigure(label, amount.grouped(), "元", url, note)
    )


def _gap_words(recorded: Money | None, approved: Money | None, current: EstimateVersion | None) -> str:
    if approved is None or current is None or recorded == approved:
        return ""
    said = "项目上还没有登记概算" if recorded is None else "项目上登记的概算与批准的不同"
    return f"{said}；批准不会改动项目登记。请核对批准文件（{current.document_no}），需要时点“更正项目”改。"


PANELS: tuple[object, ...] = (
    Panel("project", "estimates", "概算", "estimates/project_panel.html", estimates_of_project, "register.view"),
    RecordKind(EstimateVersion, ("register.view",)),
    *(
        RecordKind(model, ("register.view",), leads_to="version")
        for model in (EstimateLine, EstimatedHousehold, EstimateOpinion)
    ),
    FileHolder(EstimateVersion, edit="project.edit"),
)
