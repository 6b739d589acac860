"""Colours over bad cells: conditional formats that always hold, so that the cells' own formats stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from antu.platform.workbook.marking.cellless import ORDER
from antu.platform.workbook.marking.places import Spot, column_letters
from antu.platform.workbook.marking.xml import Element, added, child, children, descendants, new, placed

RANGES_MAX: Final = 500
"""Ranges of one conditional format; Excel refuses some thousands."""
_SIGN: Final = "导入问题"
_RULE: Final = f'N("{_SIGN}")=0'
"""Holds always, as a text counts as 0, and says whose format this is."""


def unpaint(root: Element) -> None:
    """Take off the colours of an earlier round, and count the sheet's own conditional formats from 1 again."""
    for painted in children(root, "conditionalFormatting"):
        for rule in children(painted, "cfRule"):
            if any(_SIGN in (formula.text or "") for formula in children(rule, "formula")):
                painted.remove(rule)
        if child(painted, "cfRule") is None:
            root.remove(painted)


def paint(root: Element, spots_by_style: Mapping[int, Iterable[Spot]]) -> None:
    """Lay each style (its number among the differential ones) over its spots, above all other formats."""
    formats = [
        (style, ranges[start : start + RANGES_MAX])
        for style, spots in spots_by_style.items()
        if (ranges := list(_ranges(spots)))
        for start in range(0, len(ranges), RANGES_MAX)
    ]
    if not formats:
        return
    _count_from(root, len(formats) + 1)
    for priority, (style, ranges) in reversed(list(enumerate(formats, start=1))):
        painted = new(root, "conditionalFormatting", {"sqref": " ".join(ranges)})
        rule = added(painted, "cfRule", {"type": "expression", "dxfId": str(style), "priority": str(priority)})
        added(rule, "formula", text=_RULE)
        placed(root, painted, ORDER, before=True)


def _count_from(root: Element, first: int) -> None:
    """Renumber the priorities, which all conditional formats of a sheet share, in their order."""
    rules = [rule for rule in descendants(root, "cfRule") if rule.get("priority", "").isdigit()]
    for number, rule in enumerate(sorted(rules, key=lambda rule: int(rule.get("priority"))), start=first):
        rule.set("priority", str(number))


def _ranges(spots: Iterable[Spot]) -> Iterator[str]:
    """The spots as few ranges: runs down one column."""
    cells = sorted({(spot.column, spot.row) for spot in spots})
    for (column, _), run in groupby(enumerate(cells), lambda each: (each[1][0], each[1][1] - each[0])):
        rows = [row for _, (_, row) in run]
        letters = column_letters(column)
        yield f"{letters}{rows[0]}" if len(rows) == 1 else f"{letters}{rows[0]}:{letters}{rows[-1]}"
