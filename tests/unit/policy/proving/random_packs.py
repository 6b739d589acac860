"""Packs of formulas made up at random: all functions and operators, empty days, quotients, negative money."""

from __future__ import annotations

import re

from antu.policy import Pack, PackError, load_pack
from antu.policy.proving.chance import Chance

PACK = """\
id: made-up
version: "1"
status: synthetic
title: 随机办法
notice: 合成，测试用
basis: 无
regime: collective
jurisdiction: {code: "43", label: 某省}
valid_from: 2023-01-01
chosen_by: project.notice_on
rounding: {mode: half_up, to: "0.01", at: item}
rates:
  wage: {label: 标准, keys: [kind]}
  pair: {label: 双键标准, keys: [kind, mode], values: [one, two]}
  steps: {label: 日阶梯, bounds: closed}
  slopes: {label: 面积阶梯, bounds: lower}
  shares: {label: 累进阶梯, bounds: lower, progressive: true}
"""

FACTS = """\
tables:
  subject:
    label: 对象
    sheet: 户
    columns:
      id: {label: 编号, type: text, required: true}
      kind: {label: 类别, type: choice, choices: {a: 甲, b: 乙, c: 丙}, required: true, from: household.kind}
      mode: {label: 方式, type: choice, choices: {x: 子, y: 丑}, default: x, from: household.mode}
      area: {label: 面积, type: decimal, minimum: 0, digits: 8, decimals: 2, required: true}
      debt: {label: 欠款, type: decimal, digits: 7, decimals: 3, required: true}
      many: {label: 数量, type: integer, minimum: 0, maximum: 50, default: 1}
      part: {label: 份数, type: integer, minimum: 1, maximum: 12, default: 3}
      gap: {label: 可空数, type: decimal, digits: 6, decimals: 1}
      flag: {label: 是否, type: boolean, default: false}
      signed_on: {label: 签约日, type: date, required: true, from: household.signed_on}
      left_on: {label: 腾地日, type: date}
  project:
    label: 项目
    sheet: 项目
    columns:
      notice_on: {label: 公告日, type: date, required: true, from: project.notice_on}
  rows:
    label: 行
    sheet: 行
    rows_max: 20
    columns:
      id: {label: 行号, type: text, required: true}
      kind: {label: 类别, type: choice, choices: {a: 甲, b: 乙, c: 丙}, required: true}
      size: {label: 大小, type: decimal, digits: 7, decimals: 2, required: true}
      built_on: {label: 建成日, type: date}
      good: {label: 合格, type: boolean, default: true}
"""

RATES = {
    "wage": "kind,label,rate,clause\na,甲,100.5,一\nb,乙,0.333,一\nc,丙,-7,一\n",
    "pair": "kind,mode,one,two,clause\n"
    + "".join(f"{kind},{mode},{at}.25,{at * at},二\n" for at, (kind, mode) in enumerate(
        [(kind, mode) for kind in "abc" for mode in "xy"], 1)),
    "steps": "from,to,rate,clause\n-100000,0,1.5,三\n1,10,20,三\n11,400,7.77,三\n401,,0,三\n",
    "slopes": "from,to,rate,clause\n0,30,2,四\n30,45.5,1.25,四\n45.5,,0.1,四\n",
    "shares": "from,to,rate,clause\n0,10,0.5,五\n10,60,0.75,五\n60,,1.005,五\n",
}  # fmt: skip

READS = """\
  - code: reads
    label: 读全
    amount: >-
      rate("wage", kind) + rate("pair", kind, mode, "one") + rate("pair", kind, mode, "two")
      + tier("steps", days(project.notice_on, signed_on)) + tier("slopes", area) + tier("shares", area)
    category: memo
    clause: 一
"""

DAYS = ("signed_on", "left_on", "project.notice_on")
ORDERS = ("<", "<=", ">", ">=", "==", "!=")
SPANS = ("months({}, {})", "days({}, {})")
ROW_CONDITIONS = (
    "good", "not good", 'kind in ("a", "c")', "built_on < project.notice_on", "size > subject.area", "size >= 10.5",
    "months(built_on, subject.signed_on) >= 5", "built_on != subject.left_on", "days(built_on, subject.left_on) > 30",
)  # fmt: skip
CONDITIONS = (
    "flag", 'kind == "a"', 'mode != "x"', 'kind in ("b", "c")', "0 < many <= part", "gap > 2.5", "not (gap <= debt)",
)  # fmt: skip
NUMBERS = (
    "area", "debt", "many", "part", 'rate("wage", kind)', 'rate("pair", kind, mode, "two")', "0", "1", "2", "3", "0.5",
    "0.01", "12.345", "100", "days(project.notice_on, signed_on)", "months(project.notice_on, signed_on)",
    'amount("reads")', 'tier("steps", days(project.notice_on, signed_on))', 'tier("slopes", area)',
    'tier("shares", area)', 'sum(rows, size * rate("wage", kind))', "sum(rows, round(size / 3, 2))", "count(rows)",
    "sum(rows, size / part)", 'tier("slopes", floor(area))', 'tier("shares", sum(rows, size))',
    'tier("steps", floor(debt))',
)  # fmt: skip
SHAPES = (
    "({n} + {n})", "({n} - {n})", "({n} * {n})", "({n} * {n})", "({n} / {d})", "min({n}, {n})", "max({n}, {n})",
    "round({n}, {p})", "floor({n})", "ceil({n})", "-({n})", "({n} if {c} else {n})", "sum(rows, size, {r})",
    "count(rows, {r})",
)  # fmt: skip
DIVISORS = ("3", "part", "2000", "area", "debt", "7", "0.3")


def number(chance: Chance, depth: int) -> str:
    """A formula for a number."""
    if depth == 0:
        return chance.pick(NUMBERS)
    parts = re.split(r"(\{\w\})", chance.pick(SHAPES))
    return "".join(_part(part, chance, depth - 1) for part in parts)


def _part(part: str, chance: Chance, depth: int) -> str:
    match part:
        case "{n}":
            return number(chance, chance.below(depth + 1))
        case "{c}":
            return condition(chance, chance.below(3))
        case "{d}":
            return chance.pick(DIVISORS)
        case "{p}":
            return chance.pick(("0", "1", "2", "4"))
        case "{r}":
            return chance.pick(ROW_CONDITIONS)
        case _:
            return part


def condition(chance: Chance, depth: int) -> str:
    """A formula that holds or not."""
    order, one, other = chance.pick(ORDERS), chance.pick(DAYS), chance.pick(DAYS)
    if depth:
        inner = [condition(chance, depth - 1) for _ in range(2)]
        return chance.pick(("({} and {})", "({} or {})", "not ({})")).format(*inner)
    choices = (
        chance.pick(CONDITIONS),
        f"{one} {order} {other}",
        f"{chance.pick(SPANS).format(one, other)} {order} {chance.pick(('0', '1', '6', '30'))}",
        f"{number(chance, 1)} {order} {number(chance, 0)}",
    )
    return chance.pick(choices)


Item = tuple[str, str, str]
"""Amount, condition (or nothing), rounding."""


def made_up(seed: int) -> Pack:
    """A pack of a few items and derived values whose formulas load; what does not type is left out."""
    chance = Chance(seed)
    derived = [text for text in (number(chance, 2) for _ in range(2)) if _loads([text], [])]
    found: list[Item] = []
    for _ in range(5):
        when = "" if chance.once_in(2) else condition(chance, 1)
        item = number(chance, 3), when, chance.pick(("0.01", "0.1", "1", "10"))
        if _loads(derived, [*found, item]):
            found.append(item)
    return load_pack(files(derived, found))


def _loads(derived: list[str], items: list[Item]) -> bool:
    try:
        load_pack(files(derived, items))
    except PackError:
        return False
    return True


def files(derived: list[str], items: list[Item]) -> dict[str, bytes]:
    values = "".join(f"  d{at}: {{label: 值{at}, value: '{text}'}}\n" for at, text in enumerate(derived))
    reading = READS
    for at, (amount, when, to) in enumerate(items):
        reading += f"  - code: i{at}\n    label: 项{at}\n    amount: '{amount}'\n    category: household\n"
        reading += (
            f'    settlement_column: 其他\n    clause: 一\n    rounding: {{mode: half_up, to: "{to}", at: item}}\n'
        )
        reading += f"    when: '{when}'\n" if when else ""
    texts = {
        "pack.yaml": PACK,
        "facts.yaml": FACTS,
        "items.yaml": ("derived:\n" + values if values else "") + "items:\n" + reading,
        "README.md": "# 随机办法\n",
    } | {f"rates/{name}.csv": text for name, text in RATES.items()}
    return {name: text.encode() for name, text in texts.items()}
