"""Changing a draft until it shows what is wished for and breaks none of the pack's checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from antu.policy import tree
from antu.policy.evaluate import Scope
from antu.policy.pack import Pack
from antu.policy.proving.chance import Chance
from antu.policy.proving.draft import Draft, Mutable
from antu.policy.proving.hits import may_be_empty
from antu.policy.proving.levers import ColumnLever, Lever, RowsLever, levers
from antu.policy.proving.rows import Rows
from antu.policy.proving.search import meet
from antu.policy.proving.values import edges, from_units, in_units, reach_of
from antu.policy.proving.wishes import TRUE_OF, Bring, Hold, Part, Put, Relation, Values, Wish, relation_of
from antu.policy.schema import SUBJECT, ColumnType
from antu.policy.value_types import Day, Num

_TRIES = 16
_ROW_STEPS = 6
_PARTS = 120


class Aim:
    """Pushes a draft towards wishes: one broken wish or check at a time, by one thing that it depends on."""

    def __init__(self, pack: Pack, rows: Rows, chance: Chance) -> None:
        self.pack, self.rows, self.chance = pack, rows, chance
        self.values = Values()

    def reach(self, draft: Draft, wishes: Sequence[Wish], bound: Sequence[Mutable] = ()) -> bool:
        """Whether all wishes came true without a broken check; ``bound`` rows stay in their tables.

        Values that are to meet are brought to the very edge once, when everything else is as it should be.
        """
        edges_wanted: list[Wish] = [wish for wish in wishes if isinstance(wish, Bring)]
        for _ in range(_TRIES):
            scope = draft.scope()
            broken: list[Callable[[], object]] = [
                partial(self._push, draft, scope, wish) for wish in wishes if not wish.holds(self.values, scope)
            ]
            broken += self._broken_checks(draft, scope, bound)
            if not broken and not edges_wanted:
                return True
            if not broken:
                broken, edges_wanted = [partial(self._push, draft, scope, wish) for wish in edges_wanted], []
            self.chance.shuffle(broken)
            for push in broken:
                push()
        return False

    def _broken_checks(self, draft: Draft, scope: Scope, bound: Sequence[Mutable]) -> list[Callable[[], object]]:
        found: list[Callable[[], object]] = []
        for check in self.pack.checks:
            node, rows, single = check.refuse.node, draft.rows[check.table], check.table in scope.single
            for row in rows:
                if self.values.of(node, scope, row):
                    kept = single or any(row is each for each in bound) or self.chance.once_in(4)
                    found.append(
                        partial(self.hold, draft, scope, node, row, wanted=False)
                        if kept
                        else partial(_remove, rows, row)
                    )
        return found

    def _push(self, draft: Draft, scope: Scope, wish: Wish) -> None:
        match wish:
            case Hold():
                self.hold(draft, scope, wish.node, wish.row, wanted=wish.wanted)
            case Bring():
                self.bring(draft, scope, wish)
            case Put():
                wish.row[wish.column] = wish.value
            case Part():
                self._find_part(draft, scope, wish)

    def hold(self, draft: Draft, scope: Scope, node: tree.Node, row: Mutable, *, wanted: bool) -> None:
        """Change something so that a condition on a row comes nearer to holding, or to not holding."""
        match node:
            case tree.Negation():
                self.hold(draft, scope, node.operand, row, wanted=not wanted)
            case tree.Logic():
                wrong = [side for side in (node.left, node.right) if bool(self.values.of(side, scope, row)) != wanted]
                every = (node.sign == "and") == wanted
                for side in wrong if every else [self.chance.pick(wrong or [node.left])]:
                    self.hold(draft, scope, side, row, wanted=wanted)
            case tree.Step():
                self.hold(draft, scope, node.operand, draft.rows[node.owner][0] if node.owner else row, wanted=wanted)
            case tree.Compare() if isinstance(node.left.type, Num | Day):
                self._order(draft, scope, node, row, wanted=wanted)
            case _:
                self._try_values(draft, scope, node, row, lambda found: bool(found) == wanted)

    def _order(self, draft: Draft, scope: Scope, node: tree.Compare, row: Mutable, *, wanted: bool) -> None:
        open_ = [
            lever
            for side in (node.left, node.right)
            for lever in levers(draft, self.values, scope, side, row)
            if isinstance(lever, ColumnLever) and lever.column.may_be_empty and may_be_empty(side)
        ]
        if open_ and not wanted and not self.chance.once_in(3):
            lever = self.chance.pick(open_)
            lever.row[lever.column.name] = None
            return
        true_of = TRUE_OF[node.sign]
        fitting: list[Relation] = [each for each in ("below", "equal", "above") if (each in true_of) == wanted]
        self.bring(draft, scope, Bring(node.left, node.right, self.chance.pick(fitting), row))

    def bring(self, draft: Draft, scope: Scope, wish: Bring) -> None:
        """Move one thing that either side depends on until the sides lie so, as near as its steps allow."""
        found = [
            lever for side in (wish.left, wish.right) for lever in levers(draft, self.values, scope, side, wish.row)
        ]
        if not found:
            return

        def difference() -> Fraction | None:
            return self.values.difference(wish.left, wish.right, draft.scope(), wish.row)

        lever = self.chance.pick(found)
        if isinstance(lever, RowsLever):
            self._move_rows(draft, lever, lambda: self._fits(difference(), wish.relation))
        elif lever.column.type in {ColumnType.CHOICE, ColumnType.BOOLEAN, ColumnType.TEXT}:
            self._move_choice(lever, lambda: self._fits(difference(), wish.relation))
        else:
            self._move_number(lever, difference, wish.relation)

    def _fits(self, difference: Fraction | None, relation: Relation) -> bool:
        return difference is not None and relation_of(difference) == relation

    def _move_number(self, lever: ColumnLever, difference: Callable[[], Fraction | None], relation: Relation) -> None:
        column, row, name = lever.column, lever.row, lever.column.name
        if row[name] is None:
            row[name] = self.rows.filled(lever.table, column)

        def at(units: int) -> Fraction | None:
            row[name] = from_units(column, units)
            return difference()

        start = in_units(column, row[name]) or 0
        row[name] = from_units(column, meet(at, start, reach_of(column), relation))

    def _move_choice(self, lever: ColumnLever, fits: Callable[[], bool]) -> None:
        options = list(edges(lever.column))
        before = lever.row[lever.column.name]
        self.chance.shuffle(options)
        for option in options:
            lever.row[lever.column.name] = option
            if fits():
                return
        lever.row[lever.column.name] = self.chance.pick(options) if options else before

    def _move_rows(self, draft: Draft, lever: RowsLever, fits: Callable[[], bool]) -> None:
        rows = draft.rows[lever.table]
        more = self.chance.once_in(2)
        for _ in range(_ROW_STEPS):
            if fits():
                return
            if more:
                self._add_row(draft, lever)
            elif rows:
                rows.pop(self.chance.below(len(rows)))

    def _add_row(self, draft: Draft, lever: RowsLever) -> None:
        row = self.rows.new(lever.table)
        draft.rows[lever.table].append(row)
        for _ in range(3):
            scope = draft.scope()
            if lever.condition is None or self.values.of(lever.condition, scope, row):
                return
            self.hold(draft, scope, lever.condition, row, wanted=True)

    def _try_values(
        self, draft: Draft, scope: Scope, node: tree.Node, row: Mutable, fits: Callable[[object], bool]
    ) -> None:
        if self._try_decision(draft, scope, node, row, fits):
            return
        found: list[Lever] = [
            each for each in levers(draft, self.values, scope, node, row) if isinstance(each, ColumnLever)
        ]
        if found:
            lever = self.chance.pick(found)
            if isinstance(lever, ColumnLever) and edges(lever.column):
                self._move_choice(lever, lambda: fits(self.values.of(node, draft.scope(), row)))

    def _try_decision(
        self, draft: Draft, scope: Scope, node: tree.Node, row: Mutable, fits: Callable[[object], bool]
    ) -> bool:
        """Where a condition asks for the computed decision: aim at a rule that gives a fitting one."""
        eligibility = self.pack.eligibility
        if eligibility is None or not _asks_for(node, eligibility.column):
            return False
        fitting = []
        for number, rule in enumerate(eligibility.rules):
            row[eligibility.column] = rule.decision
            if fits(self.values.of(node, scope, row)):
                fitting.append(number)
        if fitting:
            self.choose_rule(draft, scope, row, self.chance.pick(fitting))
        return True

    def choose_rule(self, draft: Draft, scope: Scope, row: Mutable, number: int) -> None:
        """Push a row towards one rule of the eligibility table."""
        rules = self.pack.eligibility.rules if self.pack.eligibility else ()
        for at, rule in enumerate(rules[: number + 1]):
            if rule.when is not None and bool(self.values.of(rule.when.node, scope, row)) != (at == number):
                self.hold(draft, scope, rule.when.node, row, wanted=at == number)

    def _find_part(self, draft: Draft, scope: Scope, wish: Part) -> None:
        """Try neighbouring values of one number column until the value ends in the wished part of a step."""
        found = [
            each
            for each in levers(draft, self.values, scope, wish.node, wish.row)
            if isinstance(each, ColumnLever) and each.column.type in {ColumnType.DECIMAL, ColumnType.INTEGER}
        ]
        if not found:
            return
        lever = self.chance.pick(found)
        low, high = reach_of(lever.column)
        start = max(low, min(high - _PARTS, self.chance.below(200 * 10**lever.column.decimals)))
        for units in range(start, min(start + _PARTS, high) + 1):
            lever.row[lever.column.name] = from_units(lever.column, units)
            if wish.holds(self.values, draft.scope()):
                return


def _remove(rows: list[Mutable], row: Mutable) -> None:
    rows[:] = [each for each in rows if each is not row]


def _asks_for(node: tree.Node, column: str) -> bool:
    match node:
        case tree.Compare():
            return _asks_for(node.left, column) or _asks_for(node.right, column)
        case tree.OneOf():
            return _asks_for(node.operand, column)
        case tree.Column():
            return node.name == column and not node.owner and node.table != SUBJECT
        case _:
            return False
