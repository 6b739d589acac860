"""On the page of a row that a procedure decides: the case that runs, or the button that begins one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from antu.platform.display import Action
from antu.platform.links import record_url
from antu.platform.pages import actor_of
from antu.platform.panels import HeadContribution, HeadPart
from antu.platform.procedure_kinds import ProcedureKind, procedure_kinds
from antu.procedures.selectors.cases import latest_case
from antu.procedures.selectors.drawings import published
from antu.procedures.selectors.shown import waits_at


def _part(place: str) -> Callable[[HttpRequest, int], HeadPart]:
    def part(request: HttpRequest, of: int) -> HeadPart:
        actions, notices = [], []
        for kind in (each for each in procedure_kinds() if place in each.places):
            model: Any = kind.model
            subject = model.objects.filter(pk=of).first()
            case = latest_case(kind.key, subject) if subject else None
            if case:
                actions.append(Action(f"看办件 {case.number}", record_url(case)))
            if case and case.ended_at is None:
                notices.append(f"“{kind.title}”正在办理（{case.number}）：{waits_at(case)}")
                continue
            if case and case.outcome == "refused":
                notices.append(f"“{kind.title}”没有通过（{case.number}）：{case.end_name}")
            if subject and _may_begin(request, kind, subject):
                actions.append(Action(f"送审：{kind.title}", reverse("case-start", args=[kind.key, of])))
        return HeadPart(actions=tuple(actions), notices=tuple(notices))

    return part


def _may_begin(request: HttpRequest, kind: ProcedureKind, subject: Any) -> bool:
    actor = actor_of(request)
    return actor.may(kind.permission) and published(kind.key) is not None and not list(kind.problems_of(actor, subject))


HEADS: tuple[object, ...] = tuple(
    HeadContribution(place, _part(place)) for place in ("plan", "household", "estimate", "rule-version")
)
