"""What a formula may name: columns, derived values, rate tables and earlier items, with their types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from antu.policy import syntax, tree
from antu.policy.rates import Ladder, RateTable
from antu.policy.schema import PROJECT, SUBJECT, ColumnType, FactColumn, FactSchema
from antu.policy.value_types import BOOL, UNKNOWN, Day, Num, Str, Type, Unknown

RateUse = tuple[str, tuple[str, ...], str]
"""A rate cell that some formula can read: table, keys, value column (a ladder is read as a whole: no keys)."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A named part of the working of a table's rows: parsed, and typed anew wherever it is used.

    ``expression`` is None where it does not parse, which is told.
    """

    table: str
    name: str
    label: str
    unit: str
    expression: syntax.Expression | None
    note: Callable[[str, str], None]

    @property
    def mentions(self) -> set[str]:
        """Every name that the step's formula mentions."""
        return syntax.names_in(self.expression) if self.expression else set()


@dataclass(frozen=True, slots=True)
class Names:
    """The names in sight of one formula.

    ``current`` is the table whose row the formula stands on (``subject`` for a line of the whole subject); ``derived``
    and ``amounts`` hold only what is computed before it (None: no items at all); ``steps`` are found by table and name.
    ``uses`` gathers the rates that formulas can read. ``filled`` are columns that have a value here, by table and name:
    a comparison that holds has been made with them.
    """

    schema: FactSchema
    rates: Mapping[str, RateTable | Ladder]
    current: str = SUBJECT
    derived: Mapping[str, Type] = field(default_factory=dict)
    amounts: Mapping[str, Num | Unknown] | None = None
    steps: Mapping[tuple[str, str], StepDraft] = field(default_factory=dict)
    uses: set[RateUse] = field(default_factory=set)
    inside_aggregate: bool = False
    inside_steps: tuple[str, ...] = ()
    filled: frozenset[tuple[str, str]] = frozenset()

    def on(self, table: str) -> Names:
        """The names seen from a row of another table."""
        return replace(self, current=table)

    def on_rows_of(self, table: str) -> Names:
        """The names inside ``sum`` or ``count`` over a table: of the rows outside, only single ones are still meant."""
        filled = frozenset(column for column in self.filled if self.schema.tables[column[0]].is_single)
        return replace(self, current=table, inside_aggregate=True, filled=filled)

    def where(self, condition: tree.Node) -> Names:
        """The names seen where the condition holds."""
        return replace(self, filled=self.filled | tree.compared_columns(condition))

    def is_filled(self, table: str, column: FactColumn) -> bool:
        """Whether a column that may be empty is known to have a value here."""
        return column.may_be_empty and (table, column.name) in self.filled

    def with_derived(self, name: str, kind: Type) -> Names:
        """The names with one more derived value."""
        return replace(self, derived={**self.derived, name: kind})

    @property
    def columns(self) -> Mapping[str, FactColumn]:
        """The columns of the current row."""
        return self.schema.tables[self.current].columns

    def mentioned(self, expression: syntax.Expression) -> set[str]:
        """Every name that the expression mentions, also through steps."""
        names = syntax.names_in(expression)
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            inner = {each for (_, step), draft in self.steps.items() if step == name for each in draft.mentions}
            waiting += inner - names
            names |= inner
        return names

    def of_owner(self, owner: str) -> Mapping[str, FactColumn] | None:
        """The columns of ``subject`` or ``project``; None for any other owner."""
        return self.schema.tables[owner].columns if owner in {SUBJECT, PROJECT} else None


def column_type(column: FactColumn) -> Type:
    """The type of a column's values: a number's scale and interval from its digits, decimals and bounds."""
    empty = column.may_be_empty
    match column.type:
        case ColumnType.DATE:
            return Day(empty)
        case ColumnType.BOOLEAN:
            return BOOL
        case ColumnType.CHOICE if not column.choices:  # its fault is told where its choices should stand
            return UNKNOWN
        case ColumnType.CHOICE:
            return Str(frozenset(choice.code for choice in column.choices), empty)
        case ColumnType.TEXT:
            return Str(None, empty)
        case _:
            return Num(column.decimals, _interval(column), empty)


def _interval(column: FactColumn) -> tuple[Fraction, Fraction]:
    low, high = (Fraction(steps, 10**column.decimals) for steps in column.reach)
    return low, max(low, high)  # a column that nothing fits has a fault of its own
