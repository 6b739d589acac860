"""Meetings as pages show them."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from antu.dispatch.models import Meeting
from antu.platform.display import Cell, Column, Fact, Kind, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by
from antu.platform.wording import UNKNOWN, day_text, joined

_COLUMNS: Final = (
    ListColumn(
        "title",
        Column("会议名称", kind=Kind.LONG),
        lambda each: Cell(each.title, record_url(each), chips=marks(is_sample=each.is_sample)),
        by("title"),
    ),
    ListColumn("day", Column("开会日期", is_day=True), lambda each: Cell(day_text(each.held_on)), by("held_on")),
    ListColumn("chair", Column("主持人"), lambda each: Cell(each.chaired_by or UNKNOWN), by("chaired_by")),
    ListColumn("place", Column("地点", kind=Kind.MINOR), lambda each: Cell(each.place or UNKNOWN)),
    ListColumn("present", Column("到会单位", kind=Kind.LONG), lambda each: Cell(joined(each.present))),
    ListColumn("assigned", Column("交办", "项", Kind.NUMBER), lambda each: Cell(str(each.assigned)), by("assigned")),
)


def meeting_listing(*, may_assign: bool) -> Listing:
    """The meetings, the latest first."""
    enter = ("登记调度会", reverse("meeting-enter")) if may_assign else ("", "")
    return Listing(
        "meetings",
        "调度会",
        _COLUMNS,
        Empty("还没有登记调度会，或者都不在您的查看范围内。会后登记会议，再登记会上议定的事项。", *enter),
        counter="次会议",
    )


def meeting_facts(meeting: Meeting) -> list[Fact]:
    """What was recorded of a meeting."""
    return [
        Fact("开会日期", Cell(day_text(meeting.held_on))),
        Fact("地点", Cell(meeting.place or UNKNOWN)),
        Fact("主持人", Cell(meeting.chaired_by or UNKNOWN)),
        Fact("到会单位", Cell(joined(meeting.present))),
        Fact("登记人", Cell(meeting.entered_by)),
        *([Fact("作废原因", Cell(meeting.void_reason))] if meeting.is_voided else []),
    ]
