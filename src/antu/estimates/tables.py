"""Estimates as pages and papers show them: the list, and a version's lines, categories, subjects and opinions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse

from antu.estimates.domain.asking import SAMPLE
from antu.estimates.domain.comparing import ComparedCategory
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimatedHousehold, EstimateLine, EstimateOpinion, EstimateVersion
from antu.estimates.selectors import total_of, with_totals
from antu.households.models import Household, SubjectKind
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Row, Table, Tone, marks
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
)
from antu.platform.wording import UNKNOWN, day_text, fen_text, joined, moment_text, number_text, with_sign

STATE_CHIPS: Final = {
    EstimateState.DRAFT: Chip("草稿", Tone.DUE, title="还没有送审"),
    EstimateState.SUBMITTED: Chip("送审中", Tone.GOING, title="已送审，等评审；不能再改"),
    EstimateState.SENT_BACK: Chip("已退回", Tone.STOPPED, title="评审退回；起草下一版时照抄这一版再改"),
    EstimateState.APPROVED: Chip("已批准", Tone.DONE, title="批准以后不能再改；要调整起草下一版"),
}
IN_FORCE: Final = Chip("现行", title="最后批准的一版")
_MONEY: Final = Column("金额", "元", Kind.NUMBER)


def state_cell(version: EstimateVersion) -> Cell:
    """Where the version stands, as a chip."""
    return Cell(chips=(STATE_CHIPS[version.state],))


def household_words(version: EstimateVersion) -> str:
    """How many households stand for how many, where it is a sample."""
    return f"代表 {version.household_total} 户" if version.basis == SAMPLE and version.household_total else ""


def version_listing(actor: Actor) -> Listing:
    """The list of versions of all projects."""
    may = actor.may("project.edit")
    way = ("到项目页起草", reverse("projects")) if may else ("", "")
    return Listing(
        "estimates",
        "概算",
        (
            ListColumn("project", Column("项目", kind=Kind.LONG), _project_cell, by("project__name", "number")),
            ListColumn("number", Column("版次"), lambda each: Cell(each.label), by("number")),
            ListColumn("state", Column("状态"), state_cell),
            ListColumn(
                "basis", Column("依据"), lambda each: Cell(each.get_basis_display(), note=household_words(each))
            ),
            ListColumn(
                "total",
                Column("概算总额", "元", Kind.NUMBER),
                lambda each: Cell(fen_text(each.total_fen or 0)),
                by("total_fen", beside=with_totals),
            ),
            ListColumn(
                "approved",
                Column("批准金额", "元", Kind.NUMBER),
                lambda each: Cell(fen_text(each.approved_fen)),
                by("approved_fen"),
            ),
            ListColumn("difference", Column("核增减", "元", Kind.NUMBER), _difference_cell),
            ListColumn(
                "document", Column("批准文号"), lambda each: Cell(each.document_no or UNKNOWN), by("document_no")
            ),
            ListColumn(
                "approved_on",
                Column("批准日期", is_day=True),
                lambda each: Cell(day_text(each.approved_on)),
                by("approved_on"),
            ),
            ListColumn("submitted", Column("送审"), _submitted_cell, by("submitted_at")),
            ListColumn(
                "drafted", Column("编制人"), lambda each: Cell(each.drafted_by), by("drafted_by"), is_shown=False
            ),
            ListColumn("recorded", Column("项目登记的概算", "元", Kind.NUMBER), _recorded_cell, is_shown=False),
        ),
        Empty("还没有概算。概算在项目页的“概算”一栏起草。", *way),
        counter="版",
        read=_with_projects,
        is_picked=False,
    )


def version_filters(request: HttpRequest) -> list[Filter]:
    """Project or document, state, basis, and whether only the newest version of each project is shown."""
    states = [(state.code, state.value) for state in EstimateState]
    return [
        text_filter(request, "q", "项目或文号"),
        choice_filter(request, "state", "状态", states),
        choice_filter(request, "basis", "依据", EstimateVersion._meta.get_field("basis").flatchoices),
        choice_filter(request, "newest", "版次", (("yes", "只看各项目最新一版"),)),
    ]


def _with_projects(found: Found, _columns: frozenset[str]) -> Iterable[Any]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return with_totals(found).select_related("project")


def _project_cell(each: EstimateVersion) -> Cell:
    return Cell(each.project.name, record_url(each), chips=marks(is_sample=each.is_sample))


def _difference_cell(each: Any) -> Cell:
    if each.approved is None:
        return Cell(UNKNOWN)
    return Cell(with_sign(each.approved - Money(each.total_fen or 0)))


def _submitted_cell(each: EstimateVersion) -> Cell:
    if each.submitted_at is None:
        return Cell(UNKNOWN)
    return Cell(f"{moment_text(each.submitted_at)} {each.submitted_by}")


def _recorded_cell(each: EstimateVersion) -> Cell:
    return Cell(fen_text(each.project.estimate_fen))


_LINES: Final = (
    Column("序号", kind=Kind.NUMBER),
    Column("费用类别"),
    Column("费用名称"),
    Column("数量", kind=Kind.NUMBER),
    Column("单位"),
    _MONEY,
)
_REVIEWED: Final = (Column("核增减", "元", Kind.NUMBER), Column("审定", "元", Kind.NUMBER))
_BASIS: Final = (Column("来源"), Column("依据", kind=Kind.LONG))


def line_table(lines: Sequence[EstimateLine], opinions: Iterable[EstimateOpinion]) -> Table:
    """The lines with the subtotal of each category that has several; where reviewers adjusted, what is left of each."""
    adjusted: dict[int | None, Money] = defaultdict(lambda: Money(0))
    for each in opinions:
        adjusted[each.line_id] += Money(each.adjusted_fen or 0)
    is_adjusted = any(adjusted.values())
    rows: list[Row] = []
    for category, group in _grouped(lines).items():
        rows += [_line_row(number, line, adjusted[line.pk], is_adjusted=is_adjusted) for number, line in group]
        if len(group) > 1:
            cut = Money.total(adjusted[line.pk] for _, line in group)
            whole = total_of(line for _, line in group)
            rows.append(_sum_row(category, whole, cut, is_adjusted=is_adjusted, name="小计"))
    if adjusted[None]:
        rows.append(_sum_row("对总额的核增减", Money(0), adjusted[None], is_adjusted=True))
    total = _sum_row("合计", total_of(lines), Money.total(adjusted.values()), is_adjusted=is_adjusted).cells
    columns = (*_LINES, *(_REVIEWED if is_adjusted else ()), *_BASIS)
    return Table(columns, rows, "还没有明细。先计算，或录入明细。", total if rows else (), caption="概算明细")


def _grouped(lines: Sequence[EstimateLine]) -> dict[str, list[tuple[int, EstimateLine]]]:
    groups: dict[str, list[tuple[int, EstimateLine]]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        groups[line.category].append((number, line))
    return groups


def _line_row(number: int, line: EstimateLine, adjusted: Money, *, is_adjusted: bool) -> Row:
    reviewed = (Cell(with_sign(adjusted)), Cell((line.amount + adjusted).grouped())) if is_adjusted else ()
    return Row(
        (
            Cell(str(number)),
            Cell(line.category, chips=marks(is_sample=line.is_sample)),
            Cell(line.item),
            Cell(number_text(line.quantity)),
            Cell(line.unit or UNKNOWN),
            Cell(line.amount.grouped()),
            *reviewed,
            Cell(line.get_source_display()),
            Cell(line.basis_text),
        )
    )


def _sum_row(label: str, amount: Money, adjusted: Money, *, is_adjusted: bool, name: str = "") -> Row:
    reviewed = (Cell(with_sign(adjusted)), Cell((amount + adjusted).grouped())) if is_adjusted else ()
    blank = Cell()
    return Row((blank, Cell(label), Cell(name), blank, blank, Cell(amount.grouped()), *reviewed, blank, blank))


def category_table(totals: Mapping[str, Money]) -> Table:
    """What each category costs."""
    rows = [Row((Cell(category), Cell(amount.grouped()))) for category, amount in totals.items()]
    total = (Cell("合计"), Cell(Money.total(totals.values()).grouped())) if rows else ()
    return Table((Column("费用类别"), _MONEY), rows, "还没有明细。", total)


def comparison_table(changes: Sequence[ComparedCategory], before: EstimateVersion, after: EstimateVersion) -> Table:
    """What each category costs in two versions, and the difference."""
    columns = (
        Column("费用类别"),
        Column(before.label, "元", Kind.NUMBER),
        Column(after.label, "元", Kind.NUMBER),
        Column("增减", "元", Kind.NUMBER),
    )
    rows = [_compared_row(each.category, each.before, each.after) for each in changes]
    sums = (Money.total(each.before for each in changes), Money.total(each.after for each in changes))
    return Table(columns, rows, "两版都还没有明细。", _compared_row("合计", *sums).cells if rows else ())


def _compared_row(label: str, before: Money, after: Money) -> Row:
    return Row((Cell(label), Cell(before.grouped()), Cell(after.grouped()), Cell(with_sign(after - before))))


_OPINIONS: Final = (
    Column("评审单位"),
    Column("评审人"),
    Column("日期"),
    Column("意见", kind=Kind.LONG),
    Column("针对"),
    Column("核增减", "元", Kind.NUMBER),
)


def opinion_table(opinions: Sequence[EstimateOpinion]) -> Table:
    """What reviewers said."""
    rows = [
        Row(
            (
                Cell(each.organisation, chips=marks(is_sample=each.is_sample)),
                Cell(each.person),
                Cell(day_text(each.on)),
                Cell(each.opinion),
                Cell(str(each.line) if each.line else "总额"),
                Cell(UNKNOWN if each.adjusted_fen is None else with_sign(Money(each.adjusted_fen))),
            )
        )
        for each in opinions
    ]
    return Table(_OPINIONS, rows, "还没有评审意见。送审以后，由有“评审概算”权限的同志登记。")


_HOW: Final = (("determined", "按核定"), ("estimated", "测算"), ("left-out", "没有计入"))


def household_list(request: HttpRequest, version: EstimateVersion, rows: QuerySet[EstimatedHousehold]) -> AskedList:
    """The subjects that were computed for the version."""
    filters = [
        text_filter(request, "h-q", "户编号或户主"),
        choice_filter(request, "h-how", "计入方式", _HOW),
    ]
    words, how = (each.value for each in filters)
    if words:
        named = Household.objects.filter(code__icontains=words) | Household.objects.filter(head_name__icontains=words)
        rows = rows.filter(household__in=named.values("pk"))
    if how:
        rows = rows.exclude(problem="") if how == "left-out" else rows.filter(problem="")
    if how in {"determined", "estimated"}:
        rows = rows.filter(is_determined=how == "determined")
    return AskedList(request, _household_listing(version), filters, rows, anchor="households")


def _household_listing(version: EstimateVersion) -> Listing:
    def how(each: EstimatedHousehold) -> Cell:
        if each.problem:
            return Cell(chips=(Chip("没有计入", Tone.STOPPED),))
        sampled = version.basis == SAMPLE and each.household.kind == SubjectKind.HOUSEHOLD
        part = "样本" if sampled else "全数"
        return Cell(f"{part}·{'按核定' if each.is_determined else '测算'}")

    return Listing(
        "estimated-households",
        f"{version}计入的户",
        (
            ListColumn("code", Column("户编号"), _code_cell, by("household__code")),
            ListColumn("head", Column("户主"), lambda each: Cell(each.household.head_name), by("household__head_name")),
            ListColumn("place", Column("坐落", kind=Kind.LONG), _place_cell),
            ListColumn("how", Column("计入方式"), how, by("is_determined")),
            ListColumn(
                "amount",
                _MONEY,
                lambda each: Cell(fen_text(each.amount_fen), title=each.problem),
                by("amount_fen"),
            ),
            ListColumn("problem", Column("没有计入的原因", kind=Kind.LONG), lambda each: Cell(each.problem or UNKNOWN)),
        ),
        Empty("没有由台账计算的户。"),
        counter="户",
        read=_with_households,
        totals=_household_totals,
        url_of=lambda each: record_url(each.household),
        prefix="h-",
        is_picked=False,
        takes_additions=False,
        is_saved=False,
    )


def _with_households(found: Found, _columns: frozenset[str]) -> Iterable[Any]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return found.select_related("household")


def _household_totals(_actor: Actor, found: Any) -> Mapping[str, Cell]:
    return {"amount": Cell(fen_text(found.order_by().aggregate(fen=Sum("amount_fen"))["fen"] or 0))}


def _code_cell(each: EstimatedHousehold) -> Cell:
    household = each.household
    return Cell(household.code, record_url(household), chips=marks(is_sample=household.is_sample))


def _place_cell(each: EstimatedHousehold) -> Cell:
    household = each.household
    return Cell(joined((household.town, household.village, household.group), ""))


_OF_PROJECT: Final = (
    Column("版次"),
    Column("状态"),
    Column("依据"),
    Column("概算总额", "元", Kind.NUMBER),
    Column("批准金额", "元", Kind.NUMBER),
    Column("批准文号"),
    Column("批准日期"),
)


def project_table(versions: Sequence[Any], current: EstimateVersion | None) -> Table:
    """The versions of one project, newest first."""
    rows = [
        Row(
            (
                Cell(each.label, record_url(each), chips=(IN_FORCE,) if each == current else ()),
                state_cell(each),
                Cell(each.get_basis_display()),
                Cell(fen_text(each.total_fen or 0)),
                Cell(fen_text(each.approved_fen)),
                Cell(each.document_no or UNKNOWN),
                Cell(day_text(each.approved_on)),
            )
        )
        for each in reversed(versions)
    ]
    return Table(_OF_PROJECT, rows, "还没有编制概算。")
