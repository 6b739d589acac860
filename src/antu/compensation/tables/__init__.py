"""Determinations and estimates as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from antu.compensation.documents import Member, PrintedValue
from antu.compensation.domain.comparison import FactChange, LineMove
from antu.compensation.models import Determination
from antu.compensation.selectors import Comparison, DayEstimate
from antu.households.models import Household
from antu.kernel.money import Money
from antu.platform.clause_links import ClauseLinks, citing_cell
from antu.platform.display import DRAFT, Cell, Chip, Column, Kind, Row, Table, Tone
from antu.platform.wording import UNKNOWN, day_text, moment_text, with_sign
from antu.policy import Pack
from antu.policy.pack import DECISIONS, EXCLUDE, INCLUDE, REVIEW

#: Said of a negative amount, as where a flat costs more than the compensation.
OWES: Final = "由被征收人支付差价"
_DECIDED: Final = {DECISIONS[INCLUDE]: Tone.DONE, DECISIONS[EXCLUDE]: Tone.PLAIN, DECISIONS[REVIEW]: Tone.DUE}
_MEMBERS: Final = (
    Column("人员"),
    Column("结论"),
    Column("规则"),
    Column("应备证据", kind=Kind.LONG),
    Column("依据", kind=Kind.LONG),
)
_VALUES: Final = (
    Column("数"),
    Column("怎么得来", kind=Kind.LONG),
    Column("计算式", kind=Kind.LONG),
    Column("结果", kind=Kind.NUMBER),
)
_ESTIMATES: Final = (
    Column("假定签约日"),
    Column("这一天"),
    Column("测算应付", "元", Kind.NUMBER),
    Column("与今天相比", "元", Kind.NUMBER),
    Column("计算书"),
)
_VERSIONS: Final = (
    Column("版次"),
    Column("签约日"),
    Column("应付合计", "元", Kind.NUMBER),
    Column("缘由", kind=Kind.LONG),
    Column("核定时间"),
    Column("核定人"),
    Column("计算书"),
)
_MOVES: Final = (
    Column("补偿项", kind=Kind.LONG),
    Column("原金额", "元", Kind.NUMBER),
    Column("现金额", "元", Kind.NUMBER),
    Column("差额", "元", Kind.NUMBER),
)
_CHANGES: Final = (Column("登记项", kind=Kind.LONG), Column("原登记"), Column("现登记"))
_FROZEN: Final = (Column("登记项", kind=Kind.LONG), Column("冻结的"), Column("台账现在"))


def payable_cell(payable: Money, *, is_draft: bool = False) -> Cell:
    """What is due to a subject; below a negative amount, that the subject pays it."""
    note = OWES if payable < Money(0) else ""
    return Cell(payable.grouped(), chips=(DRAFT,) if is_draft else (), note=note)


def value_table(values: Sequence[PrintedValue]) -> Table:
    """The values between facts and money, each with how it came about."""
    rows = [Row((Cell(v.label), Cell(v.words), Cell(v.working), Cell(v.result))) for v in values]
    return Table(_VALUES, rows, caption="计算用的数")


def member_table(members: Sequence[Member], links: ClauseLinks) -> Table:
    """Each member with the decision on them; what it rests on leads to its text where that is kept."""
    rows = [
        Row(
            (
                Cell(m.name),
                Cell(chips=(_decision_chip(m.decision),)),
                Cell(m.rule),
                Cell(m.evidence),
                citing_cell(links, m.basis),
            )
        )
        for m in members
    ]
    return Table(_MEMBERS, rows, "本户没有需要认定安置资格的人员。", caption="安置资格")


def _decision_chip(words: str) -> Chip:
    return Chip(words, next((tone for word, tone in _DECIDED.items() if words.startswith(word)), Tone.PLAIN))


def estimate_table(household: Household, estimates: Sequence[DayEstimate], today: date) -> Table:
    """What the subject would be owed if it signed today, and on the last day of each reward tier."""
    now = next((each.computation.payable for each in estimates if each.day >= today), Money(0))
    named = list(zip(estimates, _day_names(estimates, today), strict=True))
    passed = [(each, name) for each, name in named if each.tier and each.day < today]
    rows = [_passed_row(passed, now)] if len(passed) > 1 else []
    rows += [
        _estimate_row(household, each, name, now) for each, name in named if not rows or (each, name) not in passed
    ]
    return Table(_ESTIMATES, rows, "暂时不能测算。", caption="测算")


def _day_names(estimates: Sequence[DayEstimate], today: date) -> list[str]:
    """What each day is; the tiers of a reward are counted from its first."""
    seen = Counter[str]()
    names = []
    for each in estimates:
        seen[each.tier] += 1
        tier = f"{each.tier}第 {seen[each.tier]} 档的末日" if each.tier else "签约期首日"
        names.append("今天" if each.day == today else f"{tier}（已过）" if each.day < today else tier)
    return names


def _passed_row(passed: Sequence[tuple[DayEstimate, str]], now: Money) -> Row:
    """The tiers on whose days nobody can sign any more, in one row that unfolds."""
    amounts = [each.computation.payable for each, _ in passed]
    told = (
        f"{day_text(each.day)} {name}：{amount.grouped()} 元，与今天相比 {with_sign(amount - now)} 元"
        for (each, name), amount in zip(passed, amounts, strict=True)
    )
    least, most = min(amounts), max(amounts)
    return Row(
        (
            Cell(f"{day_text(passed[0][0].day)} 至 {day_text(passed[-1][0].day)}"),
            Cell(f"奖励的 {len(passed)} 档都已过期", more=tuple(told)),
            Cell(" 至 ".join(dict.fromkeys((least.grouped(), most.grouped())))),
            Cell(" 至 ".join(dict.fromkeys((with_sign(least - now), with_sign(most - now))))),
            Cell(UNKNOWN, title="需要时在下面选那一天测算"),
        )
    )


def _estimate_row(household: Household, each: DayEstimate, name: str, now: Money) -> Row:
    pdf = reverse("estimate-pdf", args=[household.pk, day_text(each.day)])
    return Row(
        (
            Cell(day_text(each.day), url=f"?as_if={day_text(each.day)}#sheet"),
            Cell(name),
            payable_cell(each.computation.payable, is_draft=each.computation.draft),
            Cell(with_sign(each.computation.payable - now)),
            Cell("PDF", url=pdf),
        )
    )


def version_table(versions: Iterable[Determination]) -> Table:
    """The versions of a determination, the newest first; each opens its sheet."""
    return Table(_VERSIONS, [_version_row(each) for each in versions], caption="核定版次")


def _version_row(each: Determination) -> Row:
    chips = (Chip("现行", Tone.DONE),) if each.is_standing else (Chip("已取代"),)
    return Row(
        (
            Cell(f"第 {each.version} 版", url=f"?version={each.version}#sheet", chips=chips),
            Cell(day_text(each.signed_on)),
            payable_cell(each.payable, is_draft=each.is_draft),
            Cell(each.reason),
            Cell(moment_text(each.determined_at)),
            Cell(each.determined_by),
            Cell("PDF", url=reverse("determination-pdf", args=[each.household_id, each.version])),
        )
    )


def move_table(comparison: Comparison) -> Table:
    """The lines that moved between two versions, with the difference of the whole."""
    rows = [_move_row(move) for move in comparison.lines]
    difference = comparison.after - comparison.before
    sums = (comparison.before.grouped(), comparison.after.grouped(), with_sign(difference))
    totals = (Cell("应付合计"), *(Cell(text) for text in sums))
    return Table(_MOVES, rows, "各项金额没有变化。", totals if rows else (), "金额变动")


def _move_row(move: LineMove) -> Row:
    name = f"{move.label} {move.row}".strip()
    amounts = (Cell(UNKNOWN if amount is None else amount.grouped()) for amount in (move.before, move.after))
    return Row((Cell(name), *amounts, Cell(with_sign(move.difference))))


def change_table(comparison: Comparison, pack: Pack | None) -> Table:
    """The facts that moved them, under the pack's labels."""
    return Table(_CHANGES, [_change_row(change, pack) for change in comparison.facts], "登记的事实没有变化。")


def register_table(changes: Iterable[FactChange], pack: Pack | None) -> Table:
    """Where frozen facts are not what the register has now: of a version that stands, they were changed behind it."""
    nothing = "冻结的事实与台账现在的相同：被改的是摘要本身，或台账也一同改过。"
    return Table(_FROZEN, [_change_row(change, pack) for change in changes], nothing)


def _change_row(change: FactChange, pack: Pack | None) -> Row:
    table = pack.facts.tables.get(change.table) if pack else None
    column = table.columns.get(change.column) if table else None
    name = f"{table.label if table else change.table} {change.row} {column.header if column else change.column}"

    def shown(value: object) -> Cell:
        return Cell(UNKNOWN if value is None else column.label_of(value) if column else str(value))  # type: ignore[arg-type]

    return Row((Cell(name.replace("  ", " ")), shown(change.before), shown(change.after)))
