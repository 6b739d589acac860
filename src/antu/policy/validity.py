"""The validity periods of the versions of one pack: between them no day without a version, and none with two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from antu.kernel.errors import Problem
from antu.policy.block import Block
from antu.policy.faults import Faults
from antu.policy.load import PACK
from antu.policy.pack import Pack
from antu.policy.source import Mapped, read_yaml

_ONE_DAY = timedelta(days=1)
_KEY = "valid_from"


def validity_problems(pack: Pack, earlier: Sequence[Pack]) -> tuple[Problem, ...]:
    """What is wrong with the day from which a version holds, given the versions before it, oldest first.

    A gap or an overlap with a version that ends on a day of its own, or a start before that of the version before. A
    version without an end is taken over by the next; one from the very day of the version before corrects it.
    """
    if not earlier:
        return ()
    before, end = earlier[-1], earlier[-1].valid_to
    if pack.valid_from < before.valid_from:
        return _problem(
            pack,
            f"版本 {pack.version} 从 {pack.valid_from} 起，早于它前面的版本 {before.version}"
            f"（{before.valid_from} 起）；后一版应从 {before.valid_from} 或以后起",
        )
    if end is None or pack.valid_from == before.valid_from:
        return ()
    wanted = end + _ONE_DAY
    if pack.valid_from > wanted:
        return _problem(
            pack,
            f"版本 {before.version} 止于 {end}，版本 {pack.version} 从 {pack.valid_from} 起：中间"
            f"{_days(wanted, pack.valid_from - _ONE_DAY)}没有有效的版本；应写 valid_from: {wanted}",
        )
    if pack.valid_from < wanted:
        return _problem(
            pack,
            f"版本 {before.version} 止于 {end}，版本 {pack.version} 从 {pack.valid_from} 起：其中"
            f"{_days(pack.valid_from, end)}有两个版本；应写 valid_from: {wanted}",
        )
    return ()


def validity_words(pack: Pack, earlier: Sequence[Pack]) -> str:
    """How a version follows the one before it; empty for the first, and where it does not follow as it should."""
    if not earlier or validity_problems(pack, earlier):
        return ""
    before = earlier[-1]
    if pack.valid_from == before.valid_from:
        return f"与版本 {before.version} 同日起，更正并代替它"
    if before.valid_to is None:
        return f"自 {pack.valid_from} 起接替版本 {before.version}（那一版没有写废止日）"
    return f"自 {pack.valid_from} 起接续版本 {before.version}"


def _days(first: date, last: date) -> str:
    return f" {first} " if first == last else f" {first} 至 {last} "


def _problem(pack: Pack, message: str) -> tuple[Problem, ...]:
    faults = Faults()
    found = read_yaml(PACK, pack.files[PACK], faults)
    if isinstance(found, Mapped):
        Block(PACK, found, faults).fault(_KEY, "P-VALIDITY", message)
    return tuple(faults.problems)
