"""The list of remaining households as of a day, of one project or of all: reason, visits, next step, law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from antu.clearing.domain.stages import STAGES
from antu.clearing.selectors.households import (
    ANY,
    NONE,
    StepDue,
    at_stage,
    for_reason,
    listed_on,
    not_visited,
    places_on,
    remaining_on,
    with_days,
    with_holding,
    with_step,
    without_reason,
)
from antu.clearing.tables.cells import (
    days_cell,
    officer_cell,
    reason_cell,
    since_cell,
    stage_cell,
    state_cell,
    step_cell,
    until_cell,
    visit_cell,
)
from antu.households.selectors.register_list import named
from antu.households.selectors.remaining import written
from antu.households.selectors.rungs import UNNAMED, UNNAMED_LABEL
from antu.platform.display import Cell, Column, Kind, marks
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
from antu.platform.wording import UNKNOWN, joined
from antu.projects.models import Project

STEP_WORDS: Final = ((StepDue.LATE, "已逾期"), (StepDue.RUNNING, "没有逾期"), (StepDue.NONE, "没有登记"))
STAGE_WORDS: Final = ((ANY, "任一环节"), *((each.code, each.label) for each in STAGES), (NONE, "没有进入"))
NEVER: Final = "never"


def clearing_url(**filters: str) -> str:
    """The list of all projects with these filters on; empty ones are left out."""
    return _with_query(reverse("clearing"), filters)


def project_clearing_url(pk: int, **filters: str) -> str:
    """The list of one project with these filters on; empty ones are left out."""
    return _with_query(reverse("project-clearing", args=[pk]), filters)


def _with_query(path: str, filters: Mapping[str, str]) -> str:
    wanted = {name: value for name, value in filters.items() if value}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def asked_day(request: HttpRequest, today: date) -> tuple[Filter, date]:
    """The filter by which the day is asked, and the day: today without it."""
    asked = day_filter(request, "on", "截至（不填即今天）")
    return asked, date.fromisoformat(asked.value) if asked.value else today


def clearing_list(request: HttpRequest, today: date, project: Project | None = None) -> AskedList:
    """The remaining households that the actor sees, as the URL asks for them."""
    asked, day = asked_day(request, today)
    key = project.pk if project else None
    filters = [*_filters(request, day, key), asked]
    found = remaining_on(actor_of(request), day, key)
    for each in filters:
        if each.value:
            found = _narrowed(found, each, day)
    return AskedList(request, _listing(day, project), filters, found)


def _filters(request: HttpRequest, day: date, project: int | None) -> list[Filter]:
    places = places_on(actor_of(request), day, project)
    name = [] if project else [text_filter(request, "project", "项目名称")]
    return [
        choice_filter(request, "town", "镇街", _written(each.town for each in places)),
        choice_filter(request, "village", "村(居)", _written(each.village for each in places)),
        choice_filter(request, "officer", "包户干部", _written(each.officer for each in places)),
        choice_filter(request, "step", "下一步", STEP_WORDS),
        choice_filter(request, "stage", "法律程序", STAGE_WORDS),
        *name,
        text_filter(request, "reason", "滞留原因"),
        choice_filter(request, "written", "原因写明没有", ((NONE, "没有写明"),)),
        choice_filter(request, "visited", "走访", ((NEVER, "没有走访过"),)),
        text_filter(request, "q", "户编号或户主"),
    ]


def _written(values: Iterable[str]) -> list[tuple[str, str]]:
    """Each name as a choice; those without one last."""
    known = set(values)
    return [*((name, name) for name in sorted(known - {""})), *([(UNNAMED, UNNAMED_LABEL)] if "" in known else [])]


def _narrowed(found: QuerySet[Any], by_filter: Filter, day: date) -> QuerySet[Any]:  # noqa: PLR0911 - one a filter
    value = by_filter.value
    match by_filter.name:
        case "step":
            return with_step(found, StepDue(value), day)
        case "stage":
            return at_stage(found, value, day)
        case "project":
            return found.filter(project__name__icontains=value)
        case "reason":
            return for_reason(found, value, day)
        case "written":
            return without_reason(found, day)
        case "visited":
            return not_visited(found, day)
        case "q":
            return named(found, value)
        case "on":
            return found
    return written(found, by_filter.name, value)


def _listing(day: date, project: Project | None) -> Listing:
    first, head, *others = _columns(day)
    where = ListColumn("project", Column("项目", kind=Kind.LONG), _project_cell, by("project__name", "project_id"))
    state = ListColumn("state", Column("状态"), lambda each: state_cell(each.day_signed), is_shown=project is not None)
    place = ListColumn("place", Column("村组"), _place_cell, by("village", "group"), is_shown=project is not None)
    return Listing(
        "clearing",
        f"{project.name}扫尾户" if project else "清零扫尾",
        (first, head, *(() if project else (where,)), place, state, *others),
        Empty("没有剩余户：您查看范围内登记的户都已交房，或者还没有登记任何户。", "看台账", reverse("households")),
        counter="户",
        read=partial(_read, day=day),
        url_of=lambda each: f"{record_url(each)}#clearing",
        is_picked=False,
    )


def _read(found: Found, columns: frozenset[str], *, day: date) -> Sequence[Any]:  # noqa: ARG001 - ``read``
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return listed_on(found, day)


def _project_cell(household: Any) -> Cell:
    return Cell(household.project.name, url=record_url(household.project))


def _place_cell(household: Any) -> Cell:
    return Cell(joined((household.village, household.group), ""))


def _code_cell(household: Any) -> Cell:
    return Cell(household.code, f"{record_url(household)}#clearing", chips=marks(is_sample=household.is_sample))


def _columns(day: date) -> tuple[ListColumn, ...]:
    held = partial(with_holding, day=day)
    return (
        ListColumn("code", Column("户编号"), _code_cell, by("code")),
        ListColumn("head", Column("户主"), lambda each: Cell(each.head_name), by("head_name")),
        ListColumn(
            "days",
            Column("滞留", "天", Kind.NUMBER),
            lambda each: days_cell(each.known),
            by("stuck_days", beside=partial(with_days, day=day)),
        ),
        ListColumn("reason", Column("滞留原因", kind=Kind.LONG), lambda each: reason_cell(each.known)),
        ListColumn("officer", Column("包户干部"), lambda each: officer_cell(each.officer), by("officer")),
        ListColumn(
            "visited",
            Column("上次走访", is_day=True),
            lambda each: visit_cell(each.known),
            by("visited_on", beside=held),
        ),
        ListColumn("step", Column("下一步", kind=Kind.LONG), lambda each: step_cell(each.known)),
        ListColumn(
            "until",
            Column("下一步期限", is_day=True),
            lambda each: until_cell(each.known),
            by("step_until", beside=held),
        ),
        ListColumn("stage", Column("法律程序"), lambda each: stage_cell(each.known)),
        *_FURTHER,
    )


_FURTHER: Final = (
    ListColumn("town", Column("镇街"), lambda each: Cell(each.town or UNKNOWN), by("town"), is_shown=False),
    ListColumn("since", Column("滞留起算日", is_day=True), lambda each: since_cell(each.known), is_shown=False),
    ListColumn("visits", Column("走访", "次", Kind.NUMBER), lambda each: Cell(str(each.known.visits)), is_shown=False),
    ListColumn(
        "result",
        Column("走访结果", kind=Kind.LONG),
        lambda each: Cell(each.known.visit.result or UNKNOWN if each.known.visit else UNKNOWN),
        is_shown=False,
    ),
    ListColumn(
        "by",
        Column("下一步责任人"),
        lambda each: Cell(each.known.step.by if each.known.step else UNKNOWN),
        is_shown=False,
    ),
    ListColumn(
        "document",
        Column("法律文号"),
        lambda each: Cell(each.known.stage.document_no or UNKNOWN if each.known.stage else UNKNOWN),
        is_shown=False,
    ),
)
