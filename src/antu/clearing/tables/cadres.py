"""The list per cadre: what each 包户干部 has left, each number leading to its households."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from antu.clearing.selectors.cadres import CadreCount, cadre_counts
from antu.clearing.selectors.households import ANY, StepDue, places_on, remaining_on
from antu.clearing.tables.listing import NEVER, asked_day, clearing_url
from antu.households.selectors.remaining import written
from antu.households.selectors.rungs import UNNAMED, UNNAMED_LABEL
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind
from antu.platform.listing import (
    AskedList,
    Empty,
    Filter,
    ListColumn,
    Listing,
    by_value,
    choice_filter,
    text_filter,
)
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN, day_text, joined

LATE_ONLY: Final = (("late", "有逾期的"), ("unvisited", "有没走访的"))


def cadre_list(request: HttpRequest, today: date) -> AskedList:
    """The cadres of remaining households that the actor sees, as the URL asks for them."""
    actor = actor_of(request)
    asked, day = asked_day(request, today)
    towns = sorted({each.town for each in places_on(actor, day, None)} - {""})
    town = choice_filter(request, "town", "镇街", [*((name, name) for name in towns), (UNNAMED, UNNAMED_LABEL)])
    project = text_filter(request, "project", "项目名称")
    name = text_filter(request, "q", "包户干部")
    needs = choice_filter(request, "needs", "要催办的", LATE_ONLY)
    found = remaining_on(actor, day)
    if town.value:
        found = written(found, "town", town.value)
    if project.value:
        found = found.filter(project__name__icontains=project.value)
    rows = [each for each in cadre_counts(found, day) if _is_wanted(each, name, needs)]
    kept = {"town": town.value, "project": project.value, "on": asked.value}
    return AskedList(request, _listing(day, kept), [name, town, project, needs, asked], rows)


def _is_wanted(count: CadreCount, name: Filter, needs: Filter) -> bool:
    asked = {"late": count.late, "unvisited": count.unvisited}
    return name.value in count.officer and bool(asked.get(needs.value, 1))


def _listing(day: date, kept: dict[str, str]) -> Listing:
    def url(count: CadreCount, **more: str) -> str:
        return clearing_url(officer=count.officer or UNNAMED, **kept, **more)

    return Listing(
        "clearing-cadres",
        "包户清单",
        _columns(day, url),
        Empty("没有剩余户，也就没有要包的户。", "看清零扫尾", reverse("clearing")),
        counter="位包户干部",
        url_of=url,
        totals=_totals,
        is_picked=False,
    )


def _columns(day: date, url: Callable[..., str]) -> tuple[ListColumn, ...]:
    def counted(key: str, label: str, **more: str) -> ListColumn:
        def cell(count: CadreCount) -> Cell:
            number = getattr(count, key)
            return Cell(str(number), url(count, **more) if number else "")

        return ListColumn(
            key.replace("_", "-"), Column(label, "户", Kind.NUMBER), cell, by_value(lambda each: getattr(each, key))
        )

    return (
        ListColumn(
            "officer",
            Column("包户干部"),
            lambda each: Cell(each.officer or UNNAMED_LABEL, url(each)),
            by_value(lambda each: each.officer),
        ),
        ListColumn("towns", Column("镇街", kind=Kind.MINOR), lambda each: Cell(joined(each.towns))),
        ListColumn(
            "projects",
            Column("项目", "个", Kind.MINOR_NUMBER),
            lambda each: Cell(str(each.projects)),
            by_value(lambda each: each.projects),
        ),
        counted("households", "剩余户"),
        ListColumn(
            "days",
            Column("滞留最久", "天", Kind.NUMBER),
            lambda each: _days_cell(each, day),
            by_value(lambda each: (day - each.since).days if each.since else None),
        ),
        ListColumn(
            "visited",
            Column("最近走访", is_day=True),
            lambda each: Cell(day_text(each.visited_on), title="" if each.visited_on else "都没有走访过"),
            by_value(lambda each: each.visited_on),
        ),
        counted("unvisited", "没有走访", visited=NEVER),
        counted("late", "下一步逾期", step=StepDue.LATE),
        counted("without_step", "没有下一步", step=StepDue.NONE),
        counted("in_law", "在法律程序", stage=ANY),
    )


def _days_cell(count: CadreCount, day: date) -> Cell:
    if count.since is None:
        return Cell(UNKNOWN, title="没有可以起算的日子")
    return Cell(str((day - count.since).days), title=f"自 {day_text(count.since)}")


def _totals(_actor: Actor, found: Sequence[Any]) -> dict[str, Cell]:
    names = ("households", "unvisited", "late", "without_step", "in_law")
    return {name.replace("_", "-"): Cell(str(sum(getattr(each, name) for each in found))) for name in names}
