"""扫尾户: the list of households that have not moved out, and its counts by town and by cadre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from antu.households.domain.state import HouseholdState
from antu.households.models import CircumstanceKind
from antu.households.selectors.register_list import in_circumstance, named, with_listed_columns
from antu.households.selectors.remaining import (
    Due,
    RemainingCount,
    due,
    in_any_trouble,
    on_rung,
    remaining_by_place,
    remaining_counts,
    remaining_households,
    written,
)
from antu.households.selectors.rungs import REMAINING_RUNGS, UNNAMED, UNNAMED_LABEL
from antu.households.selectors.state_counts import with_rungs
from antu.households.tables.register_list import circumstance_chips, state_chips
from antu.platform.actor import Actor
from antu.platform.charts import Category, Chart, ChartKind, state_series
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
    text_filter,
    url_with,
)
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN, day_text, joined

DUE_WORDS: Final = ((Due.PASSED, "期限已过"), (Due.RUNNING, "期限未到"), (Due.UNKNOWN, "未登记期限"))
#: Any 特殊情形 at all.
ANY: Final = "any"
_READ: Final = ("held_reason", "project__notice_on", "project__vacate_by_on")


def remaining_list(request: HttpRequest, today: date) -> AskedList:
    """The remaining households that the actor sees, as the URL asks for them."""
    actor = actor_of(request)
    filters = _filters(request, remaining_by_place(actor))
    found = remaining_households(actor)
    for each in filters:
        if each.value:
            found = _narrowed(found, each, today)
    return AskedList(request, _listing(today), filters, found)


def _filters(request: HttpRequest, places: Sequence[RemainingCount]) -> list[Filter]:
    projects = {each.project: each.project_name for each in places}
    return [
        choice_filter(request, "state", "状态", [(state.code, label) for state, label, _ in REMAINING_RUNGS]),
        choice_filter(request, "project", "项目", [(str(key), name) for key, name in projects.items()]),
        choice_filter(request, "town", "镇街", _written(each.town for each in places)),
        choice_filter(request, "officer", "包户干部", _written(each.officer for each in places)),
        choice_filter(request, "due", "腾地期限", DUE_WORDS),
        choice_filter(request, "circumstance", "特殊情形", [(ANY, "任何一种"), *CircumstanceKind.choices]),
        text_filter(request, "q", "户编号或户主"),
    ]


def _written(values: Iterable[str]) -> list[tuple[str, str]]:
    """Each name as a choice; those without one last."""
    known = set(values)
    return [*((name, name) for name in sorted(known - {""})), *([(UNNAMED, UNNAMED_LABEL)] if "" in known else [])]


def _narrowed(found: QuerySet[Any], by_filter: Filter, today: date) -> QuerySet[Any]:
    value = by_filter.value
    match by_filter.name:
        case "state":
            return on_rung(found, HouseholdState[value.upper()])
        case "project":
            return found.filter(project=int(value))
        case "due":
            return due(found, Due(value), today)
        case "circumstance":
            return in_any_trouble(found) if value == ANY else in_circumstance(found, value)
        case "q":
            return named(found, value)
    return written(found, by_filter.name, value)


@dataclass(frozen=True, slots=True)
class _CountedBy:
    """What one chart of the page is about: a filter of the list."""

    name: str
    of: str
    value: Callable[[RemainingCount], str]


_BY_TOWN: Final = _CountedBy("town", "镇街", lambda each: each.town)
_BY_OFFICER: Final = _CountedBy("officer", "包户干部", lambda each: each.officer)


def remaining_charts(asked: AskedList) -> list[Chart]:
    """How many of the rows found there are by town and by cadre; each number leads to them, filters kept."""
    found = asked.found
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    is_filtered = any(each.is_on for each in asked.filters)
    counts = asked.of_all("places", lambda: remaining_counts(found)) if is_filtered else remaining_by_place(asked.actor)
    url = partial(url_with, asked.request, "#rows", page="")
    return [_chart(by_filter, counts, url) for by_filter in (_BY_TOWN, _BY_OFFICER) if counts]


def officer_chart(actor: Actor) -> Chart | None:
    """All remaining households that the actor sees by cadre, for another page; each number leads to them."""
    counts = remaining_by_place(actor)

    def url(**filters: str) -> str:
        return f"{reverse('remaining')}?{urlencode(filters)}" if filters else reverse("remaining")

    return _chart(_BY_OFFICER, counts, url) if counts else None


def _chart(by_filter: _CountedBy, counts: Sequence[RemainingCount], url: Callable[..., str]) -> Chart:
    name = by_filter.name
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in counts:
        sums[by_filter.value(each)][0] += each.unsigned
        sums[by_filter.value(each)][1] += each.signed
    most_first = sorted(sums, key=lambda value: (-sum(sums[value]), value))
    series = [
        state_series(
            label,
            tone,
            [(sums[value][rung], url(**{name: value or UNNAMED, "state": state.code})) for value in most_first],
            url(state=state.code),
        )
        for rung, (state, label, tone) in enumerate(REMAINING_RUNGS)
    ]
    bars = tuple(Category(value or UNNAMED_LABEL, url(**{name: value or UNNAMED})) for value in most_first)
    title, note = f"各{by_filter.of}的剩余户", "不含村组集体"
    return Chart(name, title, "户", ChartKind.STACKED, by_filter.of, bars, tuple(series), url(), note)


def _listing(today: date) -> Listing:
    return Listing(
        "remaining",
        "扫尾户",
        _columns(today),
        Empty("没有剩余户：您查看范围内登记的户都已交房，或者还没有登记任何户。"),
        counter="户",
        read=_read,
    )


def _read(found: Found, columns: frozenset[str]) -> Iterable[Any]:  # noqa: ARG001 - the signature of ``read``
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return with_listed_columns(found, _READ)


def _columns(today: date) -> tuple[ListColumn, ...]:
    return (
        ListColumn("code", Column("户编号"), _code_cell, by("code")),
        ListColumn("head", Column("户主"), lambda each: Cell(each.head_name), by("head_name")),
        ListColumn("project", Column("项目", kind=Kind.LONG), _project_cell, by("project__name", "project_id")),
        ListColumn(
            "place", Column("村组"), lambda each: Cell(joined((each.village, each.group), "")), by("village", "group")
        ),
        ListColumn("state", Column("状态"), lambda each: Cell(chips=state_chips(each)[:1])),
        ListColumn("circumstance", Column("特殊情形"), lambda each: Cell(chips=circumstance_chips(each))),
        ListColumn(
            "since-notice",
            Column("公告已过", "天", Kind.MINOR_NUMBER),
            lambda each: _days_cell(each.project.notice_on, today, "项目没有登记公告日"),
            by("project__notice_on"),
        ),
        ListColumn(
            "since-signing",
            Column("签约已过", "天", Kind.NUMBER),
            lambda each: _days_cell(each.day_signed, today, "尚未签约"),
            by("signing__on", beside=with_rungs),
        ),
        ListColumn(
            "due",
            Column("腾地期限"),
            lambda each: _due_cell(each.project.vacate_by_on, today),
            by("project__vacate_by_on"),
        ),
        ListColumn("officer", Column("包户干部"), _officer_cell, by("officer")),
        ListColumn("town", Column("镇街"), lambda each: Cell(each.town or UNKNOWN), by("town"), is_shown=False),
        ListColumn(
            "due-on",
            Column("腾地期限末日", is_day=True),
            lambda each: Cell(day_text(each.project.vacate_by_on)),
            by("project__vacate_by_on"),
            is_shown=False,
        ),
        ListColumn(
            "held", Column("滞留原因", kind=Kind.LONG), lambda each: Cell(each.held_reason or UNKNOWN), is_shown=False
        ),
    )


def _code_cell(household: Any) -> Cell:
    return Cell(household.code, url=record_url(household), chips=marks(is_sample=household.is_sample))


def _project_cell(household: Any) -> Cell:
    return Cell(household.project.name, url=record_url(household.project))


def _officer_cell(household: Any) -> Cell:
    return Cell(household.officer or UNKNOWN, title="" if household.officer else "尚未指定包户干部")


def _days_cell(since: date | None, today: date, unknown: str) -> Cell:
    if since is None or since > today:
        return Cell(UNKNOWN, title=unknown if since is None else f"{day_text(since)} 还没有到")
    return Cell(str((today - since).days), title=f"自 {day_text(since)}")


def _due_cell(last: date | None, today: date) -> Cell:
    """How long 腾地期限末日 has passed, or is still to come."""
    if last is None:
        return Cell(UNKNOWN, title="项目没有登记腾地期限末日")
    days, title = (last - today).days, f"腾地期限末日 {day_text(last)}"
    return Cell(
        chips=(
            Chip(f"还剩 {days} 天", Tone.DUE, title) if days >= 0 else Chip(f"已过 {-days} 天", Tone.STOPPED, title),
        )
    )
