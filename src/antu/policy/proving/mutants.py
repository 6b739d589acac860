"""Small wrongs of a pack, one at a time: another rate, another bound, another comparison.

They are made in the pack's text, so that what is tried is what an office would mistype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import yaml

from antu.policy.pack import DECISIONS, Pack
from antu.policy.schema import FactColumn

_FORMULAS = ("value", "when", "amount", "refuse")
_LIMITS = ("minimum", "above", "maximum")
_ORDERS = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",), "!=": ("==",)}
_STEPS_OF_ROUNDING = ("0.01", "0.1", "1", "10")
_TOKEN = re.compile(
    r'(?P<text>"[^"]*")|(?P<name>[A-Za-z_][\w.]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign><=|>=|==|!=|<|>)|(?P<calc>[-+*/])'
)
_CALCULATIONS = {"+": "-", "-": "+", "*": "+", "/": "*"}
_WORDS = {"and": "or", "or": "and", "not": "", "min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}
_WORDS |= {"days": "months", "months": "days"}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_CELL = re.compile(r'("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)')


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pack with one thing changed in one file: where, what it was and what it became."""

    file: str
    line: int
    old: str
    new: str
    content: bytes

    @property
    def name(self) -> str:
        """``file:line old → new``."""
        return f"{self.file}:{self.line} {self.old} → {self.new}"

    def files(self, pack: Pack) -> Mapping[str, bytes]:
        """The wrong pack's files."""
        return {**pack.files, self.file: self.content}


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every wrong that is tried of a pack, in the order of its files."""
    for file in sorted(pack.files):
        text = pack.files[file].decode()
        if file.startswith("rates/"):
            yield from _Rates(pack, file, text).mutants()
        elif file.endswith(".yaml") and not file.startswith("cases/"):
            yield from _Yaml(pack, file, text).mutants()


@dataclass(frozen=True, slots=True)
class _Changing:
    pack: Pack
    file: str
    text: str

    def changed(self, start: int, end: int, new: str) -> Mutant:
        line = self.text.count("\n", 0, start) + 1
        content = (self.text[:start] + new + self.text[end:]).encode()
        return Mutant(self.file, line, self.text[start:end], new or "（删去）", content)


class _Rates(_Changing):
    """Every rate a little higher, a little lower and doubled; every bound moved, alone and together with its twin."""

    def mutants(self) -> Iterator[Mutant]:
        table = self.pack.rates[self.file.removeprefix("rates/").removesuffix(".csv")]
        for cells in (self._cells(name) for name in table.values):
            for start, end in cells:
                old = self.text[start:end]
                for new in (_next(old), _next(old, -1), str(Decimal(old) * 2)):
                    if new != old:
                        yield self.changed(start, end, new)
        lows, highs = self._cells("from"), self._cells("to")
        for start, end in (*lows, *highs):
            for steps in (1, -1):
                yield self.changed(start, end, _next(self.text[start:end], steps))
        for high, low in zip(highs, lows[1:], strict=False):
            for steps in (1, -1):
                yield self._moved(high, low, steps)

    def _moved(self, high: tuple[int, int], low: tuple[int, int], steps: int) -> Mutant:
        text, old = self.text, self.text[slice(*high)]
        ends, starts = _next(old, steps), _next(text[slice(*low)], steps)
        content = text[: high[0]] + ends + text[high[1] : low[0]] + starts + text[low[1] :]
        return Mutant(self.file, text.count("\n", 0, high[0]) + 1, f"界限 {old}", ends, content.encode())

    def _cells(self, name: str) -> list[tuple[int, int]]:
        """Where the numbers of a column stand."""
        rows = list(_rows(self.text))
        header = [self.text[start:end].strip('\ufeff "') for start, end in rows[0]]
        if name not in header:
            return []
        at = header.index(name)
        found = (row[at] for row in rows[1:] if len(row) > at)
        return [cell for cell in found if _NUMBER.fullmatch(self.text[slice(*cell)])]


def _rows(text: str) -> Iterator[list[tuple[int, int]]]:
    """Where the cells of each row of a CSV text stand."""
    row: list[tuple[int, int]] = []
    for match in _CELL.finditer(text):
        row.append(match.span(1))
        if match[2] != ",":
            yield row
            row = []


def _next(number: str, steps: int = 1) -> str:
    """The number, so many units of its last place further."""
    value = Decimal(number)
    return format(value + steps * Decimal((0, (1,), int(value.as_tuple().exponent))), "f")


class _Yaml(_Changing):
    """Every sign, number, word and code of the formulas; bounds, defaults, roundings and decisions."""

    def mutants(self) -> Iterator[Mutant]:
        for keys, node in _scalars(yaml.compose(self.text, Loader=yaml.SafeLoader), ()):
            start, end = _inside(node, self.text)
            if keys[-1] in _FORMULAS:
                yield from self._formula(start, end)
            else:
                for new in self._other(keys, node):
                    if new != node.value:
                        yield self.changed(start, end, new)

    def _other(self, keys: tuple[str, ...], node: yaml.ScalarNode) -> tuple[str, ...]:
        key, value = keys[-1], str(node.value)
        if key in _LIMITS and _NUMBER.fullmatch(value):
            return _next(value), f"-{_next(value)}"
        if key == "decision" and value in DECISIONS:
            return tuple(DECISIONS)
        if key == "default":
            return self._defaults(keys, value)
        if keys[-2:] == ("rounding", "to"):
            return (
                _STEPS_OF_ROUNDING if node.style else tuple(f'"{step}"' for step in _STEPS_OF_ROUNDING if step != value)
            )
        swaps = {"required": "false", "bounds": "lower" if value == "closed" else "closed", "progressive": "false"}
        return (swaps[key],) if key in swaps else ()

    def _defaults(self, keys: tuple[str, ...], value: str) -> tuple[str, ...]:
        column = self.pack.facts.tables[keys[1]].columns[keys[3]]
        codes = tuple(choice.code for choice in column.choices)
        return codes or (("true", "false") if value in {"true", "false"} else ("1",))

    def _formula(self, start: int, end: int) -> Iterator[Mutant]:
        tokens = list(_TOKEN.finditer(self.text, start, end))
        for token in tokens:
            for new in self._instead(token):
                yield self.changed(token.start(), token.end(), new)
        for one, other in pairwise(tokens):
            if one["text"] and other["text"] and self.text[one.end() : other.start()].strip() == ",":
                yield self.changed(one.end(), other.end(), "")

    def _instead(self, token: re.Match[str]) -> Iterator[str]:
        word = token[0]
        if token["sign"]:
            yield from _ORDERS[word]
        elif token["number"]:
            yield from (_next(word, steps) for steps in (1, -1))
        elif token["calc"]:
            yield _CALCULATIONS[word]
        elif token["text"]:
            yield from (f'"{other}"' for other in self._siblings(word.strip('"')))
        elif word in _WORDS:
            yield _WORDS[word]

    def _siblings(self, word: str) -> Iterator[str]:
        """Other decisions; another code of the same choice, or another key of the same table: the one before it."""
        if word in DECISIONS:
            yield from (other for other in DECISIONS if other != word)
            return
        choices = [[choice.code for choice in column.choices] for column in self._columns()]
        keys = [key for rates in self.pack.rates.values() for (key, *rest) in getattr(rates, "rows", {}) if not rest]
        for codes in (*choices, keys):
            if word in codes and len(codes) > 1:
                yield codes[codes.index(word) - 1]
                return

    def _columns(self) -> Iterator[FactColumn]:
        for table in self.pack.facts.tables.values():
            yield from table.columns.values()


def _inside(node: yaml.ScalarNode, text: str) -> tuple[int, int]:
    """Where a scalar's own text stands, without its quotation marks or the sign of a folded text."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if node.style in {'"', "'"}:
        return start + 1, end - 1
    return (text.index("\n", start), end) if node.style in {">", "|"} else (start, end)


def _scalars(node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield keys, node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _scalars(child, (*keys, key.value))
