"""What a set of facts should reach: each band, each rate, each way a comparison can turn out, each rule, each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

from antu.policy import tree
from antu.policy.pack import REVIEW, Pack
from antu.policy.proving.hits import (
    Hit,
    Wishes,
    all_hold,
    always,
    at_month_ends,
    brought,
    closeness,
    codes_of,
    emptied,
    equals,
    has,
    has_part,
    hold,
    hold_all,
    holds,
    in_band,
    is_at,
    is_empty,
    lies,
    may_be_empty,
    met,
    month_ends,
    nothing,
    number,
    parted,
    possible,
    put,
)
from antu.policy.proving.lines import Lines
from antu.policy.proving.places import Frame, Place, places
from antu.policy.proving.values import edges
from antu.policy.proving.wishes import RELATIONS
from antu.policy.schema import SUBJECT, FactColumn, Value
from antu.policy.value_types import Bool, Day, Num, whole

ROUNDING = "取整"
_HALF = Fraction(1, 2)
_RELATION_WORDS = {"below": "小于", "equal": "相等", "above": "大于"}
_DAY_WORDS = {"below": "之前", "equal": "当日", "above": "之后"}
_ROWS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """One thing to reach on a row of the last of ``frames``: its kind, and its name with file and line.

    ``wishes`` says what to aim at, ``hit`` whether a row shows it, ``near`` whether it does so on the very edge.
    ``told``: it counts as missed when no facts reach it; else it is only tried.
    """

    kind: str
    name: str
    frames: tuple[Frame, ...]
    wishes: Wishes
    hit: Hit
    near: Hit
    told: bool = True


def goals(pack: Pack) -> tuple[Goal, ...]:
    """Every goal of a pack; goals of the same name are ways to the same thing."""
    maker = _Goals(pack)
    found = [goal for place in places(pack) for goal in maker.of_place(place)]
    return (*maker.of_rules(), *maker.of_items(), *found, *maker.of_tables(), *maker.of_columns())


class _Goals:
    def __init__(self, pack: Pack) -> None:
        self.pack, self.lines, self.wording = pack, Lines(pack), pack.wording

    def of_place(self, place: Place) -> Iterator[Goal]:
        node = place.node
        match node:
            case tree.Compare() if isinstance(node.left.type, Num | Day):
                yield from self._comparison(place, node.left, node.right, "比较")
            case tree.Extreme():
                for left, right in pairwise(node.operands):
                    yield from self._comparison(place, left, right, "封顶")
            case tree.TierOf():
                yield from self._ladder(place, node)
            case tree.RateOf():
                yield from self._rate(place, node)
            case tree.OneOf():
                yield from self._one_of(place, node)
            case tree.Compare() | tree.Column() if isinstance(node.type, Bool):
                yield from self._condition(place, node)
            case tree.Rounded():
                yield from self._rounding(place, node, Fraction(1, 10**node.places), node.function)
            case tree.Span() if node.function == "months":
                yield from self._month_end(place, node)

    def _comparison(self, place: Place, left: tree.Node, right: tree.Node, kind: str) -> Iterator[Goal]:
        words = _DAY_WORDS if isinstance(left.type, Day) else _RELATION_WORDS
        what = f"{self.wording.of(left)} 与 {self.wording.of(right)}"
        told = not place.in_check
        for relation in (each for each in RELATIONS if possible(left, right, each)):
            yield Goal(
                kind, f"{place.where}：{what} {words[relation]}", place.frames,
                brought(left, right, relation),
                lies(left, right, relation), lies(left, right, relation, closeness(left, right)), told,
            )  # fmt: skip
        if may_be_empty(left) or may_be_empty(right):
            hit = is_empty(left, right)
            name = f"{place.where}：{what} 有一边是空的"
            yield Goal(kind, name, place.frames, emptied(left, right), hit, hit, told)

    def _ladder(self, place: Place, node: tree.TierOf) -> Iterator[Goal]:
        ladder, operand = node.ladder, node.operand
        scale = operand.type.scale if isinstance(operand.type, Num) and operand.type.scale is not None else 0
        unit = Decimal(1).scaleb(-max(scale, ladder.decimals))
        for band in ladder.bands:
            name = f"{ladder.file}:{band.row.line} 档 {band.low} 起"
            inside = in_band(node, band.row.line)
            first = brought(operand, number(band.low), "above" if ladder.progressive else "equal")
            yield Goal("阶梯", name, place.frames, first, inside, inside)
        bounds = sorted({bound for band in ladder.bands for bound in (band.low, band.high) if bound is not None})
        for bound in bounds:
            for beside in (bound - unit, bound, bound + unit):
                at = is_at(operand, beside)
                name = f"{ladder.file} 在 {beside}"
                yield Goal("阶梯界限", name, place.frames, met(operand, beside), at, at, told=False)

    def _rate(self, place: Place, node: tree.RateOf) -> Iterator[Goal]:
        open_ = [key for key in node.keys if not isinstance(key, tree.Constant)]
        for keys in product(*(codes_of(key) for key in node.keys)):
            row = node.table.rows[keys]
            name = f"{node.table.file}:{row.line} {'、'.join(keys)} {node.column}"
            pairs = [(key, code) for key, code in zip(node.keys, keys, strict=True) if key in open_]
            nodes = [equals(key, code) for key, code in pairs]
            hit = all_hold(nodes)
            yield Goal("标准", name, place.frames, hold_all(nodes), hit, hit)

    def _one_of(self, place: Place, node: tree.OneOf) -> Iterator[Goal]:
        yield from self._condition(place, node)
        for code in node.values:
            one = equals(node.operand, code)
            hit = holds(one, wanted=True)
            name = f"{place.where}：{self.wording.of(one)}"
            yield Goal("条件", name, place.frames, hold(one, wanted=True), hit, hit, not place.in_check)

    def _condition(self, place: Place, node: tree.Node) -> Iterator[Goal]:
        for wanted in (True, False):
            hit = holds(node, wanted=wanted)
            name = f"{place.where}：{self.wording.of(node)} {'成立' if wanted else '不成立'}"
            yield Goal("条件", name, place.frames, hold(node, wanted=wanted), hit, hit, not place.in_check)

    def _rounding(self, place: Place, node: tree.Node, step: Fraction, function: str) -> Iterator[Goal]:
        operand = node.operand if isinstance(node, tree.Rounded) else node
        kind = operand.type
        if isinstance(kind, Num) and kind.scale is not None and Fraction(1, 10**kind.scale) % step == 0:
            return
        for part in (_HALF,) if function == "round" else (Fraction(0),):
            hit = has_part(operand, step, part)
            name = f"{place.where}：{self.wording.of(operand)} 正在取整的界上"
            yield Goal(ROUNDING, name, place.frames, parted(operand, step, part), hit, hit, told=False)

    def _month_end(self, place: Place, node: tree.Span) -> Iterator[Goal]:
        hit = month_ends(node)
        name = f"{place.where}：{self.wording.of(node)} 起止都在月末"
        yield Goal("月末", name, place.frames, at_month_ends(node), hit, hit, told=False)

    def of_rules(self) -> Iterator[Goal]:
        """Every rule that is reached, and what a panel said of whom it leaves open."""
        eligibility = self.pack.eligibility
        if eligibility is None:
            return
        frame = Frame(eligibility.table)
        panel = self.pack.facts.tables[eligibility.table].columns[eligibility.panel]
        for at, rule in enumerate(eligibility.rules):
            its = frame if rule.when is None else frame.with_must(rule.when.node, wanted=True)
            frame = frame if rule.when is None else frame.with_must(rule.when.node, wanted=False)
            name = f"{self.lines.rule(at)}：认定到这一条"
            yield Goal("规则", name, (its,), nothing, always, always)
            for choice in panel.choices if rule.decision == REVIEW else ():
                its_wish, hit = put(panel.name, choice.code), has(panel.name, choice.code)
                yield Goal("规则", f"{name}，会审结论「{choice.label}」", (its,), its_wish, hit, hit)

    def of_items(self) -> Iterator[Goal]:
        """Every item with a line and without, with a negative amount and with half a step."""
        for at, item in enumerate(self.pack.items):
            frame, what = Frame(item.per or SUBJECT), f"{self.lines.item(at, 'amount')}"
            its = frame if item.when is None else frame.with_must(item.when.node, wanted=True)
            yield Goal("补偿项", f"{what}：有这一行", (its,), nothing, always, always)
            if item.when is not None:
                never = frame.with_must(item.when.node, wanted=False)
                yield Goal("补偿项", f"{what}：没有这一行", (never,), nothing, always, always)
            amount, nought = item.amount.node, number(Decimal(0))
            for relation in ("below", "equal"):
                if possible(amount, nought, relation):
                    words = "金额为负" if relation == "below" else "金额为 0"
                    hit = lies(amount, nought, relation)
                    yield Goal(
                        "补偿项", f"{what}：{words}", (its,), brought(amount, nought, relation), hit, hit, told=False
                    )
            place = Place(amount, (its,), what)
            yield from self._rounding(place, amount, Fraction(item.rounding.to), "round")

    def of_tables(self) -> Iterator[Goal]:
        """No row, one, two and several of every table."""
        for table in self.pack.facts.tables.values():
            for many in _ROWS if not table.is_single else ():
                if many <= table.rows_max:
                    count = tree.Count(whole(0, table.rows_max), table.name, None)
                    hit = lies(count, number(Decimal(many)), "equal")
                    name = f"facts.yaml {table.name}：{many} 行"
                    yield Goal(
                        "行数", name, (Frame(SUBJECT),), brought(count, number(Decimal(many)), "equal"), hit, hit
                    )

    def of_columns(self) -> Iterator[Goal]:
        """Every value on the edge of what a column allows."""
        for table in self.pack.facts.tables.values():
            for column in table.columns.values():
                for value in edges(column):
                    hit = has(column.name, value)
                    name = f"facts.yaml {table.name}.{column.name}：{_named(column, value)}"
                    yield Goal("列", name, (Frame(table.name),), put(column.name, value), hit, hit)


def _named(column: FactColumn, value: Value) -> str:
    return "空" if value is None else f"{value:f}" if isinstance(value, Decimal) else column.label_of(value)
