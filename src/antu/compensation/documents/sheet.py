"""The computation sheet as page and paper print it, and its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from antu.compensation.domain.sheet import Sheet, SheetGroup, SheetLine, sheet_of
from antu.compensation.models import Determination
from antu.compensation.selectors import recomputed
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.platform.display import DRAFT, ESTIMATE, Chip, marks
from antu.platform.documents.forms import form_path
from antu.platform.documents.typst_pdf import render_pdf
from antu.platform.wording import UNKNOWN, day_text, joined, moment_text
from antu.policy import Computation, DerivedValue, Facts, Pack
from antu.policy.numbers import day_from
from antu.policy.pack import DECISIONS, OFFICIAL, REGIMES, STATUSES
from antu.policy.sheet import derived_used, step_words
from antu.regulations.selectors import pack_named

TITLE: Final = "补偿计算书"
FORM: Final = "computation-sheet.typ"
Moved = Mapping[tuple[str, str], str]
TO_PAY: Final = "应付合计"
TO_RECEIVE: Final = "应收合计（由被征收人支付）"
SIGN_OFF: Final = ("制表", "复核", "审核", "负责人", "日期")


@dataclass(frozen=True, slots=True)
class Member:
    """A member with the decision on them, as printed."""

    name: str
    decision: str
    rule: str
    evidence: str
    basis: str


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value between facts and money: how it came about in words and numbers, and its result with its unit."""

    name: str
    label: str
    words: str
    working: str
    result: str


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A computation sheet ready to show or set: nothing is worked out after this.

    ``notice`` is what a pack that is not official obliges to print; ``foot`` says which regulation, version, hash,
    when and by whom.
    """

    sheet: Sheet
    facts: tuple[tuple[str, str], ...]
    origin_marks: tuple[Chip, ...]
    is_sample: bool
    is_voided: bool
    notice: str
    values: tuple[PrintedValue, ...]
    members: tuple[Member, ...]
    foot: tuple[str, ...]
    pack: Pack | None

    @property
    def basis(self) -> str:
        """Which regulation computed it, without its hash."""
        return self.foot[0].partition("；SHA-256")[0]

    @property
    def cited(self) -> tuple[str, ...]:
        """The clauses that the lines and the decisions on members cite, each once, in words of the pack."""
        lines = (clause for group in self.sheet.groups for line in group.lines for clause in line.clauses)
        return tuple(dict.fromkeys((*lines, *(each.basis for each in self.members))))

    @property
    def total_label(self) -> str:
        """应付合计, or 应收合计 where the subject owes."""
        return TO_PAY if self.sheet.payable >= Money(0) else TO_RECEIVE

    @property
    def marks(self) -> tuple[Chip, ...]:
        """All marks that it bears: 示例 and 作废, then 测算 or 待会审."""
        return (*marks(is_sample=self.is_sample, is_voided=self.is_voided), *self.origin_marks)

    @property
    def payable(self) -> str:
        """The total in figures."""
        return abs(self.sheet.payable).grouped()

    @property
    def payable_words(self) -> str:
        """The total in 大写."""
        return abs(self.sheet.payable).in_words()


def determined_sheet(
    determination: Determination, moved: Moved | None = None, *, with_values: bool = True
) -> PrintedSheet:
    """The sheet of a stored determination, as it was computed; ``moved`` as of :func:`sheet_of`.

    Without values it is quicker: they are worked out again from the frozen facts.
    """
    when = f"第 {determination.version} 版，{moment_text(determination.determined_at)}，{determination.determined_by}"
    foot: tuple[str, ...] = (f"核定：{when}；缘由：{determination.reason}",)
    if not determination.is_standing:
        foot = (*foot, f"本版已被取代：{determination.ended_reason}")
    notice_on = str(determination.facts.get("project", {}).get("notice_on", ""))
    marks = (DRAFT,) if determination.is_draft else ()
    origin = _Origin(marks, ("签约日", day_text(determination.signed_on)), foot, notice_on)
    values = printed_values(recomputed(determination)) if with_values else ()
    return _printed(determination.household, sheet_of(determination.computation, moved), values, origin)


def estimated_sheet(household: Household, computation: Computation, signed_on: date) -> PrintedSheet:
    """The sheet of an estimate that assumes a signing day; never stored, in no total."""
    foot = (f"本页为测算：假定 {day_text(signed_on)} 签约，实际以签约时核定为准。",)
    marks = (ESTIMATE, DRAFT) if computation.draft else (ESTIMATE,)
    notice = household.project.notice_on
    notice_on = notice.isoformat() if notice else ""
    origin = _Origin(marks, ("假定签约日", day_text(signed_on)), foot, notice_on)
    return _printed(household, sheet_of(computation.as_json(full=True)), printed_values(computation), origin)


def tried_sheet(pack: Pack, computation: Computation, facts: Facts) -> PrintedSheet:
    """The sheet of facts that somebody typed to try a pack; never stored, about nobody."""
    sheet = sheet_of(computation.as_json(full=True))
    table = pack.facts.tables.get(pack.eligibility.table) if pack.eligibility else None
    rows = {str(row["id"]): row for row in facts.tables.get(table.name, ())} if table else {}
    names = {key: joined((key, table.describe(row)), " ") for key, row in rows.items()} if table else {}
    marks = (ESTIMATE, DRAFT) if computation.draft else (ESTIMATE,)
    return PrintedSheet(
        sheet=sheet,
        facts=(("对象", computation.subject),),
        origin_marks=marks,
        is_sample=False,
        is_voided=False,
        notice=notice_of(sheet.pack, pack),
        values=printed_values(computation),
        members=tuple(_counted_members(names, sheet)),
        foot=(
            _pack_words(sheet.pack, pack),
            *chosen_words(pack, str(facts.as_document()["project"].get("notice_on", ""))),  # type: ignore[attr-defined]
            "本页为试算：事实是填写的，没有登记，不作核定。",
        ),
        pack=pack,
    )


def printed_values(computation: Computation | None) -> tuple[PrintedValue, ...]:
    """The derived values that the lines rest on; none where they cannot be worked out again."""
    return tuple(_value(each) for each in derived_used(computation)) if computation else ()


def _value(derived: DerivedValue) -> PrintedValue:
    inner = [*(step_words(step) for step in derived.trace.roundings), *derived.trace.notes]
    working = derived.working if derived.working != derived.value else ""
    result = f"{derived.value} {derived.unit}".strip()
    return PrintedValue(derived.name, derived.label, derived.formula_words, joined((working, *inner), "；"), result)


def sheet_pdf(printed: PrintedSheet, made_by: str, made_at: datetime) -> bytes:
    """The sheet on A4 by the office's form; the same arguments give the same bytes. Raises BadInput (``D-FORM``)."""
    return sheets_pdf([printed], made_by, made_at)


def sheets_pdf(
    printed: Sequence[PrintedSheet], made_by: str, made_at: datetime, left_out: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Sheets in one document, each with its own page count; then who was ``left_out`` (who, why)."""
    document = {
        "title": TITLE,
        "sheets": [_sheet_json(each) for each in printed],
        "left_out": [list(each) for each in left_out],
        "printed": printed_by(made_by, made_at),
        "sign_off": list(SIGN_OFF),
    }
    return render_pdf(form_path(FORM), document, tagged=len(printed) == 1)


def printed_by(made_by: str, made_at: datetime) -> str:
    """Who prints and when, for the foot of a paper."""
    return f"打印人：{made_by}　打印时间：{moment_text(made_at)}"


def _sheet_json(printed: PrintedSheet) -> dict[str, Any]:
    return {
        "header": joined(value for _, value in printed.facts[:3]),
        "notice": printed.notice,
        "marks": [chip.text for chip in printed.marks],
        "facts": [list(fact) for fact in printed.facts],
        "groups": [_group_json(group) for group in printed.sheet.groups],
        "total_label": printed.total_label,
        "payable": printed.payable,
        "payable_words": printed.payable_words,
        "values": [[v.label, v.words, v.working, v.result] for v in printed.values],
        "members": [[m.name, m.decision, m.rule, m.evidence, m.basis] for m in printed.members],
        "foot": list(printed.foot),
    }


@dataclass(frozen=True, slots=True)
class _Origin:
    """What tells a determination from an estimate in print."""

    marks: tuple[Chip, ...]
    signed: tuple[str, str]
    foot: tuple[str, ...]
    notice_on: str


def _printed(household: Household, sheet: Sheet, values: tuple[PrintedValue, ...], origin: _Origin) -> PrintedSheet:
    pack = pack_of(sheet.pack)
    return PrintedSheet(
        sheet=sheet,
        facts=(*_household_facts(household), origin.signed),
        origin_marks=origin.marks,
        is_sample=household.is_sample,
        is_voided=household.is_voided,
        notice=notice_of(sheet.pack, pack),
        values=values,
        members=tuple(_members(household, sheet)),
        foot=(_pack_words(sheet.pack, pack), *chosen_words(pack, origin.notice_on), *origin.foot),
        pack=pack,
    )


def chosen_words(pack: Pack | None, notice_on: str) -> tuple[str, ...]:
    """Why this version: regime, jurisdiction and the day of the notice, in a sentence; none for an unknown pack.

    It follows from the pack and a day that the sheet rests on, so that a stored sheet prints the same for ever.
    """
    if pack is None:
        return ()
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    day = day_from(notice_on)
    where = "内" if day and pack.holds_on(day) else "外，按项目写明的办法"
    told = f"公告日 {notice_on}，在它的有效期（{pack.valid_from} {until}）{where}" if day else "公告日未填，取最新版本"
    return (f"选用理由：{REGIMES[pack.regime]}，{pack.jurisdiction.label}（{pack.jurisdiction.code}）；{told}",)


def pack_of(ref: Mapping[str, str]) -> Pack | None:
    """The very version that computed, for its labels; None where it is no longer on the shelf."""
    try:
        return pack_named(f"{ref['id']}@{ref['version']}")
    except BadInput:
        return None


def notice_of(ref: Mapping[str, str], pack: Pack | None) -> str:
    """What must be printed under a pack that is not official; nothing under one that is."""
    if ref["status"] == OFFICIAL:
        return ""
    return (
        pack.notice if pack else ""
    ) or f"所用补偿办法为{STATUSES.get(ref['status'], ref['status'])}标准，非正式发布"


def _pack_words(ref: Mapping[str, str], pack: Pack | None) -> str:
    title = f"《{pack.title}》" if pack else ""
    status = STATUSES.get(ref["status"], ref["status"])
    return f"适用办法：{title}{ref['id']} 第 {ref['version']} 版（{status}）；SHA-256 {ref['sha256']}"


def _household_facts(household: Household) -> tuple[tuple[str, str], ...]:
    place = joined((household.town, household.village, household.group), "")
    return (
        ("户编号", household.code),
        (household.get_kind_display(), household.head_name),
        ("项目", household.project.name),
        ("坐落", place),
    )


def _members(household: Household, sheet: Sheet) -> Iterable[Member]:
    return _counted_members({person.no: person.name for person in household.people.all()}, sheet)


def _counted_members(names: Mapping[str, str], sheet: Sheet) -> Iterable[Member]:
    for each in sheet.counted:
        decision = DECISIONS.get(each.decision, each.decision) + ("（会审）" if each.is_by_panel else "")
        yield Member(
            names.get(each.row, each.row), decision, each.rule, each.evidence or UNKNOWN, each.basis or UNKNOWN
        )


def _group_json(group: SheetGroup) -> dict[str, Any]:
    return {
        "heading": group.heading,
        "lines": [_line_json(line) for line in group.lines],
        "subtotal": group.subtotal.grouped(),
    }


def _line_json(line: SheetLine) -> dict[str, str]:
    texts = ("label", "row_words", "words", "working", "note")
    numbers = {"number": str(line.number), "amount": line.amount.grouped()}
    numbers |= {"basis": "\n".join(line.basis), "inner": "\n".join(line.inner)}
    return {name: getattr(line, name) for name in texts} | numbers
