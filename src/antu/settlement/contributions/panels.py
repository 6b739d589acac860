"""Panels for pages of earlier rooms."""

from __future__ import annotations

from django.http import HttpRequest

from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.platform.records import RecordKind, open_records
from antu.projects.models import Project
from antu.settlement.access import sees_settlement
from antu.settlement.models import HouseholdPayment, ProjectReceipt, StateSettlementTask
from antu.settlement.services import PAPERS


def papers_of(request: HttpRequest, project_id: int) -> Context | None:
    """The papers that a project's page offers, and whether the post may enter money."""
    actor = actor_of(request)
    if not sees_settlement(actor):
        return None
    project = Project.objects.seen_by(actor).get(pk=project_id)
    return {"papers": PAPERS, "project": project, "may_enter": actor.may("settlement.enter")}


PANELS: tuple[object, ...] = (
    Panel("project", "settlement", "结算", "settlement/panel.html", papers_of, permission="settlement.view"),
    *open_records(StateSettlementTask),
    RecordKind(ProjectReceipt, ("settlement.view",)),
    RecordKind(HouseholdPayment, ("settlement.view",)),
)
