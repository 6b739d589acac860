"""项目看板: every project with its households by rung, its deadlines, and what is most stuck first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from django.http import HttpRequest

from antu.households.selectors.rungs import RUNGS
from antu.households.selectors.state_counts import HouseholdState
from antu.kernel.rounding import half_up
from antu.overview.selectors import ProjectProgress, progress_of_projects
from antu.overview.tables.charts import project_households_url, remaining_url
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Share, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import AskedList, Empty, Filter, ListColumn, Listing, by_value, choice_filter, text_filter
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.projects.selectors import STATE_TONES, ProjectState, towns_of

#: Households that remain: 有, 无, or no register at all.
LEFT: Final = (("some", "还有剩余户"), ("none", "已全部交房"), ("empty", "没有登记户"))


def board_list(request: HttpRequest, today: date) -> AskedList:
    """The board as the URL asks for it."""
    actor = actor_of(request)
    known = progress_of_projects(actor, today)
    filters = _filters(request, actor, known)
    wanted = {each.name: each.value for each in filters if each.value}
    return AskedList(request, _LISTING, filters, [each for each in known if _matches(each, wanted)])


def _filters(request: HttpRequest, actor: Actor, known: Sequence[ProjectProgress]) -> list[Filter]:
    towns = towns_of([each.project for each in known], actor.reach)
    years = sorted({year for each in known for year in _years(each)}, reverse=True)
    return [
        choice_filter(request, "town", "镇街", [(town, town) for town in towns]),
        choice_filter(request, "year", "有进展的年度", [(str(year), f"{year}年") for year in years]),
        choice_filter(request, "state", "状态", [(state.code, state.value) for state in ProjectState]),
        choice_filter(request, "left", "剩余户", LEFT),
        text_filter(request, "q", "名称或编号"),
    ]


def _years(each: ProjectProgress) -> set[int]:
    """The years in which something happened to the project, its notice among it."""
    notice = {each.project.notice_on.year} if each.project.notice_on else set()
    return {event.on.year for event in each.dated.events} | notice


def _matches(each: ProjectProgress, wanted: dict[str, str]) -> bool:
    words = f"{each.project.name} {each.project.former_name} {each.project.code}".casefold()
    return (
        wanted.get("state", each.dated.state.code) == each.dated.state.code
        and ("town" not in wanted or wanted["town"] in each.project.towns)
        and ("year" not in wanted or int(wanted["year"]) in _years(each))
        and wanted.get("left", _left(each)) == _left(each)
        and wanted.get("q", "").casefold() in words
    )


def _left(each: ProjectProgress) -> str:
    if not each.household_count:
        return "empty"
    return "some" if each.remaining else "none"


def _name_cell(each: ProjectProgress) -> Cell:
    return Cell(each.project.name, url=record_url(each.project), chips=marks(is_sample=each.project.is_sample))


def _state_cell(each: ProjectProgress) -> Cell:
    state = each.dated.state
    chip = Chip(state.value, STATE_TONES.get(state, Tone.PLAIN))
    if state is not ProjectState.DONE or not each.remaining:
        return Cell(chips=(chip,))
    title = f"状态是“完成”，台账里还有 {each.remaining} 户没有交房；请核对项目事件，或登记交房"
    return Cell(chips=(replace(chip, tone=Tone.DUE, title=title),), note="还有剩余户")


def _count_cell(count: int, url: str) -> Cell:
    return Cell(str(count), url=url if count else "")


def _rung_column(state: HouseholdState, label: str) -> ListColumn:
    def count(each: ProjectProgress) -> int:
        return each.subjects.get(state, 0)

    def cell(each: ProjectProgress) -> Cell:
        return _count_cell(count(each), project_households_url(each.project.pk, state=state.code))

    return ListColumn(state.code, Column(label, "户", Kind.NUMBER), cell, by_value(count))


def _share_column(
    key: str, label: str, tone: Tone, part: Callable[[ProjectProgress], int], whole: Callable[[ProjectProgress], int]
) -> ListColumn:
    def cell(each: ProjectProgress) -> Cell:
        return share_cell(label, part(each), whole(each), tone)

    def value(each: ProjectProgress) -> object:
        return Fraction(part(each), whole(each)) if whole(each) else None

    return ListColumn(key, Column(label, "%", Kind.NUMBER), cell, by_value(value))


def share_cell(label: str, part: int, whole: int, tone: Tone) -> Cell:
    """A part of a whole as a bar with its per cent, one decimal; 「—」 of nothing."""
    if not whole:
        return Cell(UNKNOWN, title="没有登记户")
    words = f"{label} {part} / {whole} 户"
    return Cell(percent(part, whole), title=words, share=Share(part, whole, words, tone))


def percent(part: int, whole: int) -> str:
    """Per cent with one decimal, rounded half up: 2 of 3 is 66.7."""
    return f"{half_up(Fraction(100 * part, whole), 1):f}"


def _days_cell(days: int | None, since: date | None, unknown: str) -> Cell:
    if days is None:
        return Cell(UNKNOWN, title=unknown if since is None else f"{day_text(since)} 还没有到")
    return Cell(str(days), title=f"自 {day_text(since)}")


def _due_cell(each: ProjectProgress) -> Cell:
    left = each.days_left
    if left is None:
        return Cell(UNKNOWN, title="没有登记腾地期限末日")
    last = day_text(each.project.vacate_by_on)
    if not each.remaining:
        return Cell(last)
    title = f"腾地期限末日 {last}"
    chip = Chip(f"还剩 {left} 天", Tone.DUE, title) if left >= 0 else Chip(f"已过 {-left} 天", Tone.STOPPED, title)
    return Cell(chips=(chip,))


def _totals(_actor: Actor, everything: Iterable[ProjectProgress]) -> dict[str, Cell]:
    rows = list(everything)
    subjects, households = sum(each.subject_count for each in rows), sum(each.household_count for each in rows)
    signed, vacated = sum(each.signed_count for each in rows), sum(each.vacated_count for each in rows)
    rungs = {state.code: Cell(str(sum(each.subjects.get(state, 0) for each in rows))) for state, _label, _tone in RUNGS}
    return {
        "subjects": Cell(str(subjects)),
        **rungs,
        "signed-share": share_cell("签约率", signed, subjects, Tone.GOING),
        "vacated-share": share_cell("交房率", vacated, households, Tone.DONE),
        "remaining": Cell(str(sum(each.remaining for each in rows))),
    }


_COLUMNS: Final = (
    ListColumn("name", Column("项目名称", kind=Kind.LONG), _name_cell, by_value(lambda each: each.project.name)),
    ListColumn(
        "state", Column("状态"), _state_cell, by_value(lambda each: list(ProjectState).index(each.dated.state) + 1)
    ),
    ListColumn(
        "towns",
        Column("镇街"),
        lambda each: Cell(joined(each.project.towns)),
        by_value(lambda each: "、".join(each.project.towns)),
        is_shown=False,
    ),
    ListColumn(
        "subjects",
        Column("在册", "户", Kind.NUMBER),
        lambda each: _count_cell(each.subject_count, project_households_url(each.project.pk)),
        by_value(lambda each: each.subject_count),
    ),
    *(_rung_column(state, label) for state, label, _ in RUNGS),
    _share_column(
        "signed-share", "签约率", Tone.GOING, lambda each: each.signed_count, lambda each: each.subject_count
    ),
    _share_column(
        "vacated-share", "交房率", Tone.DONE, lambda each: each.vacated_count, lambda each: each.household_count
    ),
    ListColumn(
        "remaining",
        Column("剩余户", "户", Kind.NUMBER),
        lambda each: _count_cell(each.remaining, remaining_url(project=str(each.project.pk))),
        by_value(lambda each: each.remaining),
    ),
    ListColumn(
        "since-notice",
        Column("公告已过", "天", Kind.NUMBER),
        lambda each: _days_cell(each.days_since_notice, each.project.notice_on, "没有登记公告日"),
        by_value(lambda each: each.days_since_notice),
    ),
    ListColumn(
        "since-signing",
        Column("签约期已过", "天", Kind.MINOR_NUMBER),
        lambda each: _days_cell(each.days_of_signing, each.project.sign_start_on, "没有登记签约期首日"),
        by_value(lambda each: each.days_of_signing),
        is_shown=False,
    ),
    ListColumn("due", Column("腾地期限"), _due_cell, by_value(lambda each: each.project.vacate_by_on)),
    ListColumn(
        "due-on",
        Column("腾地期限末日", is_day=True),
        lambda each: Cell(day_text(each.project.vacate_by_on)),
        by_value(lambda each: each.project.vacate_by_on),
        is_shown=False,
    ),
    ListColumn(
        "owner",
        Column("业主单位"),
        lambda each: Cell(each.project.owner or UNKNOWN),
        by_value(lambda each: each.project.owner),
        is_shown=False,
    ),
    ListColumn(
        "code",
        Column("项目编号"),
        lambda each: Cell(each.project.code or UNKNOWN),
        by_value(lambda each: each.project.code),
        is_shown=False,
    ),
)
_LISTING: Final = Listing(
    "board",
    "项目看板",
    _COLUMNS,
    Empty("还没有登记任何项目，或者都不在您的查看范围内。项目随年度工作簿或台账导入。"),
    counter="个项目",
    totals=_totals,
    key_of=lambda each: each.project.pk,
    url_of=lambda each: record_url(each.project),
)
