"""The list of households: its filters in the URL, its rows, totals of what is filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest

from antu.households.domain.state import HouseholdState, household_state
from antu.households.models import Circumstance, CircumstanceKind, Household
from antu.households.selectors.register_list import DatedHouseholds, in_circumstance, in_state, named, places
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import (
    Filter,
    ListColumns,
    added_cells,
    added_columns,
    added_totals,
    choice_filter,
    text_filter,
)
from antu.platform.pages import actor_of
from antu.platform.wording import day_text, joined

TONES: Final = {HouseholdState.SIGNED: Tone.GOING, HouseholdState.VACATED: Tone.DONE}
EMPTY: Final = "没有符合条件的户。可清空筛选条件；还没有台账时，请从「导入」导入台账工作簿。"
_COLUMNS: Final = (
    Column("户编号"),
    Column("户主"),
    Column("村组"),
    Column("状态"),
    Column("签约日"),
    Column("腾地日", kind=Kind.MINOR),
    Column("包户干部", kind=Kind.MINOR),
)


def state_code(state: HouseholdState) -> str:
    """The state as URLs name it."""
    return state.name.lower()


def household_filters(request: HttpRequest, project: int | None) -> list[Filter]:
    """Code or head, state, 特殊情形, town, village."""
    actor = actor_of(request)
    return [
        text_filter(request, "q", "户编号或户主"),
        choice_filter(request, "state", "状态", [(state_code(state), state.value) for state in HouseholdState]),
        choice_filter(request, "circumstance", "特殊情形", CircumstanceKind.choices),
        choice_filter(request, "town", "镇街", [(town, town) for town in places(actor, project, "town")]),
        choice_filter(
            request, "village", "村(居)", [(village, village) for village in places(actor, project, "village")]
        ),
    ]


def filtered(households: DatedHouseholds, filters: Sequence[Filter]) -> DatedHouseholds:
    """The households that all filters let through."""
    for each in filters:
        if each.value:
            households = _narrowed(households, each)
    return households


def _narrowed(households: DatedHouseholds, by: Filter) -> DatedHouseholds:
    if by.name == "state":
        return in_state(households, HouseholdState[by.value.upper()])
    if by.name == "circumstance":
        return in_circumstance(households, by.value)
    if by.name == "q":
        return named(households, by.value)
    return households.filter(**{by.name: by.value})


def household_table(
    actor: Actor, page: Sequence[Any], everything: DatedHouseholds, added: Sequence[ListColumns], *, with_project: bool
) -> Table:
    """A page of the list (rows of ``listed_households``), with totals of everything that the filters let through."""
    cells = added_cells(added, actor, [household.pk for household in page])
    rows = [_row(household, cells[household.pk], with_project=with_project) for household in page]
    project = (Column("项目", kind=Kind.LONG),) if with_project else ()
    columns = (*_COLUMNS[:2], *project, *_COLUMNS[2:], *added_columns(added))
    blanks = (Cell(),) * (len(_COLUMNS) + len(project) - 1)
    totals = (Cell("合计"), *blanks, *added_totals(added, actor, everything)) if added and rows else ()
    return Table(columns, rows, EMPTY, totals, "户列表")


def _row(household: Any, added: tuple[Cell, ...], *, with_project: bool) -> Row:
    url = record_url(household)
    project = household.project
    return Row(
        (
            Cell(household.code, url=url, chips=marks(is_sample=household.is_sample)),
            Cell(household.head_name),
            *((Cell(project.name, url=record_url(project)),) if with_project else ()),
            Cell(joined((household.village, household.group), "")),
            Cell(chips=state_chips(household)),
            Cell(day_text(household.day_signed), title="" if household.day_signed else "尚未签约"),
            Cell(day_text(household.day_vacated), title="" if household.day_vacated else "尚未腾地"),
            Cell(household.officer),
            *added,
        ),
        url,
    )


def state_chips(household: Any) -> tuple[Chip, ...]:
    """The rung of the ladder, then every 特殊情形 still open; asks for ``day_signed`` and ``day_vacated``."""
    state = household_state(household.day_signed, household.day_vacated)
    return (Chip(state.value, TONES.get(state, Tone.PLAIN)), *circumstance_chips(household))


def circumstance_chips(household: Household) -> tuple[Chip, ...]:
    """Every 特殊情形 still open, with its reason; 据台账 where a register said so."""
    still_open = (each for each in household.circumstances.all() if each.until_on is None)
    return tuple(Chip(each.get_kind_display(), Tone.STOPPED, _why(each)) for each in still_open)


def _why(circumstance: Circumstance) -> str:
    source = "据台账" if circumstance.from_register else ""
    return joined((f"自 {day_text(circumstance.from_on)}", source, circumstance.reason), "，")
