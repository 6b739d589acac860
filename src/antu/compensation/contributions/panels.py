"""What compensation shows on the pages of households and projects."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.compensation.contributions.shown import ShownCompensation, shown_compensation
from antu.compensation.documents import PrintedSheet, notice_of, pack_of
from antu.compensation.models import Determination, DeterminationLine
from antu.compensation.selectors import try_household
from antu.compensation.selectors.reviews import review_of, reviewed_among
from antu.compensation.selectors.totals import (
    has_samples,
    payable_by_household,
    payable_by_project,
    payable_total,
    totals_by_category,
    unofficial_packs,
    with_owed,
)
from antu.compensation.tables import (
    change_table,
    estimate_table,
    member_table,
    move_table,
    payable_cell,
    value_table,
    version_table,
)
from antu.households.selectors import TrialOffer, TriedHousehold
from antu.households.selectors.register_list import listed_households
from antu.households.selectors.rungs import SIGNED_AT_ALL
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.clause_links import ClauseLinks, clause_links
from antu.platform.display import Action, Cell, Chip, Column, KeyFigure, Kind, Tone
from antu.platform.listing import ListColumns, by
from antu.platform.pages import actor_of
from antu.platform.panels import HeadContribution, HeadPart, Panel
from antu.platform.papers import Paper, PaperOffer
from antu.platform.records import RecordKind
from antu.platform.wording import UNKNOWN, with_sign

#: Derived values that lead a household's page; packs share these names where they mean the same.
LEADING: Final = ("resettlement_population", "legal_area_m2")
_REVIEWED: Final = Column("审核")
_PAYABLE: Final = Column("应付合计", "元", Kind.NUMBER)
_UNSIGNED: Final = "尚未签约，没有核定；测算见户页"


def household_head(request: HttpRequest, pk: int) -> HeadPart:
    """Marks, the notice of a pack that is not official, what is payable, and the sheet on paper."""
    shown = shown_compensation(request, pk)
    printed = shown.printed
    if printed is None:
        return HeadPart()
    reviewed = (reviewed_chip(pk),) if shown.chosen else ()
    word = printed.total_label if shown.chosen else f"测算{printed.total_label}"
    return HeadPart(
        chips=(*printed.origin_marks, *reviewed),
        actions=(
            Action("打印明白卡", _card_url(shown), opens_new=True),
            Action("打印计算书（PDF）", _pdf_url(shown), is_primary=True, opens_new=True),
        ),
        notices=(printed.notice,) if printed.notice else (),
        figures=(*_counted(printed), KeyFigure(word, printed.payable, "元", "#sheet")),
    )


def reviewed_chip(household: int) -> Chip:
    """Whether the determination that stands has passed its review."""
    review = review_of(household)
    if review is None:
        return Chip("核定未审核", Tone.DUE, title="现行的这一版核定还没有经“补偿核定审核”流程审核通过")
    return Chip("已审核", Tone.DONE, title=f"{review.reviewed_on} 审核通过")


def _counted(printed: PrintedSheet) -> tuple[KeyFigure, ...]:
    """The values between facts and money that people ask for first, where the lines rest on them."""
    leading = (value for name in LEADING for value in printed.values if value.name == name)
    return tuple(KeyFigure(value.label, value.result, url="#sheet") for value in leading)


def eligibility_panel(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """Who is resettled, by which rule; nothing for subjects whose pack counts nobody."""
    printed = shown_compensation(request, pk).printed
    return {"table": member_table(printed.members, _links(request, printed))} if printed and printed.members else None


def _links(request: HttpRequest, printed: PrintedSheet) -> ClauseLinks:
    """Where the clauses of the sheet can be read; none of a pack that is no longer on the shelf."""
    return clause_links(actor_of(request), printed.pack, printed.cited) if printed.pack else {}


def estimates_panel(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """What an unsigned household would be owed, by the day of signing."""
    shown = shown_compensation(request, pk)
    if not shown.estimates:
        return None
    return {
        "table": estimate_table(shown.household, shown.estimates, timezone.localdate()),
        "household": shown.household,
        "refusal": shown.refusal,
    }


def sheet_panel(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The computation sheet, or why there is none."""
    shown = shown_compensation(request, pk)
    if shown.printed is None:
        return {"shown": shown}
    values = value_table(shown.printed.values)
    links = _links(request, shown.printed)
    clauses = dict.fromkeys(link for words in shown.printed.cited for link in links.get(words, ()) if link.url)
    context = {"shown": shown, "printed": shown.printed, "values": values, "clauses": list(clauses)}
    return {**context, "pdf_url": _pdf_url(shown)}


def versions_panel(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """All versions, and what moved in the one shown."""
    shown = shown_compensation(request, pk)
    if not shown.versions:
        return None
    context: dict[str, Any] = {"versions": version_table(shown.versions), "chosen": shown.chosen}
    if shown.comparison:
        context |= {"moves": move_table(shown.comparison), "changes": change_table(shown.comparison, shown.pack)}
    return context


def _pdf_url(shown: ShownCompensation) -> str:
    pk = shown.household.pk
    if shown.chosen is None:
        return reverse("estimate-pdf", args=[pk, shown.estimated_on])
    return reverse("determination-pdf", args=[pk, shown.chosen.version])


def _card_url(shown: ShownCompensation) -> str:
    address = reverse("card-pdf", args=[shown.household.pk])
    return address if shown.chosen else f"{address}?as_if={shown.estimated_on}"


def household_notices(actor: Actor, households: Any) -> tuple[str, ...]:
    """The notices of the packs, not official, under which these households are determined."""
    return tuple(notice_of(ref, pack_of(ref)) for ref in unofficial_packs(actor, household__in=households.values("pk")))


def project_notices(actor: Actor, projects: Any) -> tuple[str, ...]:
    """The same of all households of these projects."""
    return tuple(notice_of(ref, pack_of(ref)) for ref in unofficial_packs(actor, household__project__in=projects))


def home_head(request: HttpRequest, _year: int) -> HeadPart:
    """The notices under which the amounts of the home page were computed, for who sees them there."""
    actor = actor_of(request)
    if not actor.may("settlement.view") or actor.reach.town:
        return HeadPart()
    return HeadPart(notices=tuple(notice_of(ref, pack_of(ref)) for ref in unofficial_packs(actor)))


def project_head(request: HttpRequest, pk: int) -> HeadPart:
    """What the project's signed subjects are owed, with the notices under which that was computed."""
    actor = actor_of(request)
    if not actor.may("register.view"):
        return HeadPart()
    payable = payable_by_project(actor, [pk]).get(pk)
    figures = (KeyFigure("应付合计", payable.grouped(), "元", "#totals"),) if payable else ()
    return HeadPart(notices=project_notices(actor, [pk]), figures=figures)


def project_papers(request: HttpRequest, pk: int) -> tuple[Paper, ...]:
    """The papers of all households of the project, in one document each."""
    actor = actor_of(request)
    if not actor.may("register.view") or not listed_households(actor, pk).exists():
        return ()
    about = "全部户合成一份，每户另起一页；没有签约的标“测算”"
    return (
        Paper("批量打印计算书", reverse("project-papers", args=[pk, "sheets"]), "PDF", about),
        Paper("批量打印明白卡", reverse("project-papers", args=[pk, "cards"]), "PDF", f"{about}，给群众留存"),
    )


def project_panel(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What the project's signed subjects are owed, by category; estimates are outside."""
    actor = actor_of(request)
    totals = totals_by_category(actor, pk)
    samples = "，含示例户" if has_samples(actor, pk) else ""
    return {
        "figures": [
            KeyFigure(
                "应付合计", totals["payable"].grouped(), "元", _determined_url(pk), f"已签约户的现行核定{samples}"
            ),
            KeyFigure("其中：户", totals["household"].grouped(), "元"),
            KeyFigure("其中：集体", totals["collective"].grouped(), "元"),
            KeyFigure("单列", totals["separate"].grouped(), "元", note="如社会保障费，不在应付内"),
        ]
    }


def trial_context(tried: TriedHousehold, today: date) -> dict[str, Any]:
    """What saving a household as it is typed would make of its amount, beside the one that stands."""
    trial = try_household(tried, today)
    comparison = trial.comparison
    context: dict[str, Any] = {"trial": trial, "comparison": comparison}
    if comparison:
        context["difference"] = with_sign(comparison.after - comparison.before)
        context["moves"] = move_table(comparison)
        context["changes"] = change_table(comparison, trial.pack)
    return context


def payable_cells(actor: Actor, households: Any) -> dict[int, tuple[Cell, ...]]:
    """What each household is owed by its standing determination."""
    payable = payable_by_household(actor, households)
    unsigned = (Cell(UNKNOWN, title=_UNSIGNED),)
    return {pk: (payable_cell(payable[pk]),) if pk in payable else unsigned for pk in households}


def reviewed_cells(_actor: Actor, households: Any) -> dict[int, tuple[Cell, ...]]:
    """Whether each household's standing determination has passed its review."""
    passed, waits = Cell(chips=(Chip("已审核", Tone.DONE),)), Cell(UNKNOWN, title="核定没有审核通过")
    reviewed = reviewed_among(households)
    return {pk: (passed if pk in reviewed else waits,) for pk in households}


def no_total(_actor: Actor, _households: Any) -> tuple[Cell, ...]:
    """Nothing is added up."""
    return (Cell(),)


def payable_totals(actor: Actor, households: Any) -> tuple[Cell, ...]:
    """What all of them are owed."""
    return (Cell(payable_total(actor, households.values("pk")).grouped()),)


def project_cells(actor: Actor, projects: Any) -> dict[int, tuple[Cell, ...]]:
    """What the signed subjects of each project are owed."""
    payable = payable_by_project(actor, projects)
    cells = {pk: Cell(amount.grouped(), url=_determined_url(pk)) for pk, amount in payable.items()}
    return {pk: (cells.get(pk, Cell(UNKNOWN)),) for pk in projects}


def _determined_url(project: int) -> str:
    """The signed subjects of a project: those that have a determination."""
    return f"{reverse('project-households', args=[project])}?state={SIGNED_AT_ALL[0]}"


def project_totals(actor: Actor, projects: Any) -> tuple[Cell, ...]:
    """What the signed subjects of all these projects are owed."""
    return (Cell(Money.total(payable_by_project(actor, projects).values()).grouped()),)


#: The signed by what they are owed; only one determination of a household stands.
BY_PAYABLE: Final = by("owed__payable_fen", beside=with_owed)

PANELS: tuple[object, ...] = (
    HeadContribution("household", household_head),
    HeadContribution("home", home_head),
    HeadContribution("project", project_head),
    PaperOffer("project", project_papers),
    Panel("household", "eligibility", "安置资格认定", "antu/table.html", eligibility_panel),
    Panel("household", "estimates", "测算", "compensation/estimates.html", estimates_panel),
    Panel("household", "sheet", "计算书", "compensation/sheet.html", sheet_panel),
    Panel("household", "versions", "核定版次", "compensation/versions.html", versions_panel),
    TrialOffer("compensation/trial.html", trial_context),
    Panel("project", "totals", "补偿核定", "antu/strip.html", project_panel, "register.view"),
    ListColumns(
        "households", (_PAYABLE,), payable_cells, payable_totals, household_notices, ("payable",), (BY_PAYABLE,)
    ),
    ListColumns("households", (_REVIEWED,), reviewed_cells, no_total, keys=("reviewed",)),
    ListColumns("projects", (_PAYABLE,), project_cells, project_totals, project_notices, ("payable",)),
    RecordKind(Determination, ("register.view",), leads_to="household"),
    RecordKind(DeterminationLine, ("register.view",), leads_to="determination"),
)
