"""The computation sheet as PDF: of the standing determination, of one version, of an estimate."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from antu.compensation.documents import PrintedSheet, determined_sheet, estimated_sheet, sheet_pdf
from antu.compensation.models import Determination
from antu.compensation.selectors import estimate, standing_determination
from antu.households.models import Household
from antu.platform.pages import actor_of, page


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


def _estimated(request: HttpRequest, household: Household, day: date) -> HttpResponse:
    return _pdf(request, household, estimated_sheet(household, estimate(household, day), day))


def _household(request: HttpRequest, pk: int) -> Household:
    return get_object_or_404(Household.objects.seen_by(actor_of(request)).select_related("project"), pk=pk)


def _pdf(request: HttpRequest, household: Household, printed: PrintedSheet) -> HttpResponse:
    response = HttpResponse(
        sheet_pdf(printed, actor_of(request).name, timezone.localdate()), content_type="application/pdf"
    )
    shown = content_disposition_header(as_attachment=False, filename=f"计算书-{household.code}.pdf")
    response["Content-Disposition"] = str(shown)
    return response
