"""The timeline as tables and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.urls import reverse

from antu.kernel.calendar import Deadline, WorkingDays, left_words
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.projects.models import Project
from antu.timeline.domain.course import Course, Placed, Tense
from antu.timeline.models import LimitChange, LimitChangeKind, ProjectStep
from antu.timeline.selectors import KINDS, ChecklistLine, ProjectDeadline

TONES: Final = {
    Tense.LATE: Tone.STOPPED,
    Tense.NEAR: Tone.DUE,
    Tense.ON_DISPLAY: Tone.GOING,
    Tense.DONE: Tone.DONE,
    Tense.OPEN: Tone.DUE,
    Tense.BLOCKED: Tone.PLAIN,
    Tense.OPTIONAL: Tone.PLAIN,
}
PROVISIONAL: Final = Chip("暂定", Tone.DUE, title="跨入的年份还没有登记节假日安排，公布后可能变动")
#: What the home page reminds of.
URGENT: Final = frozenset({Tense.LATE, Tense.NEAR, Tense.ON_DISPLAY})
_STEPS: Final = (
    Column("环节", kind=Kind.LONG),
    Column("日期", is_day=True),
    Column("文号"),
    Column("期限", kind=Kind.LONG),
    Column("状态"),
    Column("依据", kind=Kind.MINOR),
)
_NEAR: Final = (
    Column("日期", is_day=True),
    Column("项目", kind=Kind.LONG),
    Column("环节", kind=Kind.LONG),
    Column("状态"),
)
_CHANGES: Final = (
    Column("变动"),
    Column("内容", kind=Kind.LONG),
    Column("原因", kind=Kind.LONG),
    Column("文号"),
    Column(""),
)


def step_url(project: Project, code: str) -> str:
    """The page of a step of the project."""
    return reverse("project-step", args=[project.pk, code])


def step_table(project: Project, course: Course, recorded: Iterable[ProjectStep], today: date) -> Table:
    """The steps in the order of the law, each with its day, its limit and where it stands."""
    records, now = {step.code: step for step in recorded}, (course.calendar, today)
    rows = [
        _step_row(placed, records.get(placed.asked.code), step_url(project, placed.asked.code), now)
        for placed in course.on(today)
    ]
    return Table(_STEPS, rows, "这类土地没有登记法定环节。")


def _step_row(placed: Placed, step: ProjectStep | None, url: str, now: tuple[WorkingDays, date]) -> Row:
    return Row(
        (
            Cell(placed.asked.title, url=url),
            Cell(day_text(step.on if step else None)),
            Cell(step.document_no if step and step.document_no else UNKNOWN),
            limit_cell(placed, *now),
            Cell(chips=(tense_chip(placed),)),
            Cell(placed.asked.basis),
        ),
        url,
    )


def tense_chip(placed: Placed) -> Chip:
    """Where the step stands; what it waits for on hovering."""
    return Chip(placed.tense.word, TONES[placed.tense], title="；".join(placed.why))


def limit_cell(placed: Placed, calendar: WorkingDays, today: date) -> Cell:
    """The limit of the step in words: how long it hangs out, or by when it is due, and how much is left."""
    if placed.done is None and placed.due:
        return _end_cell("最迟", placed.due, calendar, today)
    if placed.runs_out:
        is_running = placed.tense is Tense.ON_DISPLAY
        cell = _end_cell("公示至", placed.runs_out, calendar, today)
        return cell if is_running else replace(cell, note="")
    if placed.done is not None:
        return Cell(UNKNOWN)
    if placed.missing:
        return Cell(f"先办{joined(placed.missing)}", title="；".join(placed.why))
    if placed.earliest and placed.earliest > today:
        left = left_words(placed.earliest, calendar, today)
        return Cell(f"最早 {placed.earliest}", title="；".join(placed.why), note=left)
    return Cell(joined(limit.words for limit in (*placed.asked.minimums, *placed.asked.maximums)))


def _end_cell(word: str, end: Deadline, calendar: WorkingDays, today: date) -> Cell:
    day = end.rolled or end.last_day
    return Cell(f"{word} {day}", chips=(PROVISIONAL,) if end.provisional else (), note=left_words(day, calendar, today))


def step_facts(step: ProjectStep) -> list[Fact]:
    """What was recorded of a step."""
    return [
        Fact("日期", Cell(day_text(step.on))),
        Fact("公告截止日", Cell(day_text(step.until_on))),
        Fact("文号", Cell(step.document_no or UNKNOWN)),
        Fact("发布或办理单位", Cell(step.issuer or UNKNOWN)),
        Fact("张贴地点", Cell(joined(step.places))),
        Fact("备注", Cell(step.note or UNKNOWN)),
    ]


def law_facts(placed: Placed) -> list[Fact]:
    """What the law asks of the step."""
    limits = [limit.words for limit in (*placed.asked.minimums, *placed.asked.maximums)]
    return [Fact("依据", Cell(placed.asked.basis)), Fact("期限", Cell(joined(limits)))]


def change_table(changes: Iterable[LimitChange], *, may_void: bool) -> Table:
    """Pauses and extensions of a step's maximum."""
    return Table(_CHANGES, [_change_row(each, may_void=may_void) for each in changes], "没有延长或中止。")


def _change_row(change: LimitChange, *, may_void: bool) -> Row:
    if change.kind == LimitChangeKind.PAUSE:
        what = f"{change.from_on} 至 {change.until_on} 不计入"
    else:
        what = f"{change.amount} {change.unit}"
    void = Cell("作废", url=reverse("limit-change-void", args=[change.pk])) if may_void else Cell()
    kind = LimitChangeKind(change.kind).label
    return Row((Cell(kind), Cell(what), Cell(change.reason), Cell(change.document_no or UNKNOWN), void))


def calendar_listing(calendar: WorkingDays, today: date) -> Listing:
    """What is due and which displays run out, over all projects that one sees."""

    def day_cell(each: ProjectDeadline) -> Cell:
        chips = (PROVISIONAL,) if each.end.provisional else ()
        return Cell(day_text(each.day), chips=chips, note=left_words(each.day, calendar, today))

    return Listing(
        "calendar",
        "项目日历",
        (
            ListColumn("day", Column("日期"), day_cell, by_value(lambda each: each.day)),
            ListColumn("kind", Column("事项"), lambda each: Cell(KINDS[each.kind])),
            ListColumn(
                "step", Column("环节", kind=Kind.LONG), lambda each: Cell(each.placed.asked.title, url=_url(each))
            ),
            ListColumn(
                "project", Column("项目", kind=Kind.LONG), lambda each: Cell(each.project.name), by_value(_name)
            ),
            ListColumn("state", Column("状态"), lambda each: Cell(chips=(tense_chip(each.placed),))),
            ListColumn("basis", Column("依据", kind=Kind.MINOR), lambda each: Cell(each.placed.asked.basis)),
        ),
        Empty("没有正在计算的期限。登记项目的公告和批准之后，期限会列在这里。", "看项目", reverse("projects")),
        counter="项",
        url_of=_url,
        is_picked=False,
        takes_additions=False,
    )


def near_table(found: Iterable[ProjectDeadline], calendar: WorkingDays, today: date) -> Table:
    """The nearest deadlines, each leading to its step."""
    rows = [
        Row(
            (
                Cell(day_text(each.day), note=left_words(each.day, calendar, today)),
                Cell(_name(each)),
                _step_cell(each),
                Cell(chips=(tense_chip(each.placed),)),
            ),
            _url(each),
        )
        for each in found
    ]
    return Table(_NEAR, rows)


def matching(found: Sequence[ProjectDeadline], filters: Iterable[Filter]) -> list[ProjectDeadline]:
    """The deadlines that all filters let through."""
    asked = {each.name: each.value for each in filters if each.value}
    return [
        each
        for each in found
        if asked.get("q", "") in each.project.name
        and asked.get("kind", each.kind) == each.kind
        and asked.get("state", each.placed.tense.code) == each.placed.tense.code
    ]


def _step_cell(each: ProjectDeadline) -> Cell:
    return Cell(each.placed.asked.title, url=_url(each))


def _url(each: ProjectDeadline) -> str:
    return step_url(each.project, each.placed.asked.code)


def _name(each: ProjectDeadline) -> str:
    return each.project.name


def checklist_listing(project: Project) -> Listing:
    """What must be there before approval is sought, and what is missing."""

    def url(line: ChecklistLine) -> str:
        return step_url(project, line.asked.code)

    def number(line: ChecklistLine) -> Cell:
        return Cell(line.step.document_no if line.step and line.step.document_no else UNKNOWN)

    def state(line: ChecklistLine) -> Cell:
        return Cell(chips=(Chip("缺", Tone.STOPPED) if line.missing else Chip("齐", Tone.DONE),))

    return Listing(
        "approval",
        "报批清单",
        (
            ListColumn("step", Column("环节", kind=Kind.LONG), lambda line: Cell(line.asked.title, url=url(line))),
            ListColumn("state", Column("是否齐备"), state),
            ListColumn("missing", Column("缺什么", kind=Kind.LONG), lambda line: Cell(joined(line.missing, "；"))),
            ListColumn("day", Column("日期"), lambda line: Cell(day_text(line.step.on if line.step else None))),
            ListColumn("number", Column("文号"), number),
            ListColumn("files", Column("凭证", "件", Kind.NUMBER), lambda line: Cell(str(line.files))),
            ListColumn("basis", Column("依据", kind=Kind.MINOR), lambda line: Cell(line.asked.basis)),
        ),
        Empty("没有要核对的环节。"),
        counter="个环节",
        url_of=url,
        is_picked=False,
        takes_additions=False,
        is_saved=False,
    )
