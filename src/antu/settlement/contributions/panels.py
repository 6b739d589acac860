"""Panels for pages of earlier rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from antu.platform.display import KeyFigure
from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.platform.papers import Paper, PaperOffer
from antu.platform.records import RecordKind, open_records
from antu.settlement.access import sees_settlement
from antu.settlement.models import HouseholdPayment, ProjectReceipt, StateSettlementTask
from antu.settlement.selectors import entered_money
from antu.settlement.services import PAPERS

_FORMS: Final = {"xlsx": "Excel", "docx": "Word"}


def money_of_project(request: HttpRequest, project_id: int) -> Context | None:
    """What arrived for the project and was paid, and whether the post may enter money."""
    actor = actor_of(request)
    if not sees_settlement(actor):
        return None
    url = reverse("settlement", args=[project_id])
    received, paid = entered_money(actor, project_id)
    figures = (
        KeyFigure("到位资金", received.grouped(), "元", f"{url}#receipts", "手工登记"),
        KeyFigure("已付", paid.grouped(), "元", f"{url}#payments", "手工登记"),
    )
    return {"figures": figures, "url": url, "may_enter": actor.may("settlement.enter")}


def papers_of_settlement(request: HttpRequest, project_id: int) -> Iterable[Paper]:
    """The three tables and the agreement, for who sees settlements."""
    actor = actor_of(request)
    if not actor.may("settlement.view") or not sees_settlement(actor):
        return
    for name in PAPERS:
        title, _, ending = name.rpartition(".")
        url = reverse("settlement-paper", args=[project_id, name])
        yield Paper(f"下载{title}", url, _FORMS.get(ending, ending), "按现行核定即时生成")


PANELS: tuple[object, ...] = (
    Panel("project", "settlement", "结算", "settlement/panel.html", money_of_project, permission="settlement.view"),
    PaperOffer("project", papers_of_settlement),
    *open_records(StateSettlementTask),
    RecordKind(ProjectReceipt, ("settlement.view",)),
    RecordKind(HouseholdPayment, ("settlement.view",)),
)
