"""Reading the compensation items of ``items.yaml``."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from antu.policy.block import NAME, Block
from antu.policy.computation import CATEGORIES
from antu.policy.faults import listed, nearest
from antu.policy.formula import CONDITION, NUMBER, Formula, finished, parsed, typed
from antu.policy.names import Names
from antu.policy.pack import Item, Rounding
from antu.policy.pack_file import read_rounding
from antu.policy.schema import SUBJECT
from antu.policy.settlement_columns import SETTLEMENT_COLUMNS
from antu.policy.value_types import UNKNOWN, Num, Unknown, joined, repeated, whole
from antu.policy.words import Wording


def read_items(
    block: Block, names: Names, wording: Wording, labels: dict[str, str], rounding: Rounding
) -> tuple[Item, ...]:
    """The items without faults, in print order. ``labels`` is the mapping behind the wording's item names."""
    items, amounts = list[Item](), dict[str, Num | Unknown]()
    for found in block.blocks("items"):
        item = _item(found, replace(names, amounts=amounts), wording, labels, rounding)
        if item is not None:
            items.append(item)
        amounts = amounts | {found.optional("code"): _amount_type(item, names) if item else UNKNOWN}
    if not items and not block.faults.problems:
        block.fault("items", "P-KEY-MISSING", "没有一个补偿项；如 - {code: house, label: 房屋补偿, …}")
    return tuple(items)


def _item(block: Block, names: Names, wording: Wording, labels: dict[str, str], rounding: Rounding) -> Item | None:
    code, label = _code(block, labels), block.text("label", "房屋补偿")
    labels[code] = label
    per = _per(block, names)
    category = block.one_of("category", CATEGORIES)
    column = _settlement_column(block, category)
    if per is None:  # its formulas stand on rows that are not known
        return None
    names = names.on(per or SUBJECT)
    when = _formula(block, "when", names, wording, CONDITION) if block.has("when") else None
    names = names.where(when.node) if when else names
    amount = _formula(block, "amount", names, wording, NUMBER)
    quantity = _formula(block, "quantity", names, wording, NUMBER) if block.has("quantity") else None
    rate = _formula(block, "rate", names, wording, NUMBER) if block.has("rate") else None
    unit, clause, rounding = block.optional("unit"), block.text("clause", "附件二"), read_rounding(block, rounding)
    block.finish()
    if amount is None:
        return None
    return Item(code, label, per, when, amount, quantity, unit, rate, category, column, clause, rounding)


def _code(block: Block, labels: dict[str, str]) -> str:
    code = block.text("code", "house")
    if code and not NAME.fullmatch(code):
        block.fault("code", "P-NAME", f"代码「{code}」应以小写字母开头，只含小写字母、数字和下划线，如 house")
    if code in labels:
        block.fault("code", "P-DUPLICATE", f"代码「{code}」已用于「{labels[code]}」；请改一个")
    return code


def _per(block: Block, names: Names) -> str | None:
    per = block.optional("per")
    tables = [table.name for table in names.schema.tables.values() if not table.is_single]
    if per and per not in tables:
        block.fault(
            "per",
            "P-UNKNOWN-NAME",
            f"没有多行表「{per}」；应为 {listed(tables)} 之一，或不写 per{nearest(per, tables)}",
        )
        return None
    return per


def _settlement_column(block: Block, category: str) -> str:
    columns = SETTLEMENT_COLUMNS.get(category, ())
    if not columns:
        if category and block.has("settlement_column"):
            block.fault("settlement_column", "P-CHOICE", "备查（memo）项不进结算表；请删去 settlement_column")
        return block.optional("settlement_column")
    return block.one_of("settlement_column", columns)


def _formula(block: Block, key: str, names: Names, wording: Wording, expected: str) -> Formula | None:
    expression = parsed(block, key, 'area_m2 * rate("house_rate", structure)')
    if expression is None:
        return None
    node = typed(block, key, expression, names, expected)
    return None if isinstance(node.type, Unknown) else finished(block.optional(key), node, wording)


def _amount_type(item: Item, names: Names) -> Num:
    kind = item.amount.node.type
    rows = names.schema.tables[item.per].rows_max if item.per else 1
    interval = kind.interval if isinstance(kind, Num) else None
    step = Fraction(item.rounding.to)
    rounded = Num(2, interval and (interval[0] - step, interval[1] + step))
    return repeated(joined([rounded, whole(0, 0)]), rows)
