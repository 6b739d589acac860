"""A district row changes what it gives, empties what it gave, and leaves alone what only a register gave."""

from __future__ import annotations

from decimal import Decimal

from antu.projects.domain.precedence import kept_of_district_row


def test_an_empty_cell_leaves_alone_what_a_register_gave() -> None:
    kept = kept_of_district_row({"name": "甲", "owner": "", "towns": [], "is_sample": False}, ())
    assert kept == {"name": "甲", "is_sample": False, "given_by_district": ["name"]}


def test_an_empty_cell_empties_what_the_district_gave_before() -> None:
    kept = kept_of_district_row({"name": "甲", "owner": ""}, ("name", "owner"))
    assert kept == {"name": "甲", "owner": "", "given_by_district": ["name"]}


def test_a_unit_alone_says_nothing_and_an_area_brings_its_unit() -> None:
    given = {"name": "甲", "area": None, "area_unit": "mu", "is_sample": False}
    assert kept_of_district_row(given, ()) == {"name": "甲", "is_sample": False, "given_by_district": ["name"]}
    measured = kept_of_district_row({"area": Decimal(3), "area_unit": ""}, ())
    assert measured == {"area": Decimal(3), "area_unit": "", "given_by_district": ["area", "area_unit"]}
