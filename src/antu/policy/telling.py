"""Functions that tell what was recorded of a value: how they take it from the record, and what they meet on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

    What is met on the way becomes the trace: as it stands, or in a list where branches and rows meet more or less.
    """

    def __init__(self, source: Source, wording: Wording, showing: Showing, *parameters: str) -> None:
        super().__init__(source, *parameters)
        self.wording, self._showing = wording, showing
        self._met = _nothing()
        self._listed: set[str] = set()

    def of(self, node: tree.Node) -> Shown:
        """The value of a node with its working."""
        if self._depth >= DEEP:
            return self._apart(node)
        self._depth += 1
        found = self._showing(node, self)
        self._depth -= 1
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
        name, rank = self.name(), self.name()
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

    def flush(self) -> None:
        """Leave in lists what was met so far."""
        for kind, entries in self._met.items():
            if entries:
                self._listed.add(kind)
                self.put(f"{kind} += {_tuple(entries)}")
                entries.clear()

    def trace(self) -> str:
        """The trace of all that was met; after that nothing is met any more."""
        met, self._met = self._met, _nothing()
        if not self._listed and not any(met[kind] for kind in MET[1:]):
            return f"rates_alone({', '.join(met['rates'])})" if met["rates"] else self.constant(NOTHING_MET)
        return f"trace(({', '.join([self._part(kind, met[kind]) for kind in MET])}))"

    def finish(self, heads: Iterable[str] = ()) -> str:
        """Add the function to the source; its name."""
        return super().finish([*heads, *(f"{kind} = []" for kind in MET if kind in self._listed)])

    def _part(self, kind: str, entries: list[str]) -> str:
        if kind in self._listed:
            return f"distinct({_tuple([f'*{kind}', *entries]) if entries else kind})"
        return f"distinct({_tuple(entries)})" if len(entries) > 1 else _tuple(entries)

    def _apart(self, node: tree.Node) -> Shown:
        self.flush()
        inner = _Part(self.source, self.wording, self._showing, "values", *MET)
        found = inner.of(node)
        inner.flush()
        inner.put(f"return {found.value}, {found.text}, {found.rank}")
        self._listed.update(MET)
        value, text, rank = self.name(), self.name(), self.name()
        self.put(f"{value}, {text}, {rank} = {inner.finish()}(values, {', '.join(MET)})")
        return Shown(value, text, rank)


class _Part(Telling):
    """A part of a telling that lies too deep: what it meets goes into the lists that it is given."""

    def finish(self, heads: Iterable[str] = ()) -> str:
        return Code.finish(self, heads)


def _nothing() -> dict[str, list[str]]:
    return {kind: [] for kind in MET}


def _tuple(entries: list[str]) -> str:
    return f"({', '.join(entries)},)" if entries else "()"
