"""Questions and answers as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse

from antu.library.models import Question, QuestionDeed, QuestionEvent
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by
from antu.platform.wording import day_text

PUBLISHED: Final = Chip("已发布", Tone.DONE)
DRAFT: Final = Chip("草稿", Tone.DUE, title="还没有发布，只有维护政策库的岗位看得见")


def question_chip(last: str | None) -> Chip:
    """Whether it is published, by its last deed."""
    return PUBLISHED if last == QuestionDeed.PUBLISHED else DRAFT


def question_listing(*, may_edit: bool) -> Listing:
    """The questions, in the office's order."""
    enter = ("登记政策问答", reverse("library-question-new")) if may_edit else ("", "")
    return Listing(
        "library-questions",
        "政策问答",
        (
            ListColumn("question", Column("问题", kind=Kind.LONG), _question, by("question")),
            ListColumn("state", Column("状态"), lambda each: Cell(chips=(question_chip(each.last),)), by("last")),
            ListColumn("audience", Column("对象"), lambda each: Cell(each.get_audience_display()), by("audience")),
            ListColumn("answer", Column("回答", kind=Kind.LONG), lambda each: Cell(each.answer.replace("\n", " "))),
            ListColumn("sort", Column("排序", kind=Kind.NUMBER), lambda each: Cell(str(each.sort)), by("sort")),
        ),
        Empty(
            "还没有政策问答。把群众常问的和标准的回答登记下来，写明依据的条款，发布以后各岗位都能查到，也能印成宣传单。",
            *enter,
        ),
        counter="问",
        is_picked=False,
    )


def _question(each: Any) -> Cell:
    return Cell(each.question, record_url(each), chips=marks(is_sample=each.is_sample))


def question_facts(question: Question) -> list[Fact]:
    """What is registered of a question."""
    facts = [
        Fact("对象", Cell(question.get_audience_display())),
        Fact("排序", Cell(str(question.sort))),
        Fact("录入人", Cell(question.entered_by)),
    ]
    return [*facts, Fact("作废原因", Cell(question.void_reason))] if question.is_voided else facts


def event_table(events: Iterable[QuestionEvent]) -> Table:
    """When it was published and taken back."""
    rows = [Row((Cell(day_text(each.on)), Cell(each.get_deed_display()), Cell(each.by_name))) for each in events]
    return Table((Column("日期"), Column("办理"), Column("经办人")), rows, "还没有发布过。")
