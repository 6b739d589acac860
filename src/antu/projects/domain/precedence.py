"""The district workbook and a register may both describe a project: what the district gave stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

REMARKS = ("is_sample", "is_voided")
"""What the district says of its own row rather than of the project."""


def kept_of_district_row(given: Mapping[str, Any], given_before: Collection[str]) -> dict[str, Any]:
    """What a district row changes in a project, by attribute, with the new ``given_by_district``.

    An empty cell leaves alone what a register gave, and empties what an earlier district row gave. An area and its unit
    go together: a unit alone says nothing.
    """
    filled = {name for name, value in given.items() if name not in REMARKS and value not in (None, "", [])}
    filled.discard("area_unit")
    if "area" in filled:
        filled.add("area_unit")
    kept = {name: value for name, value in given.items() if name in REMARKS or name in filled or name in given_before}
    return {**kept, "given_by_district": sorted(filled)}
