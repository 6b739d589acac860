"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.households.contributions.progress import on_rungs, progress_of_project, remaining_of, villages_of
from antu.households.contributions.words import row_words
from antu.households.domain.state import HouseholdState
from antu.households.models import (
    Building,
    Crop,
    Decoration,
    ExtraRow,
    Fixture,
    Grave,
    Household,
    Parcel,
    Person,
)
from antu.households.selectors.register_list import (
    counts_by_project,
)
from antu.households.selectors.rungs import SIGNED_AT_ALL
from antu.households.tables.register_list import household_list
from antu.platform.actor import Actor
from antu.platform.attachments.holders import FileHolder
from antu.platform.display import Action, Cell, Column, KeyFigure, Kind
from antu.platform.listing import ListColumns, list_context
from antu.platform.pages import actor_of
from antu.platform.panels import HeadContribution, HeadPart, Panel
from antu.platform.records import RecordKind
from antu.projects.models import Project
from antu.projects.selectors import ProjectState, project_on


def households_of_project(request: HttpRequest, project: int) -> dict[str, Any] | None:
    """The project's households: the list with its filters."""
    found = Project.objects.seen_by(actor_of(request)).filter(pk=project).first()
    if found is None:
        return None
    asked = household_list(request, found, anchor="households")
    return dict(list_context(asked))


def project_cells(actor: Actor, projects: Any) -> dict[int, tuple[Cell, ...]]:
    """Households and signed ones of each project; each number leads to them."""
    counts = counts_by_project(actor, projects)
    return {project: tuple(_counted(project, *counts.get(project, (0, 0)))) for project in projects}


def _counted(project: int, subjects: int, signed: int) -> Iterable[Cell]:
    listed = reverse("project-households", args=[project])
    yield Cell(str(subjects), url=listed if subjects else "")
    yield Cell(str(signed), url=f"{listed}?state={SIGNED_AT_ALL[0]}" if signed else "")


def project_totals(actor: Actor, projects: Any) -> tuple[Cell, ...]:
    """Households and signed ones of all these projects."""
    counts = counts_by_project(actor, projects).values()
    return (Cell(str(sum(all_of for all_of, _ in counts))), Cell(str(sum(signed for _, signed in counts))))


def project_head(request: HttpRequest, project: int) -> HeadPart:
    """How many subjects the project has, and how many have signed."""
    actor = actor_of(request)
    if not actor.may("register.view"):
        return HeadPart()
    villages = villages_of(request, project)
    counts = on_rungs(villages)
    subjects, left = sum(counts.values()), remaining_of(villages)
    remaining = f"{reverse('remaining')}?project={project}"
    listed = reverse("project-households", args=[project])
    signed = subjects - counts[HouseholdState.UNSIGNED]
    figures = (
        KeyFigure("在册户", str(subjects), "户", "#households", "含村组集体"),
        KeyFigure("已签约", str(signed), "户", f"{listed}?state={SIGNED_AT_ALL[0]}" if signed else "", "含已交房"),
        KeyFigure(
            "剩余户",
            str(left),
            "户",
            remaining if left else "",
            "未交房，不含村组集体",
        ),
    )
    notices = _doubts(project, left) if left else ()
    return HeadPart(notices=notices, figures=figures if subjects else (), actions=_entering(actor, project))


def _doubts(project: int, left: int) -> tuple[str, ...]:
    """A completed project has no household left; where it has, one of the two is wrong."""
    state = project_on(Project.objects.get(pk=project), timezone.localdate()).state
    words = f"项目状态是“完成”，台账里还有 {left} 户没有交房。请核对“项目事件”，或给已交房的户登记腾地日。"
    return (words,) if state is ProjectState.DONE else ()


def _entering(actor: Actor, project: int) -> tuple[Action, ...]:
    """The ways to enter a subject by hand, where a pack says what is registered."""
    has_pack = Project.objects.standing().filter(pk=project).exclude(pack_id="")
    if not actor.may("register.edit") or not has_pack.exists():
        return ()
    path = reverse("household-enter", args=[project])
    return (Action("登记新户", path), Action("登记村/组集体", f"{path}?kind=collective"))


def parts_of(household: Household) -> list[str]:
    """What of a household a photograph may show: each of its buildings."""
    return [f"房屋 {no}" for no in household.buildings.standing().values_list("no", flat=True)]


_BROWSED = (Household, Person, Building, Decoration, Fixture, Crop, Grave, Parcel, ExtraRow)

PANELS: tuple[object, ...] = (
    HeadContribution("project", project_head),
    Panel("project", "progress", "进度", "households/progress_panel.html", progress_of_project, "register.view"),
    Panel("project", "households", "台账", "antu/listing.html", households_of_project, "register.view"),
    ListColumns(
        "projects",
        (Column("户数", kind=Kind.NUMBER), Column("已签约", "户", Kind.NUMBER)),
        project_cells,
        project_totals,
        keys=("households", "signed"),
    ),
    FileHolder(Household, parts=parts_of),
    *(RecordKind(model, ("register.view",), row_words(model)) for model in _BROWSED),
)
