"""What a household's page shows of its compensation, worked out once for all of its panels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.utils import timezone

from antu.compensation.documents import Moved, PrintedSheet, determined_sheet, estimated_sheet, pack_of
from antu.compensation.models import Determination
from antu.compensation.selectors import (
    Comparison,
    DayEstimate,
    assumed_signing_day,
    compare_determinations,
    estimate,
    estimates_by_tier,
)
from antu.households.models import Household
from antu.kernel.errors import AntuError
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN
from antu.policy import Pack


@dataclass(frozen=True, slots=True)
class ShownCompensation:
    """Versions of a signed household, or estimates of an unsigned one, and the sheet that the URL asks for.

    ``refusal`` says why there is no sheet: with ``estimates``, it is the day asked for that cannot be computed, not the
    household. ``comparison`` is what moved in the version shown.
    """

    household: Household
    versions: tuple[Determination, ...] = ()
    chosen: Determination | None = None
    estimates: tuple[DayEstimate, ...] = ()
    printed: PrintedSheet | None = None
    estimated_on: str = ""
    comparison: Comparison | None = None
    refusal: str = ""

    @property
    def pack(self) -> Pack | None:
        """The pack that computed the sheet, for its labels."""
        return pack_of(self.printed.sheet.pack) if self.printed else None


_SHOWN: WeakKeyDictionary[HttpRequest, ShownCompensation] = WeakKeyDictionary()


def shown_compensation(request: HttpRequest, household: int) -> ShownCompensation:
    """What this request shows of the household."""
    if request not in _SHOWN:
        _SHOWN[request] = _work_out(request, household)
    return _SHOWN[request]


def _work_out(request: HttpRequest, pk: int) -> ShownCompensation:
    household = Household.objects.seen_by(actor_of(request)).select_related("project").get(pk=pk)
    versions = tuple(household.determinations.select_related("supersedes").order_by("-version"))
    asked = request.GET.get("version", "")
    standing = next((each for each in versions if each.is_standing), None)
    chosen = next((each for each in versions if str(each.version) == asked), standing)
    if chosen is None:
        return _unsigned(request, household, versions)
    chosen.household = household
    comparison = compare_determinations(chosen.supersedes, chosen) if chosen.supersedes else None
    printed = determined_sheet(chosen, _moved(comparison))
    return ShownCompensation(household, versions, chosen, printed=printed, comparison=comparison)


def _unsigned(request: HttpRequest, household: Household, versions: tuple[Determination, ...]) -> ShownCompensation:
    estimates: tuple[DayEstimate, ...] = ()
    try:
        today = timezone.localdate()
        estimates = estimates_by_tier(household, today)
        day = _asked_day(request) or assumed_signing_day(household.project, today)
        known = next((each.computation for each in estimates if each.day == day), None)
        computation = known or estimate(household, day)
    except AntuError as refused:
        refusal = "；".join(each.message for each in refused.problems)
        return ShownCompensation(household, versions, estimates=estimates, refusal=refusal)
    return ShownCompensation(
        household,
        versions,
        estimates=estimates,
        printed=estimated_sheet(household, computation, day),
        estimated_on=day.isoformat(),
    )


def _asked_day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("as_if", ""))
    except ValueError:
        return None


def _moved(comparison: Comparison | None) -> Moved:
    """The amounts before, of the lines that moved, as printed beside them."""
    lines = comparison.lines if comparison else ()
    return {(each.code, each.row): each.before.grouped() if each.before else UNKNOWN for each in lines}
