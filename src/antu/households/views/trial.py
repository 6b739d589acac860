"""What saving would make of the amounts, computed while a household is typed. Nothing is written."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from antu.households.domain.typed import TypedHousehold, TypedReading
from antu.households.selectors import TrialOffer, TriedHousehold
from antu.households.selectors.editing import read_household
from antu.households.tables.typed_form import named_problem
from antu.households.views.edit_page import EditPage, new_page, opened_page
from antu.kernel.errors import AntuError
from antu.platform.contributions import collected
from antu.platform.pages import actor_of, page

TRIED: Final = "try"
"""The name of the button 试算."""


@page("register.edit", methods=("POST",))
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """The amounts of a registered household as it is typed: a part of its page."""
    return _answer(opened_page(request, pk))


@page("register.edit", methods=("POST",))
def new_trial(request: HttpRequest, project: int) -> HttpResponse:
    """The amounts of a household that is being entered."""
    return _answer(new_page(request, project))


def _answer(at_work: EditPage) -> HttpResponse:
    _, typed, _ = at_work.sent()
    return HttpResponse(drawn_trial(at_work, typed))


def drawn_trial(at_work: EditPage, typed: TypedHousehold) -> SafeString:
    """What the typed household would be owed beside what stands, or why that cannot be told yet."""
    reading = read_household(actor_of(at_work.request), at_work.project, at_work.household, typed, at_work.layout)
    refusal, offers = "", []
    if reading.subject is not None:
        tried = TriedHousehold(at_work.project, at_work.household, reading.subject)
        try:
            offers = [_drawn(offer, tried) for offer in collected(TrialOffer)]
        except AntuError as refused:
            refusal = "；".join(each.message for each in refused.problems)
    context = {
        "errors": [named_problem(each, reading) for each in reading.errors],
        "warnings": _warnings(reading),
        "offers": offers,
        "refusal": refusal,
    }
    return render_to_string("households/trial.html", context, at_work.request)


def _warnings(reading: TypedReading) -> list[str]:
    return [named_problem(each, reading) for each in reading.warnings]


def _drawn(offer: TrialOffer, tried: TriedHousehold) -> SafeString:
    return render_to_string(offer.template, dict(offer.context(tried, timezone.localdate())))
