"""The computation sheet (计算书) as text: everything a villager needs to check an amount with a pocket calculator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from antu.kernel.money import Money
from antu.policy.computation import (
    CATEGORIES,
    DerivedValue,
    Line,
    MemberDecision,
    RateRead,
    RoundingStep,
    Trace,
)
from antu.policy.compute import Computation
from antu.policy.facts import Facts
from antu.policy.numbers import decimal_from, plain, readable
from antu.policy.pack import DECISIONS, STATUSES, Pack

_NUMERALS = "一二三四五"
_INDENT = "    "


def sheet_text(pack: Pack, computation: Computation, facts: Facts) -> str:
    """The sheet of a computation that this pack made from these facts: who was counted, every line, the totals."""
    sections = [
        ("安置资格认定", list(_eligibility(pack, computation, facts))),
        ("计算用的数值", list(_derived(computation))),
        ("补偿明细", list(_lines(computation))),
        ("合计", list(_totals(computation))),
    ]
    body: list[str] = []
    for numeral, (title, lines) in zip(_NUMERALS, (each for each in sections if each[1]), strict=False):
        body += ["", f"{numeral}、{title}", *lines]
    return "\n".join([*_head(pack, computation, facts), *body, ""])


def derived_used(computation: Computation) -> tuple[DerivedValue, ...]:
    """The derived values that the lines rest on, directly or through others, in the pack's order."""
    values = {value.name: value for value in computation.derived_values}
    wanted = [name for line in computation.lines for name, _, _ in line.trace.derived]
    used: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in used:
            used.add(name)
            wanted += [inner for inner, _, _ in values[name].trace.derived]
    return tuple(value for value in computation.derived_values if value.name in used)


def rate_words(rate: RateRead) -> str:
    """A rate as people cite it: ``房屋补偿标准（砖混、二等） 980.00 元/㎡，见附件二``."""
    keys = "、".join(rate.keys_words)
    name = f"{rate.label}（{keys}）" if rate.label and keys else rate.label or keys
    return f"{name} {rate.value} {rate.unit}".rstrip() + (f"，见{rate.clause}" if rate.clause else "")


def step_words(step: RoundingStep) -> str:
    """A result inside a formula: ``面积 × 3 ÷ 2000：7174.60 × 3 ÷ 2000 = 10.7619，四舍五入到 4 位小数得 10.7619``."""
    numbers = step.working if step.working == step.exact else f"{step.working} = {readable(step.exact)}"
    return f"{step.words}：{numbers}" + (f"，{step.how}得 {step.rounded}" if step.how else "")


def trace_words(trace: Trace) -> Iterator[str]:
    """Rates read, roundings on the way and choices made, a line each."""
    for rate in trace.rates:
        yield f"标准：{rate_words(rate)}"
    for step in trace.roundings:
        yield f"其中：{step_words(step)}"
    for note in trace.notes:
        yield f"说明：{note}"


def _head(pack: Pack, computation: Computation, facts: Facts) -> Iterator[str]:
    yield "补偿计算书"
    if not pack.is_official:
        yield f"【{pack.notice}】"
    if computation.estimate:
        assumed = f"假定 {facts.assumed_signed_on} 签约，" if facts.assumed_signed_on else ""
        yield f"【测算】{assumed}不是核定，不作付款依据。"
    if computation.draft:
        waiting = sum(decision.decision == "review" for decision in computation.eligibility)
        yield f"【待会审】有 {waiting} 名人员的安置资格待会审，本表未把他们计入。"
    yield f"被征收对象：{computation.subject}"
    yield f"适用办法：{pack.title}，{pack.name}，{STATUSES[pack.status]}标准"
    yield f"办法内容校验（SHA-256）：{pack.sha256}"


def _eligibility(pack: Pack, computation: Computation, facts: Facts) -> Iterator[str]:
    table = pack.facts.tables[pack.eligibility.table] if pack.eligibility else None
    rows = {str(row["id"]): row for row in facts.tables.get(table.name, ())} if table else {}
    for decision in computation.eligibility:
        described = table.describe(rows[decision.row]) if table else ""
        yield f"{decision.row} {described}：{_decided(decision)}"
        yield f"{_INDENT}规则 {decision.rule}：{decision.condition}"
        yield f"{_INDENT}证据：{decision.evidence or '—'}；依据：{decision.basis}"


def _decided(decision: MemberDecision) -> str:
    if decision.panel:
        return f"{DECISIONS[decision.decision]}（规则为待会审，按会审结论）"
    return DECISIONS[decision.decision]


def _derived(computation: Computation) -> Iterator[str]:
    for value in derived_used(computation):
        parts = [value.label, value.formula_words, value.working, value.value]
        shown = " = ".join(part for part, after in zip(parts, [*parts[1:], ""], strict=True) if part != after)
        yield f"{shown} {value.unit}".rstrip()
        yield from (_INDENT + words for words in trace_words(value.trace))


def _lines(computation: Computation) -> Iterator[str]:
    number = 0
    for category, label in CATEGORIES.items():
        lines = [line for line in computation.lines if line.category == category]
        for line in lines:
            number += 1
            yield from _line(number, line)
        if lines:
            yield f"{label}小计：{computation.totals[category].grouped()} 元"


def _line(number: int, line: Line) -> Iterator[str]:
    which = f"（{line.row}{' ' + line.row_words if line.row_words else ''}）" if line.row else ""
    yield f"{number}. {line.label}{which}：{line.amount.grouped()} 元"
    if line.formula_words != line.working:
        yield f"{_INDENT}算法：{line.formula_words}"
        yield f"{_INDENT}计算：{_worked(line)}"
    yield from (_INDENT + words for words in trace_words(line.trace))
    yield f"{_INDENT}依据：{line.clause}"


def _worked(line: Line) -> str:
    if line.exact == plain(line.amount.yuan):
        is_figure = decimal_from(line.working) is not None
        return str(line.amount) if is_figure else f"{line.working} = {line.amount}"
    return f"{line.working} = {readable(line.exact)}，{line.rounding}，得 {line.amount}"


def _totals(computation: Computation) -> Iterator[str]:
    payable = computation.payable
    if payable.fen < 0:
        yield f"应收合计（由被征收人支付）：{_in_full(-payable)}"
    else:
        yield f"应付合计：{_in_full(payable)}"
    yield from _beside(computation.totals)


def _beside(totals: Mapping[str, Money]) -> Iterator[str]:
    if totals["separate"]:
        yield f"单列（不付给本对象，不在应付合计内）：{_in_full(totals['separate'])}"


def _in_full(amount: Money) -> str:
    return f"{amount.grouped()} 元（大写：{amount.in_words()}）"
