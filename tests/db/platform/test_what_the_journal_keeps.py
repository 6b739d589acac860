"""The journal keeps each changed column before and after, exactly; of a protected number only that it changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from antu.households.models import Person
from antu.platform.journal import SEALED, difference, snapshot
from antu.projects.models import Project


def test_only_what_changed_is_kept() -> None:
    assert difference({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {"b": [2, 3]}


def test_what_was_not_there_before_began_as_nothing() -> None:
    assert difference({}, {"a": 0}) == {"a": [None, 0]}
    assert difference({}, {"a": None}) == {}


def test_numbers_and_days_are_kept_to_the_letter() -> None:
    kept = snapshot(Project(name="示例路", area=Decimal("12.5000"), notice_on=date(2023, 3, 1)))
    assert (kept["area"], kept["notice_on"]) == ("12.5000", "2023-03-01")


def test_a_protected_number_is_kept_as_a_fingerprint_that_tells_a_change() -> None:
    before, after = snapshot(Person(id_number="11010519491231002X")), snapshot(Person(id_number="110105194912310038"))
    assert before["id_number"].startswith(SEALED)
    assert before["id_number"] != after["id_number"]
    assert snapshot(Person(id_number="11010519491231002X")) == before
    assert snapshot(Person())["id_number"] == ""


def test_the_indexes_of_protected_numbers_are_not_kept() -> None:
    assert not [name for name in snapshot(Person(id_number="11010519491231002X")) if "index" in name]
