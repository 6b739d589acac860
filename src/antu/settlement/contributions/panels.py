"""Panels for pages of earlier rooms."""

from __future__ import annotations

from django.http import HttpRequest

from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.platform.records import RecordKind, open_records
from antu.projects.models import Project
from antu.settlement.models import HouseholdPayment, ProjectReceipt, StateSettlementTask
from antu.settlement.services import PAPERS


def papers_of(request: HttpRequest, project_id: int) -> Context:
    """The papers that a project's page offers, and whether the post may enter money."""
    may_enter = actor_of(request).may("settlement.enter")
    return {"papers": PAPERS, "project": Project.objects.get(pk=project_id), "may_enter": may_enter}


PANELS: tuple[object, ...] = (
    Panel("project", "settlement", "结算", "settlement/panel.html", papers_of, permission="settlement.view"),
    *open_records(StateSettlementTask),
    RecordKind(ProjectReceipt, ("settlement.view",)),
    RecordKind(HouseholdPayment, ("settlement.view",)),
)
