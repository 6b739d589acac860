"""Which signing days matter: the last day of each tier of a reward that falls with time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal

from antu.policy import Pack, tree
from antu.policy.rates import Ladder


def ladders_of_derived(pack: Pack) -> tuple[tuple[Ladder, str], ...]:
    """The ladders that the pack's items read by a derived value (按期签约奖 by the day of signing), with its name."""
    found: dict[tuple[str, str], Ladder] = {}
    for item in pack.items:
        for node in _nodes(item.amount.node):
            if isinstance(node, tree.TierOf) and isinstance(node.operand, tree.DerivedName):
                found[node.ladder.name, node.operand.name] = node.ladder
    return tuple((ladder, name) for (_, name), ladder in found.items() if not ladder.progressive)


def last_days(ladder: Ladder, value: Decimal, on: date) -> tuple[date, ...]:
    """The last day of each tier that ends, where the ladder is read by a number of days that is ``value`` on a day."""
    ends = (band.high if ladder.closed else band.high - 1 for band in ladder.bands if band.high is not None)
    return tuple(on + timedelta(days=int(end - value)) for end in ends)


def _nodes(node: object) -> Iterator[object]:
    yield node
    for each in fields(node) if is_dataclass(node) else ():
        value = getattr(node, each.name)
        for child in value if isinstance(value, tuple) else (value,):
            if type(child).__module__ == tree.__name__:
                yield from _nodes(child)
