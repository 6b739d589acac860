"""Which pack computes a project, and why; estimates, which nothing stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from antu.compensation.domain.tiers import ladders_of_derived, last_days
from antu.households.models import Household
from antu.households.selectors import facts_of
from antu.kernel.errors import BadInput, Problem
from antu.organisations.selectors import reporting_centre
from antu.policy import BadFacts, Computation, Pack, PackShelf, compute, read_facts
from antu.policy.pack import REGIMES
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf


@dataclass(frozen=True, slots=True)
class PackChoice:
    """The pack of a project's new determinations; ``why`` in words, ``warning`` empty when all fits."""

    pack: Pack
    why: str
    warning: str


@dataclass(frozen=True, slots=True)
class DayEstimate:
    """What a subject would be owed if it signed on a day; ``tier`` names the reward whose tier ends on it, if any."""

    day: date
    tier: str
    computation: Computation


def choose_pack(project: Project, shelf: PackShelf | None = None) -> PackChoice:
    """The pack of the project's new determinations, and why.

    A project names its pack; the notice date selects the version. One that names none gets the pack that regime,
    district and notice date select. Raises BadInput (``P-NO-PACK``) where nothing selects one.
    """
    shelf = shelf or pack_shelf()
    if not project.pack_id:
        return _chosen_for(project, shelf)
    pack = shelf.in_force(project.pack_id, project.notice_on)
    notice = f"按公告日 {project.notice_on} " if project.notice_on else "公告日未填，"
    reach = f"{REGIMES[pack.regime]}，{pack.jurisdiction.label}，{pack.valid_from} 起"
    warning = _misfit(project, pack)
    why = f"项目写明适用《{pack.title}》（{reach}），{notice}取版本 {pack.name}"
    return PackChoice(pack, f"{why}（注意：{warning}）" if warning else why, warning)


def _chosen_for(project: Project, shelf: PackShelf) -> PackChoice:
    district = reporting_centre().district_code
    if not (project.land and project.notice_on and district):
        message = f"项目「{project}」没有写明适用办法，也缺少土地性质、公告日或本区的行政区划代码，不能据以选择；请补填"
        raise BadInput(Problem("P-NO-PACK", message))
    pack, why = shelf.choose(project.land, district, project.notice_on)
    return PackChoice(pack, why, "")


def estimate(household: Household, as_if_signed_on: date, pack: Pack | None = None) -> Computation:
    """What the subject would be owed if it signed on that day (测算); computed when asked, never stored.

    By the project's pack unless another is given. Raises BadFacts where the pack refuses the facts on that day.
    """
    pack = pack or choose_pack(household.project).pack
    return compute(pack, read_facts(pack, facts_of(household, pack), signed_on=as_if_signed_on))


def assumed_signing_day(project: Project, today: date) -> date:
    """The day on which an unsigned subject is taken to sign: today, or the first signing day if that is later."""
    return max(today, project.sign_start_on or today)


def estimates_by_tier(household: Household, today: date) -> tuple[DayEstimate, ...]:
    """Estimates for today (the first signing day, if that is later) and the last day of each reward tier, by day."""
    pack = choose_pack(household.project).pack
    start = assumed_signing_day(household.project, today)
    now, next_day = (estimate(household, day, pack) for day in (start, start + timedelta(days=1)))
    tiers = {start: ""}
    for ladder, name in ladders_of_derived(pack):
        value = Decimal(now.derived[name])
        if Decimal(next_day.derived[name]) - value == 1:  # it counts the days of signing
            tiers |= dict.fromkeys(last_days(ladder, value, start), ladder.label)
    return tuple(DayEstimate(day, tiers[day], estimate(household, day, pack)) for day in sorted(tiers))


def estimate_or_refusal(
    household: Household, as_if_signed_on: date, pack: Pack | None = None
) -> Computation | BadFacts:
    """As :func:`estimate`, for lists: a refusal is a value and stops no other; choose ``pack`` once a list."""
    try:
        return estimate(household, as_if_signed_on, pack)
    except BadFacts as refusal:
        return refusal


def _misfit(project: Project, pack: Pack) -> str:
    if project.land and project.land != pack.regime:
        return f"项目的土地性质与《{pack.title}》不同（该办法适用于{REGIMES[pack.regime]}）；请核对"
    if project.notice_on and not pack.holds_on(project.notice_on):
        until = f"至 {pack.valid_to}" if pack.valid_to else "起"
        return f"公告日 {project.notice_on} 不在《{pack.title}》的有效期内（{pack.valid_from} {until}）；请核对适用办法"
    district = reporting_centre().district_code
    if district and not district.startswith(pack.jurisdiction.code):
        return f"本区（{district}）不在《{pack.title}》的适用地区（{pack.jurisdiction.label}）；请核对适用办法"
    return ""
