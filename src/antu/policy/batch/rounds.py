"""In which order a pack is computed at once: how often rows must be summed up before a value can be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from antu.policy import tree
from antu.policy.batch.layout import walk
from antu.policy.formula import Formula
from antu.policy.pack import Derived, Item, Pack

Aggregate = tree.Sum | tree.Count


def item_nodes(item: Item) -> list[tree.Node]:
    """The trees of an item's formulas."""
    return [each.node for each in (item.when, item.amount, item.quantity, item.rate) if each]


@dataclass(slots=True)
class Rounds:
    """The round of every value: 0 of what stands on the subject's own facts, else one after what its rows read."""

    pack: Pack
    derived: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    decision: int = 0
    aggregates: list[tuple[int, Aggregate]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for each in self.pack.evaluation:
            if each is not None:
                self.derived[each.name] = self._of([each.formula.node])
            elif self.pack.eligibility:
                rules = [rule.when.node for rule in self.pack.eligibility.rules if rule.when]
                self.decision = 1 + self._of(rules)
        for item in self.pack.items:
            self.items[item.code] = self._of(item_nodes(item)) + (1 if item.per else 0)
        self.aggregates = [(self._aggregate(node), node) for node in self._all_aggregates()]

    @property
    def last(self) -> int:
        """The last round."""
        return max([0, self.decision, *self.derived.values(), *self.items.values()])

    def derived_in(self, number: int) -> Iterator[Derived]:
        """The derived values of a round, in the order of working them out."""
        for each in self.pack.evaluation:
            if each is not None and self.derived[each.name] == number:
                yield each

    def items_in(self, number: int, table: str) -> Iterator[tuple[int, Item]]:
        """The items of a round on the rows of a table, or on the subject itself, with their places."""
        for place, item in enumerate(self.pack.items):
            if item.per == table and self.items[item.code] == number:
                yield place, item

    def _of(self, nodes: list[tree.Node]) -> int:
        return max((self._single(node) for root in nodes for node in walk(root)), default=0)

    def _single(self, node: tree.Node) -> int:
        match node:
            case tree.Sum() | tree.Count():
                return self._aggregate(node)
            case tree.DerivedName():
                return self.derived[node.name]
            case tree.ItemAmount():
                return self.items[node.code]
            case tree.Column() if self.pack.eligibility and (node.table, node.name) == (
                self.pack.eligibility.table,
                self.pack.eligibility.column,
            ):
                return self.decision - 1
        return 0

    def _aggregate(self, node: Aggregate) -> int:
        parts = [node.condition] if node.condition else []
        return 1 + self._of([*parts, *([node.operand] if isinstance(node, tree.Sum) else [])])

    def _all_aggregates(self) -> Iterator[Aggregate]:
        formulas: list[Formula] = [derived.formula for derived in self.pack.derived]
        if self.pack.eligibility:
            formulas += [rule.when for rule in self.pack.eligibility.rules if rule.when]
        roots = [formula.node for formula in formulas] + [node for item in self.pack.items for node in item_nodes(item)]
        for root in roots:
            for node in walk(root):
                if isinstance(node, Aggregate):
                    yield node
