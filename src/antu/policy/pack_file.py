"""Reading the identity of a pack: the head of ``pack.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antu.policy.block import Block
from antu.policy.numbers import decimal_from
from antu.policy.pack import OFFICIAL, REGIMES, STATUSES, Jurisdiction, Rounding
from antu.policy.schema import PROJECT, ColumnType, FactSchema

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_VERSION = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*", re.ASCII)
_AREA_CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?", re.ASCII)
_STEPS = {str(Decimal(10) ** exponent): Decimal(10) ** exponent for exponent in range(-2, 5)}


@dataclass(frozen=True, slots=True)
class Head:
    """Who a pack is and when it holds."""

    id: str
    version: str
    status: str
    title: str
    notice: str
    basis: str
    regime: str
    jurisdiction: Jurisdiction
    valid_from: date
    valid_to: date | None
    chosen_by: str
    rounding: Rounding


def read_head(block: Block) -> Head:
    """The head; placeholders stand where there are faults."""
    status = block.one_of("status", STATUSES)
    notice = block.optional("notice")
    if status and status != OFFICIAL and not notice:
        block.fault(
            "notice",
            "P-KEY-MISSING",
            f"{STATUSES[status]}标准必须写 notice，印在每张纸上，如 notice: 演示标准（合成），非任何机关发布",
        )
    valid_from, valid_to = block.day("valid_from"), block.day("valid_to")
    if valid_from is None and not block.has("valid_from"):
        block.fault("valid_from", "P-KEY-MISSING", "缺少施行日；如 valid_from: 2023-01-01")
    if valid_from and valid_to and valid_to < valid_from:
        block.fault("valid_to", "P-VALIDITY", f"废止日 {valid_to} 早于施行日 {valid_from}")
    return Head(
        _matching(block, "id", _ID, "hunan-demo-2023", "小写字母、数字，中间用 - 连接"),
        _matching(block, "version", _VERSION, '"1"', "字母、数字，中间用 . 或 - 连接"),
        status, block.text("title", "某区征地补偿安置办法"), notice, block.text("basis", "某政发〔2023〕1号"),
        block.one_of("regime", REGIMES), _jurisdiction(block), valid_from or date.max, valid_to,
        block.text("chosen_by", "project.notice_on"), read_rounding(block, None),
    )  # fmt: skip


def check_chosen_by(block: Block, head: Head, schema: FactSchema) -> None:
    """Note a fault unless ``chosen_by`` names a date column of ``project``."""
    owner, _, name = head.chosen_by.partition(".")
    column = schema.tables[PROJECT].columns.get(name) if owner == PROJECT else None
    if head.chosen_by and (column is None or column.type != ColumnType.DATE):
        block.fault(
            "chosen_by", "P-UNKNOWN-NAME", f"「{head.chosen_by}」不是 project 的日期列；如 chosen_by: project.notice_on"
        )


def read_rounding(block: Block, inherited: Rounding | None) -> Rounding:
    """The rounding under ``rounding``; an item's falls back on the pack's, ``inherited``."""
    fallback = inherited or Rounding(Decimal("0.01"))
    found = block.block("rounding")
    if found is None:
        if inherited is None:
            block.fault("rounding", "P-KEY-MISSING", '缺少取整规则；如 rounding: {mode: half_up, to: "0.01", at: item}')
        return fallback
    found.one_of("mode", ("half_up",))
    found.one_of("at", ("item",), "item")
    given = found.text("to", '"0.01"')
    step = decimal_from(given) if given else None
    if given and (step is None or step not in _STEPS.values()):
        found.fault(
            "to", "P-ROUNDING", f'只能取整到分以上的十进位，不能是 {given}；应为 0.01、0.1、1、10 等，如 to: "1"'
        )
        step = None
    found.finish()
    return Rounding(step) if step is not None else fallback


def _matching(block: Block, key: str, pattern: re.Pattern[str], example: str, rule: str) -> str:
    text = block.text(key, example)
    if text and not pattern.fullmatch(text):
        block.fault(key, "P-NAME", f"「{key}」不能是「{text}」；应为{rule}，如 {key}: {example}")
    return text


def _jurisdiction(block: Block) -> Jurisdiction:
    found = block.block("jurisdiction")
    if found is None:
        block.fault(
            "jurisdiction", "P-KEY-MISSING", '缺少适用地区；如 jurisdiction: {code: "430204", label: 株洲市石峰区}'
        )
        return Jurisdiction("", "")
    code = _matching(found, "code", _AREA_CODE, '"430204"', "2、4、6、9 或 12 位行政区划代码")
    jurisdiction = Jurisdiction(code, found.text("label", "株洲市石峰区"))
    found.finish()
    return jurisdiction
