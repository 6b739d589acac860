"""Typed trees as functions that tell: the numbers put in, and what was read and rounded on the way.

The record holds the values of a tree in the order in which the function of ``evaluate.py`` worked them out; what is
written here takes them in that order again, and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import singledispatch
from typing import NamedTuple

from antu.policy import tree
from antu.policy.computation import RateRead
from antu.policy.evaluate import by_keys, fixed_keys
from antu.policy.rates import RateRow
from antu.policy.telling import MET, Shown, Telling
from antu.policy.words import Wording, rounding_words
from antu.policy.workings import ATOM, PRODUCT, SIGNED, SUM, exact_text, shown

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


@singledispatch
def told(node: tree.Node, telling: Telling) -> Shown:
    """What tells a number's value with its working, noting on the way."""
    return telling.number(telling.take(), node.type)


@told.register
def _constant(node: tree.Constant, telling: Telling) -> Shown:
    return telling.fixed(Decimal(node.value))


@told.register
def _negative(node: tree.Negative, telling: Telling) -> Shown:
    text = telling.held(telling.of(node.operand), PRODUCT)
    return telling.result(f"{telling.constant('−')} + {text}", telling.take(), SIGNED)


@told.register
def _calculation(node: tree.Calculation, telling: Telling) -> Shown:
    rank = PRODUCT if node.sign in {"*", "/"} else SUM
    left, right = telling.of(node.left), telling.of(node.right)
    one = telling.held(left, SIGNED if rank == SUM else PRODUCT)
    other = telling.held(right, {"+": SUM, "-": PRODUCT, "*": PRODUCT, "/": ATOM}[node.sign])
    sign = telling.constant(f" {_SIGNS[node.sign]} ")
    return telling.result(f"{one} + {sign} + {other}", telling.take(), rank)


@told.register
def _derived(node: tree.DerivedName, telling: Telling) -> Shown:
    value = telling.take()
    text = telling.plain(value)
    name, label = telling.constant(node.name), telling.constant(telling.wording.derived[node.name])
    telling.meet("derived", f"({name}, {label}, {text})")
    return telling.number(value, node.type, text)


@told.register
def _step(node: tree.Step, telling: Telling) -> Shown:
    inner = node.operand
    if isinstance(inner, tree.Rounded):  # its last step is the rounding itself: give that the step's name
        found = _round(inner, f"{node.label}（{telling.wording.of(inner.operand)}）", telling)
    else:
        found = telling.of(inner)
        words, exact = telling.constant(f"{node.label}（{telling.wording.of(inner)}）"), telling.plain(found.value)
        _meet_step(telling, words, found.text, exact, exact, telling.constant(""))
    if found.rank == ATOM:
        return found
    text, rank = telling.names(2)
    telling.put(f"{text}, {rank} = step_quoted({found.text}, {found.rank}, {found.value})")
    return Shown(found.value, text, rank)


def _meet_step(telling: Telling, *parts: str) -> None:
    telling.meet("roundings", telling.named(f"rounding_step(({', '.join(parts)}))"))


@told.register
def _amount(node: tree.ItemAmount, telling: Telling) -> Shown:
    found = telling.number(telling.take(), node.type)
    note = telling.constant(f"「{telling.wording.items[node.code]}」金额取已取整的 ")
    telling.meet("notes", telling.named(f"{note} + number_text({found.value})"))
    return found


@told.register
def _rate(node: tree.RateOf, telling: Telling) -> Shown:
    found = by_keys(node, lambda keys, row: _Cell.of(_named(row, node, keys, telling.wording), row.cells[node.column]))
    if (keys := fixed_keys(node)) is None:
        return _found(telling, found, telling.take(), tuple(found.values()))
    telling.meet("rates", telling.constant(found[keys].read))
    return telling.fixed(found[keys].value)


class _Cell(NamedTuple):
    """A rate as it is told: what is read, and its number."""

    read: RateRead
    value: Decimal
    text: str
    rank: int

    @classmethod
    def of(cls, read: RateRead, value: Decimal) -> _Cell:
        """The rate of a cell."""
        return cls(read, value, *shown(exact_text(value)))


def _found(telling: Telling, cells: object, key: str, each: Sequence[_Cell]) -> Shown:
    """The one of these cells that a recorded key finds."""
    read, value, text, rank = telling.names(4)
    telling.put(f"{read}, {value}, {text}, {rank} = {telling.constant(cells)}[{key}]")
    telling.meet("rates", read)
    return Shown(value, text, _common([cell.rank for cell in each], rank))


def _common(ranks: Sequence[int | str], name: str) -> int | str:
    """The rank that all have; else the name that holds it."""
    return ranks[0] if len(set(ranks)) == 1 else name


def _named(row: RateRow, node: tree.RateOf, keys: tuple[str, ...], wording: Wording) -> RateRead:
    """What is read of a row; one without a label of its own is named by the labels of its keys' choices."""
    read = row.reads[node.column]
    if row.label:
        return read
    words = (wording.code(key, code).strip("「」") for key, code in zip(node.keys, keys, strict=True))
    return read.worded(tuple(words))


@told.register
def _tier(node: tree.TierOf, telling: Telling) -> Shown:
    measured = telling.of(node.operand)
    words = telling.constant(f"{telling.wording.of(node.operand)}为 ")
    telling.meet("notes", telling.named(f"{words} + {telling.worked(measured)}"))
    if not node.ladder.progressive:
        rows = [band.row for band in node.ladder.bands]
        cells = tuple([_Cell.of(row.reads[node.column], row.cells[node.column]) for row in rows])
        return _found(telling, cells, telling.take(), cells)
    reads, text, rank = telling.names(3)
    telling.put(f"{reads}, {text}, {rank} = bands_filled({telling.constant(node)}, {measured.value})")
    telling.meet("rates", f"*{reads}")
    return Shown(telling.take(), text, rank)


@told.register
def _rounded(node: tree.Rounded, telling: Telling) -> Shown:
    return _round(node, telling.wording.of(node.operand), telling)


def _round(node: tree.Rounded, words: str, telling: Telling) -> Shown:
    operand = telling.of(node.operand)
    exact, value = telling.plain(operand.value), telling.take()
    text = telling.named(f"number_text({value})")
    _meet_step(telling, telling.constant(words), operand.text, exact, text, telling.constant(rounding_words(node)))
    return telling.number(value, node.type, text)


@told.register
def _extreme(node: tree.Extreme, telling: Telling) -> Shown:
    operands = [telling.of(operand) for operand in node.operands]
    sign, word = ("<", "较小") if node.function == "min" else (">", "较大")
    value, text, rank = chosen = telling.names(3)
    for place, each in enumerate(operands):
        taken = f"{', '.join(chosen)} = {each.value}, {each.text}, {each.rank}"
        telling.put(f"if {each.value} {sign} {value}: {taken}" if place else taken)
    among = f" + {telling.constant('、')} + ".join([telling.worked(each) for each in operands])
    telling.meet("notes", telling.named(f"{among} + {telling.constant(f' 中取{word}的 ')} + {telling.plain(value)}"))
    return Shown(value, text, _common([each.rank for each in operands], rank))


@told.register
def _choose(node: tree.Choose, telling: Telling) -> Shown:
    words, ranks = telling.wording.of(node.condition), list[int | str]()
    value, text, rank = chosen = telling.names(3)
    met = telling.names(len(MET))
    for head, branch, answer in ((f"if {telling.take()}", node.then, "是"), ("else", node.otherwise, "否")):
        with telling.block(head), telling.meeting(met):
            telling.meet("notes", telling.constant(f"{words}：{answer}"))
            taken = telling.of(branch)
            telling.put(f"{', '.join(chosen)} = {taken.value}, {taken.text}, {taken.rank}")
            ranks.append(taken.rank)
    return Shown(value, text, _common(ranks, rank))


@told.register
def _sum(node: tree.Sum, telling: Telling) -> Shown:
    number, terms, row, text, rank, note, *met = telling.take(), *telling.names(5 + len(MET))
    for name in (terms, *met):
        telling.put(f"{name} = []")
    with telling.block(f"for {row} in range({number})"), telling.meeting(met, "+="):
        term = telling.of(node.operand)
        telling.put(f"{terms}.append(({term.text}, {term.rank}))")
    value = telling.take()
    words = [telling.constant(each) for each in (f"{telling.wording.of(node)}：共 ", " 项，合计 ")]
    telling.put(f"{text}, {rank}, {note} = summed({terms}, {value}, {', '.join(words)})")
    telling.meet("notes", f"*{note}")
    return Shown(value, text, rank)
