"""Forms of regulations: a year's holidays and make-up days, and a limit to be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.urls import reverse

from antu.kernel.calendar import DayKind, Unit
from antu.kernel.errors import BadInput, Problem
from antu.platform.entry import (
    EntryField,
    EntryForm,
    EntryGrid,
    EntrySection,
    FieldPlace,
    Option,
    TypedRow,
    simple_form,
)
from antu.platform.workbook.dates import written_day
from antu.policy.pack import REGIMES
from antu.regulations.domain.holidays import NAME_MAX, NoticeDay, YearNotice
from antu.regulations.domain.steps import Limit, LimitKind, steps_of
from antu.regulations.models import HolidayNotice
from antu.regulations.services.holidays import EnteredNotice, mark_of

DAYS: Final = "days"
_KINDS: Final = tuple(Option(kind.value, kind.value) for kind in DayKind)
_COLUMNS: Final = (
    EntryField("on", "日期", "date", is_required=True),
    EntryField("kind", "安排", "choice", is_required=True, options=_KINDS),
    EntryField("name", "节日", length_max=NAME_MAX),
)
_TITLE_MAX, _NUMBER_MAX = 200, 100


def notice_form(year: int, notice: YearNotice | None, recorded: HolidayNotice | None) -> EntryForm:
    """The form of a year: what is recorded, else what ships with the product, else empty."""
    fields = (
        EntryField("title", "通知名称", value=notice.title if notice else "", is_required=True, length_max=_TITLE_MAX),
        EntryField("document_no", "文号", value=recorded.document_no if recorded else "", length_max=_NUMBER_MAX),
        EntryField("issued_on", "发布日期", "date", value=str((recorded and recorded.issued_on) or "")),
    )
    what = "放假的日子逐日一行，周末也可以写；调休上班的周末写“上班”。可以从 Excel 整块粘贴。"
    grid = EntryGrid(DAYS, "放假和上班的日子", _COLUMNS, help=what)
    rows = tuple(
        grid.row(f"d{place}", {"on": day.on.isoformat(), "kind": day.kind.value, "name": day.name})
        for place, day in enumerate(notice.days if notice else ())
    )
    grid = EntryGrid(DAYS, grid.title, _COLUMNS, rows, help=what)
    return EntryForm(
        (EntrySection("依据", fields),),
        (grid,),
        action=reverse("holiday-year-edit", args=[year]),
        submit_label=f"保存{year}年安排",
        cancel_url=reverse("holidays"),
        version=mark_of(recorded),
        key=f"holidays-{year}",
    )


@dataclass(frozen=True, slots=True)
class TypedNotice:
    """What was typed of a year, and in which row of the grid each of its days stands."""

    texts: Mapping[str, str]
    rows: Sequence[TypedRow]

    def entered(self, year: int, seen: str) -> EnteredNotice:
        """For the service. Raises BadInput (``R-HOLIDAY``) with all that cannot be read."""
        problems = list(self._problems())
        if problems:
            raise BadInput(problems)
        days = tuple(_day(row) for row in self._standing())
        issued_on = written_day(self.texts["issued_on"]) if self.texts["issued_on"] else None
        return EnteredNotice(YearNotice(year, self.texts["title"], days), self.texts["document_no"], issued_on, seen)

    def place(self, problem: Problem) -> FieldPlace | None:
        """Where on the form a problem of the service stands, or of reading."""
        row, column = problem.where.get("row"), str(problem.where.get("column") or "")
        if isinstance(row, int):
            return FieldPlace(column, DAYS, self._standing()[row].key)
        return FieldPlace(column, DAYS, str(row)) if row else (FieldPlace(column) if column else None)

    def _standing(self) -> list[TypedRow]:
        return [row for row in self.rows if not row.is_withdrawn]

    def _problems(self) -> list[Problem]:
        problems = []
        if not self.texts["title"]:
            problems.append(_wrong("请填写通知名称，作为依据", "title"))
        if self.texts["issued_on"] and not written_day(self.texts["issued_on"]):
            problems.append(_wrong(f"「{self.texts['issued_on']}」不是日期；请按 2025-11-04 的样子填写", "issued_on"))
        for name, most in (("title", _TITLE_MAX), ("document_no", _NUMBER_MAX)):
            if len(self.texts[name]) > most:
                problems.append(_wrong(f"最多 {most} 个字；请缩短", name))
        for row in self._standing():
            on, kind, name = (row.texts.get(each, "") for each in ("on", "kind", "name"))
            if written_day(on) is None:
                problems.append(_wrong(f"「{on}」不是日期；请按 2025-10-01 的样子填写", "on", row.key))
            if kind not in {*DayKind}:
                problems.append(_wrong(f"「{kind}」不认识；请填「放假」或「上班」", "kind", row.key))
            if len(name) > NAME_MAX:
                problems.append(_wrong(f"节日最多 {NAME_MAX} 个字", "name", row.key))
        return problems


def _day(row: TypedRow) -> NoticeDay:
    on = written_day(row.texts["on"])
    assert on  # noqa: S101 - judged before
    return NoticeDay(on, DayKind(row.texts["kind"]), row.texts.get("name", ""))


def _wrong(message: str, column: str, row: str = "") -> Problem:
    where: dict[str, str | int | None] = {"column": column}
    return Problem("R-HOLIDAY", message, {**where, "row": row} if row else where)


def limit_form(today: date) -> EntryForm:
    """The form that counts a limit; it is sent as an address, so that it can be passed on."""
    kinds = (Option("min", "最短公告期"), Option("max", "最长时限"))
    units = tuple(Option(unit.value, unit.value) for unit in Unit)
    return simple_form(
        EntryField("start", "起算日", "date", value=today.isoformat(), is_required=True, help="当天不计入"),
        EntryField("amount", "期限", "number", is_required=True, is_summed=False),
        EntryField("unit", "单位", "choice", value=Unit.WORKING_DAY.value, is_required=True, options=units),
        EntryField("kind", "种类", "choice", value="min", options=kinds),
        action=reverse("holidays"),
        submit_label="计算期限",
        key="limit",
    )


def local_limit_form(district: str) -> EntryForm:
    """The form that enters a local limit."""
    regimes = tuple(Option(code, words[0]) for code, words in REGIMES.items())
    steps = {
        regime: tuple(Option(step.code, step.title) for step in steps_of(regime.value).values()) for regime in regimes
    }
    units = tuple(Option(unit.value, unit.value) for unit in Unit)
    kinds = (Option(LimitKind.MINIMUM.value, "最短公告期"), Option(LimitKind.MAXIMUM.value, "最长时限"))
    every = tuple({step.value: step for each in steps.values() for step in each}.values())
    step = EntryField("step", "环节", "choice", is_required=True, options=every, depends_on="regime", options_by=steps)
    start = "最短公告期不填：从公告本身起算"
    what = (
        EntryField("regime", "土地性质", "choice", is_required=True, options=regimes),
        step,
        replace(step, name="starts_from", label="从哪个环节起算", is_required=False, help=start),
        EntryField("kind", "种类", "choice", is_required=True, options=kinds),
        EntryField("amount", "期限", "number", is_required=True, is_summed=False),
        EntryField("unit", "单位", "choice", is_required=True, options=units),
    )
    source = (
        EntryField("law", "依据文件", is_required=True, length_max=_TITLE_MAX),
        EntryField("article", "条款", length_max=60, hint="第十二条"),
        EntryField("jurisdiction", "适用地区代码", is_required=True, value=district, length_max=12),
        EntryField("valid_from", "施行日期", "date", is_required=True),
        EntryField("valid_to", "失效日期", "date", help="不填为现行有效"),
    )
    return EntryForm(
        (EntrySection("期限", what), EntrySection("依据", source)),
        action=reverse("limit-new"),
        submit_label="登记地方期限",
        cancel_url=reverse("limits"),
        key="limit",
    )


def local_limit(texts: Mapping[str, str]) -> Limit:
    """What was typed, for the service. Raises BadInput (``R-LIMIT``) with all that cannot be read."""
    problems = [
        _bad_limit(f"请填写{label}", name)
        for name, label in (("regime", "土地性质"), ("step", "环节"), ("law", "依据文件"))
        if not texts[name]
    ]
    if texts["unit"] not in {*Unit}:
        problems.append(_bad_limit("请选择单位", "unit"))
    if texts["kind"] not in {*LimitKind}:
        problems.append(_bad_limit("请选择种类", "kind"))
    amount = texts["amount"]
    if not (amount.isascii() and amount.isdigit() and len(amount) <= 4):  # noqa: PLR2004 - ten years of days
        problems.append(_bad_limit(f"「{amount}」不是正整数；请只填数字，如 45", "amount"))
    valid_from, valid_to = written_day(texts["valid_from"]), written_day(texts["valid_to"])
    if valid_from is None:
        problems.append(_bad_limit(f"「{texts['valid_from']}」不是日期；请按 2025-01-01 的样子填写", "valid_from"))
    if texts["valid_to"] and valid_to is None:
        problems.append(_bad_limit(f"「{texts['valid_to']}」不是日期；请按 2025-01-01 的样子填写", "valid_to"))
    if problems or valid_from is None:
        raise BadInput(problems)
    return Limit(
        regime=texts["regime"],
        step=texts["step"],
        starts_from=texts["starts_from"] or texts["step"],
        amount=int(amount),
        unit=Unit(texts["unit"]),
        kind=LimitKind(texts["kind"]),
        law=texts["law"],
        article=texts["article"],
        valid_from=valid_from,
        jurisdiction=texts["jurisdiction"],
        valid_to=valid_to,
    )


def _bad_limit(message: str, column: str) -> Problem:
    return Problem("R-LIMIT", message, {"column": column})
