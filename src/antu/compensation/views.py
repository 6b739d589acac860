"""Papers as PDF: the computation sheet of what stands, of a version, of an estimate; the card; whole projects."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from antu.compensation.documents import (
    PrintedSheet,
    card_pdf,
    determined_card,
    determined_sheet,
    estimated_card,
    estimated_sheet,
    sheet_pdf,
)
from antu.compensation.documents.batch import MAKINGS, Paper, batch_pdf
from antu.compensation.models import Determination
from antu.compensation.selectors import assumed_signing_day, estimate, standing_determination
from antu.households.models import Household
from antu.platform.pages import actor_of, page, pdf_response
from antu.projects.models import Project


@page("register.view")
def standing_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that stands; an estimate for today while the household is unsigned."""
    household = _household(request, pk)
    standing = standing_determination(household)
    if standing:
        return _pdf(request, household, determined_sheet(standing))
    return _estimated(request, household, timezone.localdate())


@page("register.view")
def version_pdf(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The sheet of one version, superseded or not."""
    household = _household(request, pk)
    determination = get_object_or_404(Determination, household=household, version=version)
    return _pdf(request, household, determined_sheet(determination))


@page("register.view")
def estimate_pdf(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The sheet of an estimate for a day; a signed household has none."""
    household = _household(request, pk)
    if standing_determination(household):
        raise Http404("a signed household is determined, not estimated")
    try:
        return _estimated(request, household, date.fromisoformat(day))
    except ValueError as error:
        raise Http404(day) from error


@page("register.view")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card that the family keeps; of an unsigned one, of the estimate for today or for the day in the URL."""
    household = _household(request, pk)
    standing = standing_determination(household)
    if standing:
        standing.household = household
        printed = determined_card(standing)
    else:
        day = _estimated_on(request, household)
        printed = estimated_card(household, estimate(household, day), day)
    pdf = card_pdf(printed, actor_of(request).name, timezone.now())
    return pdf_response(pdf, f"明白卡-{household.code}.pdf")


@page("register.view")
def project_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of the project's households (of the keys ``row`` only) in one document."""
    return _batch(request, pk, Paper.SHEETS)


@page("register.view")
def project_cards(request: HttpRequest, pk: int) -> HttpResponse:
    """The cards of the project's households (of the keys ``row`` only) in one document."""
    return _batch(request, pk, Paper.CARDS)


def _estimated_on(request: HttpRequest, household: Household) -> date:
    """The day in the URL (``as_if``); without one today, or the first signing day if that is later."""
    try:
        return date.fromisoformat(request.GET.get("as_if", ""))
    except ValueError:
        return assumed_signing_day(household.project, timezone.localdate())


def _estimated(request: HttpRequest, household: Household, day: date) -> HttpResponse:
    return _pdf(request, household, estimated_sheet(household, estimate(household, day), day))


def _household(request: HttpRequest, pk: int) -> Household:
    return get_object_or_404(Household.objects.seen_by(actor_of(request)).select_related("project"), pk=pk)


def _pdf(request: HttpRequest, household: Household, printed: PrintedSheet) -> HttpResponse:
    pdf = sheet_pdf(printed, actor_of(request).name, timezone.now())
    return pdf_response(pdf, f"计算书-{household.code}.pdf")


def _batch(request: HttpRequest, pk: int, paper: Paper) -> HttpResponse:
    actor = actor_of(request)
    project = get_object_or_404(Project.objects.seen_by(actor), pk=pk)
    chosen = [int(key) for key in request.GET.getlist("row") if key.isdecimal()]
    pdf = batch_pdf(actor, project, paper, timezone.now(), chosen or None)
    return pdf_response(pdf, f"{MAKINGS[paper].title}-{project.code or project.name}.pdf")
