"""Pages, the district workbook and a register may describe a project: the first of them is believed (ADR 0017)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

REMARKS = ("is_sample", "is_voided")
"""What the district says of its own row rather than of the project."""


def kept_of_district_row(
    given: Mapping[str, Any], given_before: Collection[str], given_by_page: Collection[str] = ()
) -> dict[str, Any]:
    """What a district row changes in a project, by attribute, with the new ``given_by_district``.

    What a page gave stays, emptied fields too. An empty cell leaves alone what a register gave, and empties what an
    earlier district row gave. An area and its unit go together: a unit alone says nothing.
    """
    filled = {name for name, value in given.items() if name not in REMARKS and value not in (None, "", [])}
    filled.discard("area_unit")
    if "area" in filled:
        filled.add("area_unit")
    kept = {name: value for name, value in given.items() if name in REMARKS or name in filled or name in given_before}
    kept = {name: value for name, value in kept.items() if name not in given_by_page}
    return {**kept, "given_by_district": sorted(filled)}


def changed_with_unit(changed: Collection[str]) -> set[str]:
    """The changed attributes, an area always with its unit."""
    return {*changed, "area", "area_unit"} if {"area", "area_unit"} & set(changed) else set(changed)
