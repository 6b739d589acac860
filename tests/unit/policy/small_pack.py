"""A village regulation of one page, for trying what a pack may and may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antu.policy import Computation, Pack, PackError, compute, load_pack, read_facts

PACK = """\
id: small
version: "1"
status: synthetic
title: 小村办法
notice: 合成，测试用
basis: 无
regime: collective
jurisdiction: {code: "43", label: 某省}
valid_from: 2023-01-01
chosen_by: project.notice_on
rounding: {mode: half_up, to: "0.01", at: item}
rates:
  house_rate: {label: 房价, unit: 元/㎡, keys: [structure]}
  reward: {label: 奖, unit: 元/㎡, bounds: closed}
  constants: {keys: [key], values: [value]}
checks:
  - refuse: subject.signed_on < project.notice_on
    at: subject.signed_on
    rule: R-DATE-ORDER
    message: 签约日早于公告日
"""

FACTS = """\
tables:
  subject:
    label: 对象
    sheet: 户
    from: register
    columns:
      id: {label: 编号, type: text, required: true, from: household.household}
      kind: {label: 类别, type: choice, choices: {household: 户}, default: household, from: household.kind}
      signed_on: {label: 签约日, type: date, required: true, from: household.signed_on}
      vacated_on: {label: 腾地日, type: date, from: household.vacated_on}
      claimed: {label: 申领, type: boolean, default: false}
  project:
    label: 项目
    sheet: 项目
    from: register
    columns:
      notice_on: {label: 公告日, type: date, required: true, from: project.notice_on}
  houses:
    label: 房屋
    sheet: 房屋
    from: register
    described_by: [structure]
    columns:
      id: {label: 房号, type: text, required: true, from: building.id}
      structure: {label: 结构, type: choice, choices: {brick: 砖, wood: 木}, required: true, from: building.structure}
      area_m2: {label: 面积, type: decimal, unit: ㎡, minimum: 0, required: true, from: building.area_m2}
      floors: {label: 层数, type: integer, minimum: 0, maximum: 9, default: 1, from: building.floors}
      built_on: {label: 建成日, type: date, from: building.built_on}
  people:
    label: 人员
    sheet: 人员
    from: register
    columns:
      id: {label: 人员编号, type: text, required: true, from: person.id}
      local: {label: 本村, type: boolean, default: true}
      died_on: {label: 死亡日, type: date, from: person.died_on}
      panel: {label: 会审, type: choice, choices: {none: 未会审, include: 计入, exclude: 不计}, default: none}
"""

ELIGIBILITY = """\
table: people
decision: decision
panel: panel
undecided: none
rules:
  - {code: A1, when: died_on <= project.notice_on, decision: exclude, evidence: 死亡证明, basis: 第一条}
  - {code: A2, when: local, decision: include, evidence: 户口簿, basis: 第二条}
  - {code: A3, decision: review, evidence: 材料, basis: 第三条}
"""

ITEMS = """\
derived:
  counted: {label: 人数, unit: 人, value: 'count(people, decision == "include")'}
  total_m2: {label: 总面积, unit: ㎡, value: "sum(houses, area_m2)"}
  day: {label: 第几日, unit: 日, value: "days(project.notice_on, subject.signed_on) + 1"}
items:
  - code: house
    label: 房屋
    per: houses
    amount: area_m2 * rate("house_rate", structure)
    quantity: area_m2
    rate: rate("house_rate", structure)
    category: household
    settlement_column: 主体补偿
    clause: 第四条
  - code: moving
    label: 搬家
    amount: counted * rate("constants", "moving")
    category: household
    settlement_column: 搬家费
    clause: 第五条
  - code: reward
    label: 奖励
    amount: total_m2 * tier("reward", day)
    category: household
    settlement_column: 签约奖
    clause: 第六条
"""

HOUSE_RATE = "structure,label,rate,clause\nbrick,砖,100.00,附表一\nwood,木,50.50,附表一\n"
REWARD = "from,to,rate,clause\n1,10,20.00,附表二\n11,,0.00,附表二\n"
CONSTANTS = "key,label,unit,value,clause\nmoving,每人搬家费,元/人,400.00,附表三\n"

CASES = """\
- id: ONE
  note: 一户一房
  facts:
    subject: {id: ONE, signed_on: 2023-03-10}
    project: {notice_on: 2023-03-01}
    houses:
      - {id: H1, structure: brick, area_m2: "10.01"}
    people:
      - {id: P1}
  expect:
    items: {house/H1: "1001.00", moving: "400.00", reward: "200.20"}
    totals: {payable: "1601.20"}
    derived: {counted: "1", day: "10"}
    eligibility: {P1: A2 include}
- id: BAD
  note: 面积为负
  facts:
    subject: {id: BAD, signed_on: 2023-03-10}
    project: {notice_on: 2023-03-01}
    houses:
      - {id: H1, structure: brick, area_m2: "-1"}
  expect_errors:
    - {table: houses, column: area_m2}
"""

FILES: Mapping[str, str] = {
    "pack.yaml": PACK,
    "facts.yaml": FACTS,
    "items.yaml": ITEMS,
    "eligibility.yaml": ELIGIBILITY,
    "README.md": "# 小村办法\n",
    "rates/house_rate.csv": HOUSE_RATE,
    "rates/reward.csv": REWARD,
    "rates/constants.csv": CONSTANTS,
    "cases/cases.yaml": CASES,
}

Change = tuple[str, str, str]
"""A file, a text in it, and the text in its place; every occurrence, and there must be one."""


def files(*changes: Change, **whole: str) -> dict[str, bytes]:
    """The pack's files after changes; ``whole`` replaces files by name with _ for / and . (``rates_reward_csv``)."""
    texts = dict(FILES)
    for file, old, new in changes:
        assert old in texts[file], (file, old)
        texts[file] = texts[file].replace(old, new)
    for name, text in whole.items():
        texts[next(file for file in texts if file.replace("/", "_").replace(".", "_") == name)] = text
    return {name: text.encode() for name, text in texts.items()}


def small(*changes: Change, **whole: str) -> Pack:
    return load_pack(files(*changes, **whole))


def with_item(amount: str, **keys: str) -> Change:
    """A further item ``extra`` of the whole subject, or of ``per``, with this amount."""
    lines = {
        "code": "extra",
        "label": "另项",
        "category": "household",
        "settlement_column": "其他",
        "clause": "第九条",
    } | keys
    text = "".join(f"    {key}: {value}\n" for key, value in lines.items()).replace("    code", "  - code", 1)
    return "items.yaml", "items:\n", f"items:\n{text}    amount: >-\n      {amount}\n"


def faults(*changes: Change, **whole: str) -> list[str]:
    """``file:line key rule message`` of every problem of the changed pack; nothing when it loads."""
    try:
        small(*changes, **whole)
    except PackError as error:
        return [
            f"{each.where['file']}:{each.where['line']} {each.where['key']} {each.rule} {each.message}"
            for each in error.problems
        ]
    return []


def facts(**parts: Any) -> dict[str, Any]:
    """Good facts of one household, with parts of the subject or whole tables replaced."""
    document: dict[str, Any] = {
        "subject": {"id": "S1", "signed_on": "2023-03-10"},
        "project": {"notice_on": "2023-03-01"},
        "houses": [{"id": "H1", "structure": "brick", "area_m2": "10.01"}],
        "people": [{"id": "P1"}],
    }
    return document | parts


def computed(*changes: Change, **parts: Any) -> Computation:
    pack = small(*changes)
    return compute(pack, read_facts(pack, facts(**parts)))


def extra(amount: str, *changes: Change, **parts: Any) -> str:
    """The amount of a further item with this formula."""
    lines = computed(with_item(amount), *changes, **parts).lines
    return str(next(line.amount for line in lines if line.code == "extra"))
