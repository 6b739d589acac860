"""Two packs, or two versions of one, clause by clause and rate by rate: what is new, gone, said otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from antu.kernel.rounding import half_up
from antu.policy import Pack
from antu.policy.numbers import EXACT
from antu.policy.pack import DECISIONS, REGIMES, STATUSES, Item
from antu.regulations.domain.pack_reading import (
    TYPES,
    ReadRate,
    category_words,
    column_limits,
    ladder_words,
    rates_of,
    steps_of_pack,
    table_words,
    when_words,
)

NOTHING: Final = ""


class Part(StrEnum):
    """A part of a pack, in the order in which it is read."""

    HEAD = "概况"
    ITEM = "补偿项"
    RATE = "标准"
    RULE = "安置资格"
    VALUE = "派生值和分步"
    FACT = "要的事实"
    CHECK = "检查"


class Change(StrEnum):
    """What became of a thing."""

    ADDED = "新增"
    GONE = "删去"
    CHANGED = "修改"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One thing that two packs say otherwise: where, what of it, old and new words; of rates, the numbers too."""

    part: Part
    change: Change
    what: str
    aspect: str
    before: str
    after: str
    clause: str = ""
    old: Decimal | None = None
    new: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """How much more the new rate is."""
        return EXACT.subtract(self.new, self.old) if self.old is not None and self.new is not None else None

    @property
    def percent(self) -> str:
        """The difference in hundredths of the old rate, to one decimal; empty where the old one is nothing."""
        if self.difference is None or not self.old:
            return NOTHING
        percent = half_up(Fraction(self.difference) / Fraction(self.old) * 100, 1)
        return f"{'+' if percent > 0 else ''}{percent}%"


Aspects = Mapping[str, str]
"""What is said of a thing, by aspect."""


@dataclass(frozen=True, slots=True)
class _Thing:
    what: str
    aspects: Aspects
    clause: str = ""
    number: Decimal | None = None


def changes_of(before: Pack, after: Pack) -> list[PartChange]:
    """Every difference, part by part in the order of the new pack, what is gone after it; nothing for equal ones."""
    found: list[PartChange] = []
    for part, olds, news in (
        (Part.HEAD, _heads(before), _heads(after)),
        (Part.ITEM, _items(before), _items(after)),
        (Part.RATE, _rates(before), _rates(after)),
        (Part.RULE, _rules(before), _rules(after)),
        (Part.VALUE, _values(before), _values(after)),
        (Part.FACT, _facts(before), _facts(after)),
        (Part.CHECK, _checks(before), _checks(after)),
    ):
        found += _between(part, olds, news)
    return found


def unchanged(before: Pack, after: Pack) -> Mapping[Part, int]:
    """How many things of each part are the same in both."""
    counted = {}
    for part, read in ((Part.ITEM, _items), (Part.RATE, _rates), (Part.RULE, _rules), (Part.VALUE, _values)):
        olds, news = read(before), read(after)
        counted[part] = sum(olds[key].aspects == news[key].aspects for key in olds if key in news)
    return counted


def _between(part: Part, olds: Mapping[object, _Thing], news: Mapping[object, _Thing]) -> Iterator[PartChange]:
    for key, new in news.items():
        old = olds.get(key)
        if old is None:
            yield PartChange(part, Change.ADDED, new.what, NOTHING, NOTHING, _whole(new), new.clause, new=new.number)
        else:
            yield from _changed(part, old, new)
    for key, old in olds.items():
        if key not in news:
            yield PartChange(part, Change.GONE, old.what, NOTHING, _whole(old), NOTHING, old.clause, old=old.number)


def _changed(part: Part, old: _Thing, new: _Thing) -> Iterator[PartChange]:
    for aspect in dict.fromkeys((*new.aspects, *old.aspects)):
        said, says = old.aspects.get(aspect, NOTHING), new.aspects.get(aspect, NOTHING)
        if said != says:
            numbers = (old.number, new.number) if aspect == _RATE else (None, None)
            yield PartChange(part, Change.CHANGED, new.what, aspect, said, says, new.clause or old.clause, *numbers)


def _whole(thing: _Thing) -> str:
    """What a thing says that only one of the packs has: the little that tells it, not all of it."""
    told = [(aspect, text) for aspect, text in thing.aspects.items() if text and aspect in _TELLING]
    return "；".join(text if aspect == _RATE else f"{aspect}：{text}" for aspect, text in told)


_RATE: Final = "标准"
_TELLING: Final = (_RATE, "怎样算", "什么时候有", "成立条件", "认定", "类型", "怎么说", "怎样查")


def _heads(pack: Pack) -> Mapping[object, _Thing]:
    aspects = {
        "名称": pack.title,
        "依据": pack.basis,
        "标准性质": STATUSES[pack.status],
        "土地性质": REGIMES[pack.regime],
        "适用地区": f"{pack.jurisdiction.label}（{pack.jurisdiction.code}）",
        "施行日期": pack.valid_from.isoformat(),
        "失效日期": pack.valid_to.isoformat() if pack.valid_to else "未定",
        "按哪一天选用": pack.chosen_by,
        "取整": pack.rounding.words,
    }
    return {"": _Thing("办法", aspects)}


def _items(pack: Pack) -> Mapping[object, _Thing]:
    return {item.code: _Thing(f"{item.label}（{item.code}）", _of_item(item, pack), item.clause) for item in pack.items}


def _of_item(item: Item, pack: Pack) -> Aspects:
    return {
        "名称": item.label,
        "怎样算": item.amount.words,
        "什么时候有": when_words(item, pack),
        "付给谁": category_words(item),
        "结算表的列": item.settlement_column,
        "取整": item.rounding.words,
        "条款": item.clause,
    }


def _rates(pack: Pack) -> Mapping[object, _Thing]:
    tables = {each.name: each for each in pack.rates.values()}
    things: dict[object, _Thing] = {
        each.name: _Thing(table_words(each), {"单位": each.unit, "怎样查": ladder_words(each)})
        for each in pack.rates.values()
    }
    for rate in rates_of(pack):
        things[rate.place] = _rate(rate, table_words(tables[rate.table]))
    return things


def _rate(rate: ReadRate, table: str) -> _Thing:
    named = f"{table}　{rate.row}" + (f"　{rate.column}" if rate.column else NOTHING)
    return _Thing(named, {_RATE: rate.text, "单位": rate.unit, "条款": rate.clause}, rate.clause, rate.value)


def _rules(pack: Pack) -> Mapping[object, _Thing]:
    rules = pack.eligibility.rules if pack.eligibility else ()
    return {
        rule.code: _Thing(
            f"规则 {rule.code}",
            {
                "成立条件": rule.when.words if rule.when else "以上都不是",
                "认定": DECISIONS[rule.decision],
                "次序": f"第 {number} 条",
                "应备证据": rule.evidence,
                "依据": rule.basis,
            },
            rule.basis,
        )
        for number, rule in enumerate(rules, start=1)
    }


def _values(pack: Pack) -> Mapping[object, _Thing]:
    things: dict[object, _Thing] = {
        each.name: _Thing(
            f"{each.label}（{each.name}）", {"名称": each.label, "怎样算": each.formula.words, "单位": each.unit}
        )
        for each in pack.derived
    }
    for step in steps_of_pack(pack):
        aspects = {"名称": step.label, "怎样算": step.words, "单位": step.unit}
        things["step", step.name] = _Thing(f"分步：{step.label}（{step.name}）", aspects)
    return things


def _facts(pack: Pack) -> Mapping[object, _Thing]:
    return {
        (table.name, column.name): _Thing(
            f"{table.label}　{column.label}",
            {
                "名称": column.label,
                "类型": TYPES[column.type],
                "单位": column.unit,
                "要求": column_limits(column),
                "可选值": "、".join(choice.label for choice in column.choices),
                "从哪里来": column.source,
            },
        )
        for table in pack.facts.tables.values()
        for column in table.columns.values()
    }


def _checks(pack: Pack) -> Mapping[object, _Thing]:
    return {
        (check.table, check.column, check.refuse.text): _Thing(
            f"{pack.facts.tables[check.table].label}　{pack.facts.tables[check.table].columns[check.column].label}",
            {"拒绝": check.refuse.words, "怎么说": check.message},
        )
        for check in pack.checks
    }


def counted_words(changes: Iterable[PartChange]) -> str:
    """How much changed, in a sentence."""
    listed = list(changes)
    counts = (f"{kind.value} {sum(each.change is kind for each in listed)} 处" for kind in Change)
    return "、".join(each for each in counts if " 0 " not in each) or "没有不同"
