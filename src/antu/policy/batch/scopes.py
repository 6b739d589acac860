"""Where expressions are computed: the layers of one query, each naming values that the next can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlglot import exp

from antu.policy.batch.whole import Whole

SUBJECT_ID, PROJECT_ID, ROW = "_subject", "_project", "_row"
KNOWN = "known"
"""What a row reads of its subject's computed values, beside ``subject`` and ``project``."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition: true or false, never NULL unless the subject cannot be computed."""

    sql: exp.Expr
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    sql: exp.Expr
    layer: int = 0
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text: ``coded`` is the number of a choice's code; ``constant`` is the text itself where it is fixed."""

    sql: exp.Expr
    coded: bool
    layer: int = 0
    empty: bool = False
    constant: str | None = None


Join = tuple[str, tuple[str, ...]]
"""A query joined by subject, and the columns taken from it."""


@dataclass(slots=True)
class Layer:
    """What one layer adds to the one below."""

    columns: dict[str, exp.Expr] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()


@dataclass(slots=True)
class Scope:
    """The rows of a table in the making: layer 0 is read, each further layer is computed from the one before."""

    table: str
    layers: list[Layer] = field(default_factory=lambda: [Layer()])
    needs: dict[tuple[str, str], str] = field(default_factory=dict)
    below: dict[str, int] = field(default_factory=dict)
    """What the magnitude of a number of layer 0 is always below, by its alias."""
    base: int = 0
    _kept: dict[str, exp.Column] = field(default_factory=dict)
    _at: dict[str, int] = field(default_factory=dict)

    def read(self, table: str, name: str) -> exp.Column:
        """A column of layer 0, which is read from a table."""
        alias = f"{table or 'c'}__{name}"
        self.needs[table, name] = alias
        return column(alias)

    def name(self, alias: str, expression: exp.Expr, layer: int) -> int:
        """Gives an expression of a layer a name on the next; the layer of the name."""
        at = max(layer, self.base) + 1
        while len(self.layers) <= at:
            self.layers.append(Layer())
        self.layers[at].columns[alias] = expression.copy()
        return at

    def keep(self, number: Whole) -> Whole:
        """The number as a column of its own, the same one for the same expression."""
        if number.constant is not None or isinstance(number.sql, exp.Column):
            return number
        found, at = self.keep_expression(number.sql, number.layer)
        return replace(number, sql=found, layer=at)

    def keep_expression(self, expression: exp.Expr, layer: int) -> tuple[exp.Column, int]:
        """Any expression as a column of its own."""
        key = f"{layer}:{expression.sql()}"
        if key not in self._kept:
            alias = f"v{len(self._kept)}"
            self._kept[key], self._at[key] = column(alias), self.name(alias, expression, layer)
        return self._kept[key], self._at[key]

    def join(self, joins: tuple[Join, ...]) -> int:
        """A layer of its own that takes columns from other queries; its number."""
        self.layers.append(Layer(joins=joins))
        self.close()
        return len(self.layers) - 1

    def close(self) -> None:
        """Nothing is added any more to the layers so far: others read them."""
        self.base = len(self.layers) - 1


def column(name: str, table: str = "") -> exp.Column:
    """A quoted column."""
    found = exp.column(exp.to_identifier(name, quoted=True))
    if table:
        found.set("table", exp.to_identifier(table, quoted=True))
    return found


def named(expression: exp.Expr, alias: str) -> exp.Alias:
    """``expression AS "alias"``."""
    return exp.Alias(this=expression, alias=exp.to_identifier(alias, quoted=True))


def both(left: Truth | None, right: Truth | None) -> Truth | None:
    """``left AND right``, where None is true."""
    if left is None or right is None:
        return left or right
    one, other = (exp.Paren(this=each.sql.copy()) for each in (left, right))
    return Truth(exp.And(this=one, expression=other), max(left.layer, right.layer))


def either(left: Truth | None, right: Truth | None) -> Truth | None:
    """``left OR right``, where None is false."""
    return any_of((left, right))


def any_of(truths: Iterable[Truth | None]) -> Truth | None:
    """Whether one of them holds; None where there are none. A condition that is there already is not asked again."""
    there = [each for each in truths if each]
    if len(there) < 2:  # noqa: PLR2004 - nothing to join
        return there[0] if there else None
    alternatives = list(dict.fromkeys(part for each in there for part in _alternatives(each.sql)))
    return Truth(_one_holds(alternatives), max(each.layer for each in there))


def _alternatives(condition: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(condition, exp.Or):
        yield from _alternatives(condition.this.unnest())
        yield from _alternatives(condition.expression.unnest())
    else:
        yield condition


def _one_holds(alternatives: list[exp.Expr]) -> exp.Expr:
    """All of them by OR, in halves of halves: whoever reads a chain of hundreds goes hundreds of steps deep."""
    if len(alternatives) == 1:
        return alternatives[0].copy()
    middle = len(alternatives) // 2
    halves = (_one_holds(alternatives[:middle]), _one_holds(alternatives[middle:]))
    return exp.Or(this=exp.Paren(this=halves[0]), expression=exp.Paren(this=halves[1]))
