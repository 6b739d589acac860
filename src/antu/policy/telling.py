"""Functions that tell what was recorded of a value: how they take it from the record, and what they meet on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from antu.policy import tree
from antu.policy.arithmetic import Exact
from antu.policy.computation import NOTHING_MET
from antu.policy.generated import DEEP, Code, Source
from antu.policy.value_types import Num, Type
from antu.policy.words import Wording
from antu.policy.workings import ATOM, SIGNED, exact_text, shown

MET: Final = ("rates", "derived", "roundings", "notes")
"""What a value can meet, by the fields of its trace."""


class Shown(NamedTuple):
    """The expressions of a value and of the numbers that it comes from.

    ``rank`` is how tightly these hold together: a name where only the record can say.
    """

    value: str
    text: str
    rank: int | str


Showing = Callable[[tree.Node, "Telling"], Shown]
"""Writes what tells a number's value with its working."""


class Telling(Code):
    """A function that takes ``values`` of the record, in the order in which they were recorded.

    What is met on the way becomes the trace; what a branch or the rows of a sum meet gets there by a name.
    """

    def __init__(self, source: Source, wording: Wording, showing: Showing, *parameters: str) -> None:
        super().__init__(source, *parameters)
        self.wording, self._showing = wording, showing
        self._met = _nothing()

    def of(self, node: tree.Node) -> Shown:
        """The value of a node with its working."""
        if self._depth >= DEEP:
            return self._apart(node)
        self._depth += 1
        found = self._showing(node, self)
        self._depth -= 1
        self._found.append((node, found))
        return found

    def take(self) -> str:
        """The next value of the record."""
        name = self.name()
        self.put(f"{name} = next(values)")
        return name

    def number(self, value: str, kind: Type, text: str = "") -> Shown:
        """A number that stands for itself; ``text`` gives it where it is not what was written."""
        text = text or self.written(value, kind)
        if isinstance(kind, Num) and kind.scale is not None and kind.interval and kind.interval[0] >= 0:
            return Shown(value, text, ATOM)
        name, rank = self.names(2)
        self.put(f"{name}, {rank} = shown({text})")
        return Shown(value, name, rank)

    def written(self, value: str, kind: Type) -> str:
        """A number with the decimals that it was written with."""
        is_decimal = isinstance(kind, Num) and kind.scale is not None
        return self.named(f"{'number_text' if is_decimal else 'exact_text'}({value})")

    def result(self, text: str, value: str, rank: int) -> Shown:
        """What was worked out by a sign."""
        return Shown(value, self.named(text), rank)

    def fixed(self, value: Exact) -> Shown:
        """A number that is always the same."""
        text, rank = shown(exact_text(value))
        return Shown(self.constant(value), self.constant(text), rank)

    def held(self, given: Shown, least: int) -> str:
        """The numbers, in brackets where they hold together less tightly than ``least``."""
        if least == SIGNED or (isinstance(given.rank, int) and given.rank >= least):
            return given.text
        return f"held({given.text}, {given.rank}, {least})"

    def worked(self, given: Shown) -> str:
        """The numbers and what they come to."""
        if given.rank in {ATOM, SIGNED}:
            return given.text
        return f"worked({given.text}, {given.rank}, {given.value})"

    def plain(self, value: str) -> str:
        """The exact value without trailing zeros."""
        return self.named(f"plain({value})")

    def meet(self, kind: str, *entries: str) -> None:
        """Let the trace get these next."""
        self._met[kind] += entries

    @contextmanager
    def meeting(self, names: Sequence[str], sign: str = "=") -> Iterator[None]:
        """Leave what is met in here under these names, one a kind of ``MET``; the trace gets it from there."""
        outside, self._met = self._met, _nothing()
        yield
        for kind, name in zip(MET, names, strict=True):
            entries = self._met[kind]
            if entries or sign == "=":
                self.put(f"{name} {sign} {_tuple(entries)}")
            if entries and f"*{name}" not in outside[kind]:
                outside[kind].append(f"*{name}")
        self._met = outside

    def trace(self) -> str:
        """The trace of all that was met; after that nothing is met any more."""
        met, self._met = self._met, _nothing()
        rates = f"rates_alone({', '.join(met['rates'])})" if met["rates"] else self.constant(NOTHING_MET)
        if not any(met[kind] for kind in MET[1:]):
            return rates
        return f"trace(({rates}.rates, {', '.join([_distinct(met[kind]) for kind in MET[1:]])}))"

    def _apart(self, node: tree.Node) -> Shown:
        inner = Telling(self.source, self.wording, self._showing, "values")
        found, names = inner.of(node), self.names(len(MET))
        value, text, rank = self.names(3)
        met = [_tuple(inner._met[kind]) for kind in MET]
        inner.put(f"return {', '.join([*found[:2], str(found.rank), *met])}")
        self.put(f"{', '.join([value, text, rank, *names])} = {inner.finish()}(values)")
        for kind, name in zip(MET, names, strict=True):
            if inner._met[kind]:
                self.meet(kind, f"*{name}")
        return Shown(value, text, rank)


def _nothing() -> dict[str, list[str]]:
    return {kind: [] for kind in MET}


def _tuple(entries: Sequence[str]) -> str:
    return f"({', '.join(entries)},)" if entries else "()"


def _distinct(entries: Sequence[str]) -> str:
    if len(entries) == 1:
        return f"distinct({entries[0][1:]})" if entries[0].startswith("*") else _tuple(entries)
    return f"distinct({_tuple(entries)})" if entries else "()"
