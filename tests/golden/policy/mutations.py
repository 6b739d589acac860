"""Small wrongs of a pack, one at a time: another rate, another bound, another comparison.

They are made in the pack's text, so that what is tested is what an office would mistype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import yaml

from antu.policy import Pack

FORMULAS = ("value", "when", "amount", "refuse")
LIMITS = ("minimum", "above", "maximum")
ORDERS = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",), "!=": ("==",)}
DECISIONS = ("include", "exclude", "review")
TOKEN = re.compile(r'(?P<text>"[^"]*")|(?P<name>[A-Za-z_][\w.]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign><=|>=|==|!=|<|>)')


@dataclass(frozen=True)
class Mutation:
    """One changed file of a pack; ``name`` says which file, line, what it was and what it became."""

    name: str
    file: str
    content: bytes

    def files(self, pack: Pack) -> Mapping[str, bytes]:
        return {**pack.files, self.file: self.content}


def mutations(pack: Pack) -> Iterator[Mutation]:
    for file in sorted(pack.files):
        text = pack.files[file].decode()
        if file.startswith("rates/"):
            yield from _rates(file, text)
        elif file.endswith(".yaml") and not file.startswith("cases/"):
            yield from _yaml(pack, file, text)


def _changed(file: str, text: str, start: int, end: int, new: str) -> Mutation:
    line = text.count("\n", 0, start) + 1
    return Mutation(f"{file}:{line} {text[start:end]} → {new}", file, (text[:start] + new + text[end:]).encode())


def _next(number: str, steps: int = 1) -> str:
    """The number, so many units of its last place further."""
    value = Decimal(number)
    return str(value + steps * Decimal((0, (1,), int(value.as_tuple().exponent))))


def _rates(file: str, text: str) -> Iterator[Mutation]:
    """Every number of a table a little higher; a bound a little lower too, and moved together with its twin."""
    lines = text.splitlines()
    header = lines[0].split(",")
    at = len(lines[0]) + 1
    places: dict[str, list[tuple[int, int]]] = {}
    for line in lines[1:]:
        for name, cell in zip(header, line.split(","), strict=True):
            if re.fullmatch(r"\d+(\.\d+)?", cell) and name != "land_class":
                places.setdefault(name, []).append((at, at + len(cell)))
            at += len(cell) + 1
    for name, cells in places.items():
        for start, end in cells:
            yield _changed(file, text, start, end, _next(text[start:end]))
            if name in {"from", "to"}:
                yield _changed(file, text, start, end, _next(text[start:end], -1))
    for upper, lower in zip(places.get("to", []), places.get("from", [])[1:], strict=False):
        for steps in (1, -1):
            high, low = _next(text[slice(*upper)], steps), _next(text[slice(*lower)], steps)
            moved = text[: upper[0]] + high + text[upper[1] : lower[0]] + low + text[lower[1] :]
            yield Mutation(f"{file} bound {text[slice(*upper)]} → {high}", file, moved.encode())


def _yaml(pack: Pack, file: str, text: str) -> Iterator[Mutation]:
    for keys, node in _scalars(yaml.compose(text, Loader=yaml.SafeLoader), ()):
        start, end = node.start_mark.index, node.end_mark.index
        if keys[-1] in FORMULAS:
            yield from _formula(pack, file, text, start, end)
        elif keys[-1] in LIMITS:
            yield from (_changed(file, text, start, end, new) for new in (_next(node.value), f"-{_next(node.value)}"))
        elif keys[-1] == "default":
            yield from _default(pack, file, text, node, keys)
        elif keys[-1] == "required":
            yield _changed(file, text, start, end, "false")
        elif keys[-2:] == ("rounding", "to"):
            yield from (
                _changed(file, text, start, end, f'"{new}"') for new in ("0.01", "0.1", "1", "10") if new != node.value
            )
        elif keys[-1] == "decision" and node.value in DECISIONS:
            yield from (_changed(file, text, start, end, new) for new in DECISIONS if new != node.value)


def _scalars(node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield keys, node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _scalars(child, (*keys, key.value))


def _default(pack: Pack, file: str, text: str, node: yaml.ScalarNode, keys: tuple[str, ...]) -> Iterator[Mutation]:
    column = pack.facts.tables[keys[1]].columns[keys[3]]
    others = [choice.code for choice in column.choices] or (
        ["true", "false"] if node.value in {"true", "false"} else ["1"]
    )
    for other in others:
        if other != node.value:
            yield _changed(file, text, node.start_mark.index, node.end_mark.index, other)


def _formula(pack: Pack, file: str, text: str, start: int, end: int) -> Iterator[Mutation]:
    tokens = list(TOKEN.finditer(text, start, end))
    for token in tokens:
        at, to, word = token.start(), token.end(), token[0]
        if token["sign"]:
            yield from (_changed(file, text, at, to, other) for other in ORDERS[word])
        elif token["number"]:
            yield from (_changed(file, text, at, to, _next(word, steps)) for steps in (1, -1))
        elif word in {"and", "or"}:
            yield _changed(file, text, at, to, "or" if word == "and" else "and")
        elif word == "not":
            yield _changed(file, text, at, to, "")
        elif word in {"min", "max"}:
            yield _changed(file, text, at, to, "max" if word == "min" else "min")
        elif token["text"]:
            yield from (_changed(file, text, at, to, f'"{other}"') for other in _siblings(pack, word.strip('"')))
    for one, other in pairwise(tokens):
        if one["text"] and other["text"] and text[one.end() : other.start()].strip() == ",":
            yield _changed(file, text, one.end(), other.end(), "")


def _siblings(pack: Pack, word: str) -> Iterator[str]:
    """Another code of the same choice, or another key of the same table: the nearest that fits the same place."""
    for table in pack.facts.tables.values():
        for column in table.columns.values():
            codes = [choice.code for choice in column.choices]
            if word in codes and len(codes) > 1:
                yield codes[codes.index(word) - 1]
                return
    keys = [key for rates in pack.rates.values() for (key, *rest) in getattr(rates, "rows", {}) if not rest]
    if word in keys:
        yield keys[keys.index(word) - 1]
    elif word in DECISIONS:
        yield DECISIONS[DECISIONS.index(word) - 1]
