"""Typing the functions of the formula language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Literal

from antu.policy import syntax, tree
from antu.policy.faults import listed, nearest
from antu.policy.numbers import decimals_of
from antu.policy.rates import Ladder, RateRow, RateTable
from antu.policy.value_types import UNKNOWN, Day, Num, Str, Type, Unknown, joined, repeated, rounded, whole

if TYPE_CHECKING:
    from antu.policy.typist import Typist

Arguments = Sequence[syntax.Expression]
WRONG = tree.Wrong(UNKNOWN)

_PLACES_MAX = 8
_BY_NUMBER = "；按数查的标准请声明成阶梯（bounds），用 tier 查"
_DAYS_MAX = 3_652_058  # from 0001-01-01 to 9999-12-31
_MONTHS_MAX = 120_000

SIGNATURES = {
    "rate": 'rate("标准表", 键, …)',
    "tier": 'tier("阶梯表", 数)',
    "min": "min(a, b)",
    "max": "max(a, b)",
    "round": "round(数, 2)",
    "floor": "floor(数)",
    "ceil": "ceil(数)",
    "sum": "sum(表, 算式[, 条件])",
    "count": "count(表[, 条件])",
    "days": "days(起日, 止日)",
    "months": "months(起日, 止日)",
    "amount": 'amount("补偿项代码")',
}
_ANY = 20
_COUNTS = {"round": (2, 2), "floor": (1, 1), "ceil": (1, 1), "count": (1, 2), "sum": (2, 3), "amount": (1, 1)}
_COUNTS |= {"rate": (2, 9), "tier": (2, 3), "min": (2, _ANY), "max": (2, _ANY), "days": (2, 2), "months": (2, 2)}


def typed_call(typist: Typist, call: syntax.Call) -> tree.Node:
    """The typed node of a function call; Wrong, with a fault, where it does not fit."""
    name = call.function
    if name not in SIGNATURES:
        known = listed(SIGNATURES, len(SIGNATURES))
        meant = "；条件写成 a if 条件 else b" if name.lower() == "if" else nearest(name.lower(), SIGNATURES)
        return typist.wrong("P-FUNCTION", f"没有函数「{name}」；可用的有 {known}{meant}")
    least, most = _COUNTS[name]
    if not least <= len(call.arguments) <= most:
        return typist.wrong("P-FUNCTION", f"「{name}」给了 {len(call.arguments)} 个参数；写法是 {SIGNATURES[name]}")
    return _TYPED[name](typist, call.arguments)


def _rate(typist: Typist, arguments: Arguments) -> tree.Node:
    table = _table(typist, arguments[0])
    if isinstance(table, Ladder):
        return typist.wrong("P-RATE", f'「{table.name}」是阶梯表；请写 tier("{table.name}", 数)')
    if table is None or not table.rows:
        return WRONG
    given, keys = arguments[1:], len(table.keys)
    if len(given) not in {keys, keys + 1}:
        return typist.wrong(
            "P-RATE-KEY", f"标准表「{table.name}」按 {listed(table.keys)} 查，要 {keys} 个键，给了 {len(given)} 个"
        )
    column = _column(typist, table, given[keys:])
    nodes = [typist.node(key) for key in given[:keys]]
    codes = [_codes(typist, table, name, node) for name, node in zip(table.keys, nodes, strict=True)]
    if not column or not all(codes):
        return WRONG
    combinations = list(product(*(sorted(choices) for choices in codes)))
    missing = ["、".join(keys_) for keys_ in combinations if keys_ not in table.rows]
    if missing:
        known = ["、".join(keys_) for keys_ in table.rows]
        hint = nearest(missing[0], known) if len(missing) == 1 else ""
        return typist.wrong(
            "P-RATE-KEY", f"标准表「{table.name}」没有「{listed(missing)}」的标准；请在 {table.file} 补上{hint}"
        )
    typist.names.uses.update((table.name, keys_, column) for keys_ in combinations)
    return tree.RateOf(_cells_type([table.rows[keys_] for keys_ in combinations], column), table, tuple(nodes), column)


def _codes(typist: Typist, table: RateTable, key: str, node: tree.Node) -> frozenset[str]:
    kind = node.type
    if isinstance(kind, Str) and kind.may_be_empty:
        typist.wrong("P-RATE-KEY", f"查「{table.name}」的键 {key} 可能为空；请让这一列必填或有默认值")
    elif isinstance(kind, Str) and kind.codes is not None:
        return kind.codes
    elif not isinstance(kind, type(UNKNOWN)):
        by_number = _BY_NUMBER if isinstance(kind, Num) else ""
        typist.wrong("P-RATE-KEY", f"查「{table.name}」的键 {key} 应为可选值（choice）列或带引号的文字{by_number}")
    return frozenset()


def _tier(typist: Typist, arguments: Arguments) -> tree.Node:
    ladder = _table(typist, arguments[0])
    if isinstance(ladder, RateTable):
        return typist.wrong("P-RATE", f'「{ladder.name}」按键查；请写 rate("{ladder.name}", 键)')
    operand = typist.number(arguments[1])
    if ladder is None or not ladder.bands or not isinstance(operand.type, Num):
        return WRONG
    column = _column(typist, ladder, arguments[2:])
    if ladder.closed and (operand.type.scale is None or operand.type.scale > ladder.decimals):
        return typist.wrong(
            "P-LADDER",
            f"阶梯「{ladder.name}」两端都含，只分得清 {ladder.decimals} 位小数；请先取整，或改用 bounds: lower",
        )
    if operand.type.scale is None:
        return typist.wrong("P-LADDER", f"查阶梯「{ladder.name}」的数是除不尽的商；请先 round")
    if not column:
        return WRONG
    typist.names.uses.add((ladder.name, (), column))
    kind = _cells_type([band.row for band in ladder.bands], column)
    return tree.TierOf(
        _progressive_type(kind, operand.type, ladder) if ladder.progressive else kind, ladder, operand, column
    )


def _progressive_type(rate: Num, operand: Num, ladder: Ladder) -> Num:
    reach = max((abs(bound) for bound in operand.interval or ()), default=Fraction(0))
    rates = rate.interval or (Fraction(0), Fraction(0))
    scale = max(operand.scale or 0, ladder.decimals) + (rate.scale or 0)
    return Num(scale, (min(Fraction(0), rates[0] * reach), max(Fraction(0), rates[1] * reach)))


def _cells_type(rows: list[RateRow], column: str) -> Num:
    cells = [row.cells[column] for row in rows]
    return Num(max(map(decimals_of, cells)), (Fraction(min(cells)), Fraction(max(cells))))


def _table(typist: Typist, argument: syntax.Expression) -> RateTable | Ladder | None:
    if not isinstance(argument, syntax.Text):
        typist.wrong("P-RATE", '第一个参数应为带引号的标准表名称，如 rate("house_rate", structure)')
        return None
    table = typist.names.rates.get(argument.value)
    if table is None:
        rates = typist.names.rates
        typist.wrong(
            "P-UNKNOWN-NAME",
            f"没有标准表「{argument.value}」；已声明的有 {listed(rates)}{nearest(argument.value, rates)}",
        )
    return table


def _column(typist: Typist, table: RateTable | Ladder, given: Arguments) -> str:
    if not given and len(table.values) == 1:
        return table.values[0]
    if not given or not isinstance(given[0], syntax.Text):
        typist.wrong("P-RATE-KEY", f"「{table.name}」有几列标准，最后要写带引号的列名：{listed(table.values)} 之一")
        return ""
    if given[0].value not in table.values:
        hint = nearest(given[0].value, table.values)
        typist.wrong(
            "P-UNKNOWN-NAME", f"「{table.name}」没有标准列「{given[0].value}」；应为 {listed(table.values)} 之一{hint}"
        )
        return ""
    return given[0].value


def _extreme(function: Literal["min", "max"], typist: Typist, arguments: Arguments) -> tree.Node:
    operands = tuple(typist.number(argument) for argument in arguments)
    kinds = [operand.type for operand in operands if isinstance(operand.type, Num)]
    return tree.Extreme(joined(kinds), function, operands) if len(kinds) == len(operands) else WRONG


def _rounded(function: Literal["round", "floor", "ceil"], typist: Typist, arguments: Arguments) -> tree.Node:
    operand = typist.number(arguments[0])
    places = _places(typist, arguments[1]) if function == "round" else 0
    if places is None or not isinstance(operand.type, Num):
        return WRONG
    return tree.Rounded(rounded(operand.type, places), function, operand, places)


def _places(typist: Typist, argument: syntax.Expression) -> int | None:
    if isinstance(argument, syntax.Number) and argument.value in map(Decimal, range(_PLACES_MAX + 1)):
        return int(argument.value)
    typist.wrong("P-FUNCTION", f"round 的第二个参数应为 0 到 {_PLACES_MAX} 的整数，如 round(x, 2)")
    return None


def _sum(typist: Typist, arguments: Arguments) -> tree.Node:
    inner = _rows(typist, "sum", arguments[0])
    if inner is None:
        return WRONG
    table = inner.names.current
    condition = inner.condition(arguments[2]) if arguments[2:] else None
    operand = (inner.where(condition) if condition else inner).number(arguments[1])
    if not isinstance(operand.type, Num):
        return WRONG
    rows = typist.names.schema.tables[table].rows_max
    return tree.Sum(repeated(operand.type, rows), table, operand, condition)


def _count(typist: Typist, arguments: Arguments) -> tree.Node:
    inner = _rows(typist, "count", arguments[0])
    if inner is None:
        return WRONG
    table = inner.names.current
    condition = inner.condition(arguments[1]) if arguments[1:] else None
    return tree.Count(whole(0, typist.names.schema.tables[table].rows_max), table, condition)


def _rows(typist: Typist, function: str, first: syntax.Expression) -> Typist | None:
    tables = [name for name, table in typist.names.schema.tables.items() if not table.is_single]
    if not isinstance(first, syntax.Name) or first.owner or first.name not in tables:
        hint = nearest(first.name, tables) if isinstance(first, syntax.Name) else ""
        typist.wrong("P-UNKNOWN-NAME", f"「{function}」的第一个参数应为多行表的名称：{listed(tables)}{hint}")
        return None
    if typist.names.inside_aggregate:
        typist.wrong("P-FUNCTION", "sum 和 count 里面不能再套 sum 或 count；请拆成派生值")
        return None
    return typist.on_rows_of(first.name)


def _span(function: Literal["days", "months"], typist: Typist, arguments: Arguments) -> tree.Node:
    nodes = [typist.node(argument) for argument in arguments]
    if any(not isinstance(node.type, Day | type(UNKNOWN)) for node in nodes):
        return typist.wrong("P-TYPE", f"「{function}」要两个日期，如 {function}(project.notice_on, subject.signed_on)")
    most = _DAYS_MAX if function == "days" else _MONTHS_MAX
    kind = replace(whole(-most, most), may_be_empty=any(_may_be_empty(node.type) for node in nodes))
    return tree.Span(kind, function, nodes[0], nodes[1])


def _may_be_empty(kind: Type) -> bool:
    return isinstance(kind, Day) and kind.may_be_empty


def _amount(typist: Typist, arguments: Arguments) -> tree.Node:
    amounts = typist.names.amounts
    if not isinstance(arguments[0], syntax.Text):
        return typist.wrong("P-FUNCTION", f"amount 要带引号的补偿项代码，如 {SIGNATURES['amount']}")
    if amounts is None:
        return typist.wrong(
            "P-FUNCTION",
            "amount 只能写在补偿项的公式里：派生值、分步、认定规则和检查都在补偿项之前算；"
            f"请把 {SIGNATURES['amount']} 写进用到它的那一项",
        )
    code = arguments[0].value
    if code not in amounts:
        known = f"：{listed(amounts)}" if amounts else "，这里前面还没有一项"
        return typist.wrong(
            "P-UNKNOWN-NAME", f"前面没有补偿项「{code}」；amount 只能取排在前面的项{known}{nearest(code, amounts)}"
        )
    kind = amounts[code]
    return WRONG if isinstance(kind, Unknown) else tree.ItemAmount(kind, code)


_TYPED: dict[str, Callable[[Typist, Arguments], tree.Node]] = {
    "rate": _rate,
    "tier": _tier,
    "min": partial(_extreme, "min"),
    "max": partial(_extreme, "max"),
    "round": partial(_rounded, "round"),
    "floor": partial(_rounded, "floor"),
    "ceil": partial(_rounded, "ceil"),
    "sum": _sum,
    "count": _count,
    "days": partial(_span, "days"),
    "months": partial(_span, "months"),
    "amount": _amount,
}
