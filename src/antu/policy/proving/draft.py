"""Facts in the making: rows that may still be changed, and what the pack makes of them so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress
from datetime import date
from decimal import Decimal

from antu.kernel.money import Money
from antu.policy import tree
from antu.policy.arithmetic import Uncomputable
from antu.policy.evaluate import Scope
from antu.policy.numbers import plain
from antu.policy.pack import REVIEW, Item, Pack
from antu.policy.proving.places import children
from antu.policy.schema import PROJECT, SUBJECT, Value

Mutable = dict[str, Value]


class Draft:
    """The rows of one subject by table; ``subject`` and ``project`` have one each.

    Rows of the eligibility table carry the computed decision after ``scope`` was asked for.
    """

    def __init__(self, pack: Pack, rows: dict[str, list[Mutable]]) -> None:
        self.pack, self.rows = pack, rows
        self._with_amounts = any(reads_amounts(formula) for formula in _formulas(pack))

    def scope(self, *, strict: bool = False) -> Scope:
        """What formulas see now: decisions, derived values and, where some formula asks for them, items' amounts.

        What has no answer is left out, with what comes after it; when ``strict``, Uncomputable is raised.
        """
        pack = self.pack
        scope = Scope(
            {SUBJECT: self.rows[SUBJECT][0], PROJECT: self.rows[PROJECT][0]},
            {name: rows for name, rows in self.rows.items() if name not in {SUBJECT, PROJECT}},
        )
        if self._with_amounts:
            scope.amounts = _Amounts(pack, scope)
        with nullcontext() if strict else suppress(Uncomputable):
            for each in pack.evaluation:
                if each is None:
                    self._decide(scope)
                else:
                    scope.derived[each.name] = each.formula.value(scope, scope.single[SUBJECT])
        return scope

    def _decide(self, scope: Scope) -> None:
        eligibility = self.pack.eligibility
        if eligibility is None:
            return
        for row in self.rows[eligibility.table]:
            decided, concluded = eligibility.rules[ruling(self.pack, scope, row)].decision, row[eligibility.panel]
            row[eligibility.column] = concluded if decided == REVIEW and concluded != eligibility.undecided else decided

    def document(self, *, brief: bool) -> dict[str, object]:
        """The facts as JSON can hold them, without empty columns; when ``brief``, without what is the default too."""
        tables = self.pack.facts.tables
        written: dict[str, object] = {}
        for name, rows in self.rows.items():
            columns = tables[name].columns
            plain_rows = [
                {
                    name: _plain(row[name])
                    for name, column in columns.items()
                    if row[name] is not None and not (brief and not column.required and row[name] == column.default)
                }
                for row in rows
            ]
            written[name] = plain_rows[0] if tables[name].is_single else plain_rows
        return written


def ruling(pack: Pack, scope: Scope, row: Mapping[str, Value]) -> int:
    """The place of the eligibility rule that holds for a row."""
    rules = pack.eligibility.rules if pack.eligibility else ()
    return next(number for number, rule in enumerate(rules) if rule.when is None or rule.when.value(scope, row))


class _Amounts(dict[str, Money]):
    """Amounts of items, worked out when a formula asks for them."""

    def __init__(self, pack: Pack, scope: Scope) -> None:
        super().__init__()
        self._pack, self._scope = pack, scope

    def __missing__(self, code: str) -> Money:
        item = next(each for each in self._pack.items if each.code == code)
        self[code] = item_amount(item, self._scope)
        return self[code]


def item_amount(item: Item, scope: Scope) -> Money:
    """The rounded total of an item."""
    rows = scope.tables.get(item.per, ()) if item.per else (scope.single[SUBJECT],)
    amounts = (
        item.rounding.apply(item.amount.value(scope, row))
        for row in rows
        if item.when is None or item.when.value(scope, row)
    )
    return Money.total(amounts)


def _formulas(pack: Pack) -> Iterator[tree.Node]:
    for item in pack.items:
        yield item.amount.node
        if item.when is not None:
            yield item.when.node


def reads_amounts(node: tree.Node) -> bool:
    """Whether a formula asks for the amount of an earlier item."""
    return isinstance(node, tree.ItemAmount) or any(reads_amounts(child) for child in children(node))


def _plain(value: Value) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
