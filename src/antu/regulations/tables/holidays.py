"""Holidays as lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.urls import reverse

from antu.kernel.calendar import month_day
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.regulations.domain.holidays import NoticeDay, YearNotice
from antu.regulations.domain.steps import Limit, steps_of
from antu.regulations.models import HolidayNotice, LocalLimit

SHIPPED: Final = Chip("随软件提供", title="由公开的节假日数据整理，没有逐年与通知核对；登记后以登记的为准")
_PERIODS: Final = (
    Column("节日"),
    Column("放假"),
    Column("天数", "天", Kind.NUMBER),
    Column("调休上班"),
)


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """A year's arrangement in force, and the office's own record of it, where it has one."""

    notice: YearNotice
    recorded: HolidayNotice | None

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("holiday-year", args=[self.notice.year])


def holiday_years(notices: Iterable[YearNotice], recorded: Iterable[HolidayNotice]) -> list[HolidayYear]:
    """The years, the latest first."""
    own = {each.year: each for each in recorded}
    return [HolidayYear(notice, own.get(notice.year)) for notice in sorted(notices, key=lambda each: -each.year)]


def notice_facts(shown: HolidayYear) -> list[Fact]:
    """What proves the year's arrangement."""
    recorded = shown.recorded
    return [
        Fact("通知", Cell(shown.notice.title, chips=() if recorded else (SHIPPED,))),
        Fact("文号", Cell(_number(recorded))),
        Fact("发布日期", Cell(day_text(recorded.issued_on if recorded else None))),
    ]


def period_table(notice: YearNotice) -> Table:
    """The year's holidays in their order, each with its days off and its days of work."""
    names = dict.fromkeys(day.name for day in notice.days)
    return Table(_PERIODS, [_period_row(notice, name) for name in names], "还没有登记。", caption="放假安排")


def _period_row(notice: YearNotice, name: str) -> Row:
    off = [day for day in notice.holidays if day.name == name]
    on = [day for day in notice.make_up_days if day.name == name]
    cells = (name or UNKNOWN, joined(_spans(off)), str(len(off)), joined(month_day(day.on) for day in on))
    return Row(tuple(Cell(text) for text in cells))


def _spans(days: Sequence[NoticeDay]) -> list[str]:
    """Days in a row as one span: ``10月1日至10月7日``."""
    runs = groupby(enumerate(days), lambda pair: pair[1].on.toordinal() - pair[0])
    spans = [[day for _, day in run] for _, run in runs]
    return [
        month_day(run[0].on) if len(run) == 1 else f"{month_day(run[0].on)}至{month_day(run[-1].on)}" for run in spans
    ]


def _number(recorded: HolidayNotice | None) -> str:
    return recorded.document_no if recorded and recorded.document_no else UNKNOWN


def _year_cell(shown: HolidayYear) -> Cell:
    return Cell(str(shown.notice.year), url=shown.url)


def _source_cell(shown: HolidayYear) -> Cell:
    return Cell("本单位登记" if shown.recorded else "", chips=() if shown.recorded else (SHIPPED,))


HOLIDAYS: Final = Listing(
    "holidays",
    "节假日安排",
    (
        ListColumn("year", Column("年度"), _year_cell, by_value(lambda each: each.notice.year)),
        ListColumn("title", Column("通知", kind=Kind.LONG), lambda each: Cell(each.notice.title)),
        ListColumn("number", Column("文号"), lambda each: Cell(_number(each.recorded))),
        ListColumn("off", Column("放假", "天", Kind.NUMBER), lambda each: Cell(str(len(each.notice.holidays)))),
        ListColumn("on", Column("调休上班", "天", Kind.NUMBER), lambda each: Cell(str(len(each.notice.make_up_days)))),
        ListColumn("source", Column("来源"), _source_cell),
    ),
    Empty("还没有节假日安排。"),
    counter="年",
    url_of=lambda each: each.url,
    is_picked=False,
    takes_additions=False,
    is_saved=False,
)


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """A limit of national law, or a local one with its record."""

    limit: Limit
    recorded: LocalLimit | None = None

    @property
    def step(self) -> str:
        """Its step's title; remedies and petitions have their words."""
        known = steps_of(self.limit.regime).get(self.limit.step)
        return known.title if known else self.limit.words

    @property
    def starts_from(self) -> str:
        """From which step it is counted, empty for itself."""
        known = steps_of(self.limit.regime).get(self.limit.starts_from)
        return known.title if known and self.limit.starts_from != self.limit.step else ""

    @property
    def url(self) -> str:
        """The record of a local one."""
        return record_url(self.recorded) if self.recorded else ""


OF_WHAT: Final = {
    "collective": "集体土地征收",
    "state": "国有土地房屋征收",
    "remedy": "复议诉讼",
    "enforcement": "强制执行",
    "petition": "信访",
}


def _length_cell(shown: ShownLimit) -> Cell:
    more = f"可延长 {shown.limit.extendable}" if shown.limit.extendable else ""
    return Cell(f"{shown.limit.kind} {shown.limit.length}", note=more)


def _validity_cell(shown: ShownLimit) -> Cell:
    until = f" 至 {shown.limit.valid_to}" if shown.limit.valid_to else " 起"
    return Cell(f"{shown.limit.valid_from}{until}")


def _void_cell(shown: ShownLimit) -> Cell:
    return Cell("作废", url=reverse("limit-void", args=[shown.recorded.pk])) if shown.recorded else Cell("国家规定")


LIMITS: Final = Listing(
    "limits",
    "法定期限",
    (
        ListColumn("of", Column("用于"), lambda each: Cell(OF_WHAT[each.limit.regime])),
        ListColumn("step", Column("环节", kind=Kind.LONG), lambda each: Cell(each.step)),
        ListColumn("from", Column("起算", kind=Kind.LONG), lambda each: Cell(each.starts_from or UNKNOWN)),
        ListColumn("length", Column("期限"), _length_cell),
        ListColumn("law", Column("依据", kind=Kind.LONG), lambda each: Cell(each.limit.basis)),
        ListColumn("where", Column("地区"), lambda each: Cell(each.limit.jurisdiction or "全国")),
        ListColumn("valid", Column("有效"), _validity_cell),
        ListColumn("void", Column("更正"), _void_cell),
    ),
    Empty("没有期限。"),
    counter="条",
    url_of=lambda each: each.url,
    is_picked=False,
    takes_additions=False,
    is_saved=False,
)
"""National limits, which nobody edits, and the local ones."""
