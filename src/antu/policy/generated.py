"""Python functions written for formulas, once a pack, so that a household costs no more than its own numbers.

The text of such a function is of this program's words alone: whatever comes from a pack, be it a name, a number or a
text, is a constant that is handed over beside the text and called ``k1``, ``k2``, … in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

from antu.policy import tree
from antu.policy.schema import PROJECT, SUBJECT

Function = Callable[..., Any]
Writing = Callable[[tree.Node, "Body"], str]
"""Writes what gives a node's value; the text of an expression."""

_PARTS: Final[Mapping[str, str]] = {
    SUBJECT: f'scope.single["{SUBJECT}"]',
    PROJECT: f'scope.single["{PROJECT}"]',
    "derived": "scope.derived",
    "amounts": "scope.amounts",
    "tables": "scope.tables",
}
DEEP = 20
"""A part of a formula that lies deeper is a function of its own: Python reads brackets and blocks only so deep."""


class Source:
    """The text of some functions, the constants beside it, and what they may call."""

    def __init__(self, writing: Writing, calls: Mapping[str, Function]) -> None:
        self.writing, self._calls = writing, calls
        self._texts: list[str] = []
        self._constants: dict[str, Any] = {}
        self._known: dict[tuple[type, Any], str] = {}
        self._numbers = count(1)

    def name(self, letter: str) -> str:
        """A name that nothing has yet."""
        return f"{letter}{next(self._numbers)}"

    def constant(self, value: Any) -> str:
        """The name of a value."""
        key = (type(value), value if isinstance(value, str) else id(value))
        if key not in self._known:
            self._known[key] = name = self.name("k")
            self._constants[name] = value
        return self._known[key]

    def add(self, text: str) -> None:
        """Take in the text of a function."""
        self._texts.append(text)

    @property
    def text(self) -> str:
        """The text of all functions."""
        return "\n".join(self._texts)

    def functions(self) -> Mapping[str, Function]:
        """All functions by name. They see the constants and what they may call, and nothing else of Python."""
        space: dict[str, Any] = {"__builtins__": {}, **self._calls, **self._constants}
        exec(compile(self.text, "<formulas>", "exec"), space)  # noqa: S102 - this program's words alone, see above
        return space


class Code:
    """One function as it is written, statement by statement; what is worked out under a name is worked out once."""

    def __init__(self, source: Source, *parameters: str) -> None:
        self.source = source
        self._name, self._parameters = source.name("f"), parameters
        self._lines: list[str] = []
        self._named: dict[str, str] = {}
        self._found: list[tuple[tree.Node, Any]] = []
        self._indent, self._depth = 1, 0

    def constant(self, value: Any) -> str:
        """The name of a value."""
        return self.source.constant(value)

    def name(self) -> str:
        """A new name for a value."""
        return self.source.name("v")

    def names(self, number: int) -> list[str]:
        """So many new names."""
        return [self.name() for _ in range(number)]

    def put(self, line: str) -> None:
        """Add a statement."""
        self._lines.append("    " * self._indent + line)

    def named(self, text: str) -> str:
        """The expression under a name, so that it is worked out once."""
        if text not in self._named:
            name = self.name()
            self.put(f"{name} = {text}")
            self._named[text] = self._named[name] = name
        return self._named[text]

    def found(self, node: tree.Node) -> Any:
        """What was written for a part of the same form, so that it need not be again; None where there was none."""
        return next((found for each, found in self._found if each == node), None)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What stands below ``head:``; names that are made there are unknown after it."""
        self.flush()
        self.put(f"{head}:")
        before = self._named.copy(), self._found.copy()
        self._indent += 1
        self._depth += 1
        yield
        self.flush()
        self._depth -= 1
        self._indent -= 1
        self._named, self._found = before

    def flush(self) -> None:
        """Write what has been left for later, before a block begins or ends."""

    def finish(self, heads: Iterable[str] = ()) -> str:
        """Add the function to the source, which begins with these statements; its name."""
        self.flush()
        begun = [f"    {head}" for head in heads]
        self.source.add("\n".join([f"def {self._name}({', '.join(self._parameters)}):", *begun, *self._lines, ""]))
        return self._name


class Body(Code):
    """A function that works out, and what the record is to get of it next.

    When ``recording``, each value goes into a name of its own and into the list ``raw``, in the order of working out.
    """

    def __init__(self, source: Source, *parameters: str, row: str = "row", recording: bool = False) -> None:
        super().__init__(source, *parameters)
        self.row, self.recording = row, recording
        self._parts: list[str] = []
        self._pending: list[str] = []

    def of(self, node: tree.Node) -> str:
        """The expression of a node, whose values are recorded where this body does so."""
        if self._depth >= DEEP:
            return self._apart(node)
        self._depth += 1
        text = self.source.writing(node, self)
        self._depth -= 1
        value = self._named.get(text, text)
        if self.recording:
            self._found.append((node, value))
        return value

    def plain(self, node: tree.Node) -> str:
        """The expression of a node of which nothing is recorded."""
        before, self.recording = self.recording, False
        text = self.of(node)
        self.recording = before
        return text

    def part(self, name: str) -> str:
        """The name of a part of the scope."""
        if name not in self._parts:
            self._parts.append(name)
        return name

    def rows(self, table: str) -> str:
        """The expression of a table's rows; none where the facts have no such table."""
        return f"{self.part('tables')}.get({self.constant(table)}, ())"

    @contextmanager
    def on(self, row: str) -> Iterator[None]:
        """Stand on another row."""
        before, self.row = self.row, row
        yield
        self.row = before

    def named(self, text: str) -> str:
        """The expression under a name; as it is where nothing is recorded."""
        return super().named(text) if self.recording else text

    def kept(self, text: str) -> str:
        """The expression, recorded."""
        name = self.named(text)
        if self.recording:
            self.record(name)
        return name

    def record(self, *names: str) -> None:
        """Let the record get these next."""
        self._pending += names

    def flush(self) -> None:
        """Write what the record is to get."""
        if self._pending:
            self.put(f"raw += ({', '.join(self._pending)},)")
            self._pending.clear()

    def finish(self, heads: Iterable[str] = ()) -> str:
        """Add the function to the source; its name."""
        return super().finish([*heads, *(f"{name} = {_PARTS[name]}" for name in self._parts)])

    def _apart(self, node: tree.Node) -> str:
        given = ("scope", "row", "raw") if self.recording else ("scope", "row")
        inner = Body(self.source, *given, recording=self.recording)
        value = inner.of(node)
        inner.flush()
        inner.put(f"return {value}")
        self.flush()
        return self.named(f"{inner.finish()}({', '.join(['scope', self.row, *given[2:]])})")
