"""Reading many things of one moment, so that a total is the sum of the rows above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from antu.kernel.errors import DoesNotHold, Problem
from antu.platform.remembering import records_seen

Made = TypeVar("Made")
TRIES: Final = 3
MOVING: Final = Problem("L-MOVING", "这时正有人在登记，各行和合计对不上，没有给出；请稍等片刻再试，或先筛选到较少的行")


def at_one_moment(make: Callable[[], Made]) -> tuple[Made, bool]:
    """What ``make`` reads together, made again where a record was changed meanwhile; and whether none was at last.

    A request reads in one transaction, whose statements see each what was committed before them. Where it has written
    itself, nothing is known of others' changes, and it is taken for still: read first, write after.
    """
    for _ in range(TRIES):
        before = records_seen()
        made = make()
        if records_seen() == before:
            return made, True
    return made, False


def of_one_moment(make: Callable[[], Made]) -> Made:
    """The same for who waits for it: of one moment, or not at all. Raises DoesNotHold (``L-MOVING``)."""
    made, is_settled = at_one_moment(make)
    if not is_settled:
        raise DoesNotHold(MOVING)
    return made
