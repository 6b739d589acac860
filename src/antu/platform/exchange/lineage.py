"""Rows that name rows of their own sheet (上级单位): any order in the file, no loops, those above recorded first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def descent(rows: Mapping[Name, Name | None], on_record: Mapping[Name, Name | None]) -> tuple[list[Name], list[Name]]:
    """Order the rows (name → name above, None at the top) so that each stands after the one above it.

    ``on_record`` gives the same of the names already known. The second list holds the rows that cannot go in: the name
    above is unknown, was itself refused, or leads back to the row.
    """
    accepted = dict(rows)
    while True:
        lines = {**on_record, **accepted}
        refused = [name for name in accepted if not _leads_up(name, lines)]
        if not refused:
            break
        for name in refused:
            del accepted[name]
    lines = {**on_record, **accepted}
    ordered = sorted(accepted, key=lambda name: len(_line(name, lines)))
    return ordered, [name for name in rows if name not in accepted]


def _leads_up(name: Name, lines: Mapping[Name, Name | None]) -> bool:
    line = _line(name, lines)
    top = line[-1]
    return top in lines and lines[top] is None


def _line(name: Name, lines: Mapping[Name, Name | None]) -> list[Name]:
    """The name and those above it, as far as they are known and none repeats."""
    line: list[Name] = [name]
    above = lines.get(name)
    while above is not None and above not in line:
        line.append(above)
        above = lines.get(above)
    return line
