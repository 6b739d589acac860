"""What two packs come to over many subjects, side by side: sums, who gains and who loses. Integer fen only. Pure.

Each subject that both packs compute is added once; ``pack`` is the draft, ``against`` what it is compared with, and a
difference is always the draft less the other.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from antu.kernel.money import Money
from antu.policy import Pack

MEMO: Final = "memo"
COLLECTIVE: Final = "collective"
PAYABLE_CATEGORIES: Final = frozenset({"household", "collective"})
#: What is paid when a family has moved out, not when it signs.
VACATING_COLUMN: Final = "腾地奖"
LARGEST: Final = 20
UNKNOWN: Final = ""
#: Bounds of the bands of differences, in whole yuan.
EDGES: Final = (1_000, 5_000, 10_000, 50_000, 100_000)
#: Bounds of the bands of legal area, in ㎡, upper bound included.
AREAS: Final = (60, 120, 180, 240, 300)


@dataclass(frozen=True, slots=True)
class Who:
    """A subject: its name, its place, and the days on which it is paid. ``town`` is None where it is not known."""

    subject: str
    kind: str
    town: str | None
    project: str
    signed_on: date | None
    vacated_on: date | None
    is_signed: bool
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one pack says of a subject in fen; ``area`` and ``people`` are its legal area and counted population."""

    payable: int
    separate: int
    items: Mapping[str, int]
    area: Fraction | None = None
    people: Fraction | None = None


@dataclass(slots=True)
class Tally:
    """So many households with what both packs come to."""

    households: int = 0
    pack: int = 0
    against: int = 0

    @property
    def difference(self) -> int:
        """The draft less the other."""
        return self.pack - self.against

    def add(self, pack: int, against: int) -> None:
        """One more household."""
        self.households += 1
        self.pack += pack
        self.against += against

    def as_json(self) -> dict[str, Any]:
        """In yuan, exact."""
        return {"households": self.households, **_sums(self.pack, self.against)}


@dataclass(frozen=True, slots=True)
class Change:
    """One household with both amounts."""

    who: Who
    pack: int
    against: int

    @property
    def difference(self) -> int:
        """The draft less the other."""
        return self.pack - self.against


@dataclass(slots=True)
class Comparison:
    """Everything that is told of a simulation, filled subject by subject."""

    pack: Pack
    against: Pack
    total: Tally = field(default_factory=Tally)
    separate: Tally = field(default_factory=Tally)
    gain: Tally = field(default_factory=Tally)
    lose: Tally = field(default_factory=Tally)
    same: Tally = field(default_factory=Tally)
    items: dict[str, Tally] = field(default_factory=dict)
    towns: dict[str | None, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    areas: dict[int | None, Tally] = field(default_factory=dict)
    people: dict[Fraction | None, Tally] = field(default_factory=dict)
    bands: dict[int, Tally] = field(default_factory=dict)
    quarters: dict[str, Tally] = field(default_factory=dict)
    _largest: list[tuple[int, int, Change]] = field(default_factory=list)

    def add(self, who: Who, pack: Amounts, against: Amounts) -> None:
        """Count one subject on both sides."""
        two = (pack.payable, against.payable)
        self.total.add(*two)
        self.separate.add(pack.separate, against.separate)
        _verdict(self, *two).add(*two)
        for code in {**pack.items, **against.items}:
            self.items.setdefault(code, Tally()).add(pack.items.get(code, 0), against.items.get(code, 0))
        self.towns.setdefault(who.town, Tally()).add(*two)
        self.kinds.setdefault(who.kind, Tally()).add(*two)
        if who.kind != COLLECTIVE:
            area, people = (first if first is not None else second for first, second in _sizes(against, pack))
            self.areas.setdefault(None if area is None else _band(area, AREAS), Tally()).add(*two)
            self.people.setdefault(people, Tally()).add(*two)
        self.bands.setdefault(_signed_band(pack.payable - against.payable), Tally()).add(*two)
        self._pay(who, pack, against)
        self._keep(Change(who, *two))

    def _pay(self, who: Who, pack: Amounts, against: Amounts) -> None:
        vacating = (_vacating(self.pack, pack), _vacating(self.against, against))
        signing, leaving = quarter_of(who.signed_on), quarter_of(who.vacated_on or who.signed_on)
        rest = self.quarters.setdefault(signing, Tally())
        rest.add(pack.payable - vacating[0], against.payable - vacating[1])
        if any(vacating):
            later = self.quarters.setdefault(leaving, Tally())
            later.pack += vacating[0]
            later.against += vacating[1]

    def _keep(self, change: Change) -> None:
        if not change.difference:
            return
        entry = (abs(change.difference), -self.total.households, change)
        if len(self._largest) < LARGEST:
            heapq.heappush(self._largest, entry)
        else:
            heapq.heappushpop(self._largest, entry)

    @property
    def largest(self) -> list[Change]:
        """The largest changes, the largest first; of equal ones the earlier."""
        return [change for _, _, change in sorted(self._largest, reverse=True)]

    def as_json(self) -> dict[str, Any]:
        """All tables, exact numbers as text."""
        return {
            "households": self.total.households,
            "totals": _sums(self.total.pack, self.total.against),
            "separate": _sums(self.separate.pack, self.separate.against),
            "gain": _side(self.gain),
            "lose": _side(self.lose),
            "same": _side(self.same),
            "items": list(_items(self)),
            "towns": [{"town": town, **tally.as_json()} for town, tally in _by(self.towns, lambda town: town or "")],
            "kinds": [{"kind": kind, **tally.as_json()} for kind, tally in _by(self.kinds, str)],
            "areas": [{**_area_words(band), **tally.as_json()} for band, tally in _by(self.areas, _last)],
            "people": [{"people": _count(size), **tally.as_json()} for size, tally in _by(self.people, _last)],
            "bands": [{**_band_words(band), **tally.as_json()} for band, tally in _by(self.bands, int)],
            "largest": [_change_json(each) for each in self.largest],
            "quarters": [
                {"quarter": quarter or None, **_sums(tally.pack, tally.against)}
                for quarter, tally in _by(self.quarters, lambda quarter: quarter or "9999")
            ],
        }


def scaled_json(told: Mapping[str, Any], whole: int) -> dict[str, Any] | None:
    """What the sample's households stand for when there are ``whole``: each item rounded once, then added.

    ``told`` is a comparison's :meth:`Comparison.as_json`, also one that has been kept. A collective is no household:
    what it is paid grows with the households beside it. None where the sample has no household.
    """
    collectives = sum(each["households"] for each in told["kinds"] if each["kind"] == COLLECTIVE)
    sample = told["households"] - collectives
    if not sample:
        return None
    items = [{**each, **_sums(*_scaled(each, Fraction(whole, sample)))} for each in told["items"]]
    payable = [each for each in items if each["category"] in PAYABLE_CATEGORIES]
    pack, against = (sum(Money.parse(each[side]).fen for each in payable) for side in ("pack", "against"))
    return {"households": whole, "sample": sample, "totals": _sums(pack, against), "items": items}


def _scaled(item: Mapping[str, Any], factor: Fraction) -> tuple[int, int]:
    return _rounded(Money.parse(item["pack"]).fen, factor), _rounded(Money.parse(item["against"]).fen, factor)


def quarter_of(day: date | None) -> str:
    """2023Q2; empty where the day is not known."""
    return f"{day.year}Q{(day.month + 2) // 3}" if day else UNKNOWN


def _verdict(comparison: Comparison, pack: int, against: int) -> Tally:
    if pack == against:
        return comparison.same
    return comparison.gain if pack > against else comparison.lose


def _sizes(against: Amounts, pack: Amounts) -> Iterable[tuple[Fraction | None, Fraction | None]]:
    return (against.area, pack.area), (against.people, pack.people)


def _vacating(pack: Pack, amounts: Amounts) -> int:
    codes = (item.code for item in pack.items if _is_vacating(item.settlement_column, item.category))
    return sum(amounts.items.get(code, 0) for code in codes)


def _is_vacating(column: str, category: str) -> bool:
    return column == VACATING_COLUMN and category in PAYABLE_CATEGORIES


def _items(comparison: Comparison) -> Iterable[dict[str, Any]]:
    """Every item of either pack, matched by its code, in the order of the draft; without those that pay nothing."""
    known = {item.code: item for pack in (comparison.against, comparison.pack) for item in pack.items}
    order = dict.fromkeys(item.code for pack in (comparison.pack, comparison.against) for item in pack.items)
    for code in order:
        item = known[code]
        if item.category == MEMO:
            continue
        tally = comparison.items.get(code, Tally())
        sums = _sums(tally.pack, tally.against)
        only = {name: code in {each.code for each in pack.items} for name, pack in _sides(comparison)}
        yield {"code": code, "label": item.label, "category": item.category, **sums, "in": only}


def _sides(comparison: Comparison) -> Iterable[tuple[str, Pack]]:
    return ("pack", comparison.pack), ("against", comparison.against)


def _rounded(fen: int, factor: Fraction) -> int:
    """Half up on the magnitude."""
    scaled = abs(fen) * factor
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return whole if fen >= 0 else -whole


def _sums(pack: int, against: int) -> dict[str, str]:
    return {"pack": yuan(pack), "against": yuan(against), "difference": yuan(pack - against)}


def yuan(fen: int) -> str:
    """Exact text with two decimals."""
    return str(Money(fen))


def _side(tally: Tally) -> dict[str, Any]:
    return {"households": tally.households, "amount": yuan(tally.difference)}


def _band(value: Fraction, edges: tuple[int, ...]) -> int:
    """The number of bounds that the value is above."""
    return sum(value > edge for edge in edges)


def _signed_band(fen: int) -> int:
    """0 for no change; 1 and on for gains, -1 and on for losses, larger the further."""
    if not fen:
        return 0
    band = 1 + sum(abs(fen) > edge * 100 for edge in EDGES)
    return band if fen > 0 else -band


def _band_words(band: int) -> dict[str, Any]:
    """Bounds in yuan; the lower bound is not in the band, the upper one is (of a loss, by its magnitude)."""
    if not band:
        return {"band": "不变", "from": "0.00", "to": "0.00"}
    place = abs(band) - 1
    low, high = (0, *EDGES)[place], (*EDGES, None)[place]
    word = "增加" if band > 0 else "减少"
    span = f"{_amount(low)}以上" if high is None else f"{_amount(low)}至{_amount(high)}"
    words = f"{word} {span if low else f'{_amount(high or 0)}以内'}"
    ends = [str(Money(low * 100)), None if high is None else str(Money(high * 100))]
    return {"band": words, "from": ends[0], "to": ends[1]}


def _amount(yuan_: int) -> str:
    return f"{yuan_ // 10_000} 万元" if yuan_ and yuan_ % 10_000 == 0 else f"{yuan_:,} 元"


def _area_words(band: int | None) -> dict[str, str]:
    if band is None:
        return {"area": "不详"}
    low, high = (0, *AREAS)[band], (*AREAS, None)[band]
    if high is None:
        return {"area": f"{low} ㎡以上"}
    return {"area": f"{low}—{high} ㎡" if low else f"{high} ㎡及以下"}


def _count(size: Fraction | None) -> str | None:
    if size is None:
        return None
    return str(size.numerator) if size.denominator == 1 else f"{size.numerator}/{size.denominator}"


def _last(key: Any) -> Fraction:
    """What is not known stands last."""
    return Fraction(10**9) if key is None else Fraction(key)


def _by(tallies: Mapping[Any, Tally], order: Callable[[Any], Any]) -> list[tuple[Any, Tally]]:
    return sorted(tallies.items(), key=lambda pair: order(pair[0]))


def _change_json(change: Change) -> dict[str, Any]:
    who = change.who
    place = {"subject": who.subject, "project": who.project, "town": who.town, "kind": who.kind}
    return {**place, "key": who.key, **_sums(change.pack, change.against)}
