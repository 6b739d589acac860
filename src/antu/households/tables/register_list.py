"""The list of households: its filters in the URL, its rows, totals of what is filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from antu.households.domain.state import HouseholdState, household_state
from antu.households.models import Circumstance, CircumstanceKind, Household, SubjectKind
from antu.households.selectors.register_list import (
    in_circumstance,
    in_state,
    listed_households,
    named,
    places,
    signed_between,
    that_signed,
    with_listed_columns,
)
from antu.households.selectors.remaining import written
from antu.households.selectors.rungs import RUNGS, SIGNED_AT_ALL, UNNAMED, UNNAMED_LABEL
from antu.households.selectors.state_counts import with_rungs
from antu.kernel.identity import mask_id_number, mask_phone
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import (
    AskedList,
    Empty,
    Filter,
    Found,
    ListColumn,
    Listing,
    by,
    choice_filter,
    day_filter,
    text_filter,
)
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.projects.models import Project

TONES: Final = {HouseholdState.SIGNED: Tone.GOING, HouseholdState.VACATED: Tone.DONE}
#: Columns that need a field of the table beside those that every list reads.
_FIELDS: Final = {
    "mode": "mode",
    "address": "address",
    "phone": "phone",
    "id-number": "id_number",
    "agreement": "agreement_no",
    "held": "held_reason",
    "note": "note",
}


def household_list(request: HttpRequest, project: Project | None = None, anchor: str = "") -> AskedList:
    """The households of all projects or of one, as the URL asks for them."""
    actor = actor_of(request)
    filters = household_filters(request, project.pk if project else None)
    found = filtered(listed_households(actor, project.pk if project else None), filters)
    address = reverse("project-households", args=[project.pk]) if project else ""
    return AskedList(request, _listing(actor, project), filters, found, address, anchor)


def household_filters(request: HttpRequest, project: int | None) -> list[Filter]:
    """Code or head, project (of all), state, 特殊情形, town, village; the rest is folded."""
    actor = actor_of(request)
    name = (text_filter(request, "project", "项目名称"),) if project is None else ()
    return [
        text_filter(request, "q", "户编号或户主"),
        *name,
        choice_filter(request, "state", "状态", _STATES),
        choice_filter(request, "circumstance", "特殊情形", CircumstanceKind.choices),
        choice_filter(request, "town", "镇街", _places(actor, project, "town")),
        choice_filter(request, "village", "村(居)", _places(actor, project, "village")),
        text_filter(request, "officer", "包户干部"),
        choice_filter(request, "kind", "对象类别", SubjectKind.choices),
        day_filter(request, "signed_from", "签约日自"),
        day_filter(request, "signed_to", "签约日至"),
    ]


_STATES: Final = (*((state.code, label) for state, label, _ in RUNGS), SIGNED_AT_ALL)


def _places(actor: Actor, project: int | None, field: str) -> list[tuple[str, str]]:
    return [*((place, place) for place in places(actor, project, field)), (UNNAMED, UNNAMED_LABEL)]


def filtered(households: QuerySet[Household], filters: Sequence[Filter]) -> QuerySet[Household]:
    """The households that all filters let through."""
    for each in filters:
        if each.value:
            households = _narrowed(households, each)
    return households


def _narrowed(households: QuerySet[Household], by_filter: Filter) -> QuerySet[Household]:  # noqa: PLR0911 - one a filter
    value = by_filter.value
    match by_filter.name:
        case "state":
            return (
                that_signed(households)
                if value == SIGNED_AT_ALL[0]
                else in_state(households, HouseholdState[value.upper()])
            )
        case "circumstance":
            return in_circumstance(households, value)
        case "q":
            return named(households, value)
        case "project":
            return households.filter(project__name__icontains=value)
        case "officer":
            return households.filter(officer__icontains=value)
        case "town" | "village":
            return written(households, by_filter.name, value)
        case "signed_from":
            return signed_between(households, first=date.fromisoformat(value))
        case "signed_to":
            return signed_between(households, last=date.fromisoformat(value))
    return households.filter(**{by_filter.name: value})


def _listing(actor: Actor, project: Project | None) -> Listing:
    with_project = (
        ListColumn("project", Column("项目", kind=Kind.LONG), _project_cell, by("project__name", "project_id")),
    )
    first, *others = _columns(in_clear=actor.may("personal.view"))
    entering = project is not None and bool(project.pack_id) and actor.may("register.edit")
    importing = actor.may("register.import")
    way = (
        ("登记第一户", reverse("household-enter", args=[project.pk]))
        if project and entering
        else ("导入台账工作簿", reverse("imports"))
        if importing
        else ("", "")
    )
    return Listing(
        "households",
        f"{project.name}户列表" if project else "户列表",
        (first, *(() if project else with_project), *others),
        Empty("还没有登记任何户，或者都不在您的查看范围内。", *way),
        counter="户",
        read=_read,
    )


def _read(found: Found, columns: frozenset[str]) -> Iterable[Any]:
    assert isinstance(found, QuerySet)  # noqa: S101 - the list is one of the database
    return with_listed_columns(found, [field for key, field in _FIELDS.items() if key in columns])


def _columns(*, in_clear: bool) -> tuple[ListColumn, ...]:
    return (
        ListColumn("code", Column("户编号"), _code_cell, by("code")),
        ListColumn("head", Column("户主"), lambda each: Cell(each.head_name), by("head_name")),
        ListColumn("place", Column("村组"), _place_cell, by("town", "village", "group")),
        ListColumn("state", Column("状态"), lambda each: Cell(chips=state_chips(each))),
        ListColumn("signed", Column("签约日", is_day=True), _signed_cell, by("signing__on", beside=with_rungs)),
        ListColumn(
            "vacated",
            Column("腾地日", kind=Kind.MINOR, is_day=True),
            _vacated_cell,
            by("vacating__on", beside=with_rungs),
        ),
        ListColumn(
            "officer",
            Column("包户干部", kind=Kind.MINOR),
            lambda each: Cell(each.officer or UNKNOWN, title="" if each.officer else "尚未指定包户干部"),
            by("officer"),
        ),
        *_further_columns(in_clear=in_clear),
    )


def _further_columns(*, in_clear: bool) -> tuple[ListColumn, ...]:
    """Columns that appear when they are chosen; personal numbers are masked unless the post may see them."""
    number = str if in_clear else mask_id_number
    phone = str if in_clear else mask_phone
    return (
        _further("town", "镇街", lambda each: each.town, by("town")),
        _further("kind", "对象类别", lambda each: each.get_kind_display(), by("kind")),
        replace(_further("id-number", "身份证号", lambda each: number(each.id_number)), is_whole_number=in_clear),
        replace(_further("phone", "联系电话", lambda each: phone(each.phone)), is_whole_number=in_clear),
        _further("address", "坐落", lambda each: each.address, by("address"), Kind.LONG),
        _further("mode", "安置方式", lambda each: each.mode, by("mode")),
        _further("agreement", "协议编号", lambda each: each.agreement_no, by("agreement_no")),
        _further("held", "滞留原因", lambda each: each.held_reason, kind=Kind.LONG),
        _further("note", "备注", lambda each: each.note, kind=Kind.LONG),
    )


def _further(key: str, label: str, text: Any, sort: Any = None, kind: Kind = Kind.TEXT) -> ListColumn:
    return ListColumn(key, Column(label, kind=kind), lambda each: Cell(text(each) or UNKNOWN), sort, is_shown=False)


def _code_cell(household: Any) -> Cell:
    return Cell(household.code, url=record_url(household), chips=marks(is_sample=household.is_sample))


def _project_cell(household: Any) -> Cell:
    return Cell(household.project.name, url=record_url(household.project))


def _place_cell(household: Any) -> Cell:
    return Cell(joined((household.village, household.group), ""))


def _signed_cell(household: Any) -> Cell:
    return Cell(day_text(household.day_signed), title="" if household.day_signed else "尚未签约")


def _vacated_cell(household: Any) -> Cell:
    return Cell(day_text(household.day_vacated), title="" if household.day_vacated else "尚未腾地")


def state_chips(household: Any) -> tuple[Chip, ...]:
    """The rung of the ladder, then every 特殊情形 still open; asks for a dated household."""
    state = household_state(household.day_signed, household.day_vacated)
    return (Chip(state.value, TONES.get(state, Tone.PLAIN)), *circumstance_chips(household))


def circumstance_chips(household: Any) -> tuple[Chip, ...]:
    """Every 特殊情形 still open, with its reason; 据台账 where a register said so."""
    return tuple(Chip(each.get_kind_display(), Tone.STOPPED, _why(each)) for each in household.open_circumstances)


def _why(circumstance: Circumstance) -> str:
    source = "据台账" if circumstance.from_register else ""
    return joined((f"自 {day_text(circumstance.from_on)}", source, circumstance.reason), "，")
