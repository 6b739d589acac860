"""The list of simulations, and the list of a simulation's subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse

from antu.households.models import SubjectKind
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Tone
from antu.platform.links import record_url, url_of
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by, choice_filter, text_filter
from antu.platform.wording import UNKNOWN, day_text, fen_text, moment_text, with_sign
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.tables.results import VERDICTS, counted_words, grouped, signed

_CHIPS: Final = {"gain": Chip("增加", Tone.DONE), "lose": Chip("减少", Tone.STOPPED), "same": Chip("不变")}
#: Which subjects are meant by each word of the filter.
_WHO: Final[Mapping[str, Q]] = {
    "gain": Q(change_fen__gt=0),
    "lose": Q(change_fen__lt=0),
    "same": Q(change_fen=0),
    "refused": Q(change_fen=None),
    "sheets": ~Q(sheets={}),
}
_WORDS: Final = (*VERDICTS.items(), ("refused", "没有计入"), ("sheets", "变化最大的二十户"))


def simulation_listing() -> Listing:
    """Simulations, the newest first."""
    return Listing(
        "simulations",
        "政策测算",
        (
            ListColumn("pack", Column("拟用办法", kind=Kind.LONG), _pack_cell, by("pack")),
            ListColumn("against", Column("对照办法", kind=Kind.LONG), lambda each: Cell(each.against), by("against")),
            ListColumn("scope", Column("范围", kind=Kind.LONG), lambda each: Cell(each.scope_words)),
            ListColumn("signed", Column("假定签约日", is_day=True), lambda each: Cell(day_text(each.signed_on))),
            ListColumn(
                "households",
                Column("计入"),
                lambda each: Cell(counted_words(each.result), note=_left_out(each)),
            ),
            ListColumn("total", Column("拟用合计", "元", Kind.NUMBER), _total_cell),
            ListColumn(
                "difference",
                Column("增减", "元", Kind.NUMBER),
                lambda each: Cell(signed(each.totals["difference"])),
            ),
            ListColumn("at", Column("测算时间"), lambda each: Cell(moment_text(each.at)), by("at")),
            ListColumn("by", Column("测算人"), lambda each: Cell(each.by_name), by("by_name")),
        ),
        Empty(
            "还没有测算过。选两个办法，或改动一个办法的标准，在台账上逐户比较。", "开始测算", reverse("simulation-new")
        ),
        counter="次",
        is_picked=False,
    )


def _pack_cell(each: Simulation) -> Cell:
    return Cell(each.pack_words, record_url(each))


def _left_out(each: Simulation) -> str:
    count = each.result["refused_households"]
    return f"{count} 户没有计入" if count else ""


def _total_cell(each: Simulation) -> Cell:
    scaled = each.scaled
    return Cell(grouped(each.totals["pack"]), note=f"推算到 {scaled['households']} 户" if scaled else "")


def simulation_filters(request: HttpRequest) -> list[Filter]:
    """Which pack, by whom."""
    return [text_filter(request, "q", "办法、范围或测算人")]


def matching(simulations: QuerySet[Simulation], filters: Iterable[Filter]) -> QuerySet[Simulation]:
    """Those that the filters let through."""
    (words,) = (each.value for each in filters)
    if not words:
        return simulations
    named = Q(pack__icontains=words) | Q(against__icontains=words)
    return simulations.filter(named | Q(scope_words__icontains=words) | Q(by_name__icontains=words))


def subject_listing(simulation: Simulation) -> Listing:
    """The subjects of a simulation: both amounts, or why there are none."""

    def url(each: SimulatedSubject) -> str:
        if each.sheets:
            return reverse("simulation-subject", args=[simulation.pk, each.pk])
        return url_of("households.Household", each.household_id) if each.household_id else ""

    return Listing(
        "simulated",
        "测算的户",
        (
            ListColumn("subject", Column("户", kind=Kind.LONG), lambda each: Cell(str(each), url(each)), by("subject")),
            ListColumn("project", Column("项目", kind=Kind.LONG), lambda each: Cell(each.project), by("project")),
            ListColumn("town", Column("镇街"), lambda each: Cell(each.town or UNKNOWN), by("town")),
            ListColumn("kind", Column("类别"), lambda each: Cell(each.get_kind_display()), by("kind"), is_shown=False),
            ListColumn("signed", Column("签约日"), _signed_cell, by("signed_on")),
            ListColumn("pack", Column("拟用办法", "元", Kind.NUMBER), lambda each: _fen(each.pack_fen), by("pack_fen")),
            ListColumn(
                "against", Column("对照办法", "元", Kind.NUMBER), lambda each: _fen(each.against_fen), by("against_fen")
            ),
            ListColumn("change", Column("增减", "元", Kind.NUMBER), _change_cell, by("change_fen")),
            ListColumn("verdict", Column("结论"), _verdict_cell),
            ListColumn("why", Column("没有计入的原因", kind=Kind.LONG), _why_cell),
        ),
        Empty("没有户。"),
        counter="户",
        totals=_totals,
        url_of=url,
        is_picked=False,
        is_saved=False,
    )


def _signed_cell(each: SimulatedSubject) -> Cell:
    return Cell(day_text(each.signed_on), chips=() if each.is_signed else (Chip("假定"),))


def _fen(fen: int | None) -> Cell:
    return Cell(UNKNOWN, title="没有计入") if fen is None else Cell(fen_text(fen))


def _change_cell(each: SimulatedSubject) -> Cell:
    return Cell(UNKNOWN) if each.change_fen is None else Cell(with_sign(Money(each.change_fen)))


def _verdict_cell(each: SimulatedSubject) -> Cell:
    if each.change_fen is None:
        return Cell(chips=(Chip("没有计入", Tone.DUE),))
    side = "same" if not each.change_fen else "gain" if each.change_fen > 0 else "lose"
    return Cell(chips=(_CHIPS[side],))


def _why_cell(each: SimulatedSubject) -> Cell:
    said = tuple(f"{reason['message']}（{reason['pack']}）" for reason in each.problems)
    if not said:
        return Cell("")
    return Cell(said[0]) if len(said) == 1 else Cell(f"{len(said)} 条原因", more=said)


def _totals(_actor: Actor, found: QuerySet[SimulatedSubject]) -> Mapping[str, Cell]:
    names = {"pack": "pack_fen", "against": "against_fen"}
    sums = found.aggregate(change=Sum("change_fen"), **{key: Sum(name) for key, name in names.items()})
    shown = {key: Cell(fen_text(sums[key] or 0)) for key in names}
    return {**shown, "change": Cell(with_sign(Money(sums["change"] or 0)))}


def subject_filters(request: HttpRequest, simulation: Simulation) -> list[Filter]:
    """Whose, where, and how it fares."""
    towns = [each["town"] for each in simulation.result["towns"] if each["town"]]
    return [
        text_filter(request, "q", "户编号、户主或项目"),
        choice_filter(request, "who", "结论", _WORDS),
        choice_filter(request, "town", "镇街", [(town, town) for town in towns]),
        choice_filter(request, "kind", "类别", SubjectKind.choices),
    ]


def matching_subjects(found: QuerySet[Any], filters: Iterable[Filter]) -> QuerySet[Any]:
    """Those that the filters let through."""
    words, who, town, kind = (each.value for each in filters)
    if words:
        found = found.filter(Q(subject__icontains=words) | Q(name__icontains=words) | Q(project__icontains=words))
    if who:
        found = found.filter(_WHO[who])
    if town:
        found = found.filter(town=town)
    return found.filter(kind=kind) if kind else found
