"""Which version of a year's plan is in force on a day."""

from dataclasses import dataclass
from datetime import date

from antu.planning.domain.versions import in_force_on


@dataclass
class Version:
    label: str
    approved_on: date


INITIAL = Version("年初", date(2023, 2, 15))
FIRST = Version("调整1", date(2023, 6, 30))
SECOND = Version("调整2", date(2023, 10, 9))
PLAN = (SECOND, INITIAL, FIRST)


def test_no_version_is_in_force_before_the_first_is_approved() -> None:
    assert in_force_on(PLAN, date(2023, 2, 14)) is None


def test_a_version_is_in_force_from_the_day_of_its_approval() -> None:
    assert in_force_on(PLAN, date(2023, 2, 15)) is INITIAL
    assert in_force_on(PLAN, date(2023, 6, 29)) is INITIAL
    assert in_force_on(PLAN, date(2023, 6, 30)) is FIRST


def test_the_last_version_approved_by_the_years_end_is_the_adjusted_plan() -> None:
    assert in_force_on(PLAN, date(2023, 12, 31)) is SECOND
    assert in_force_on((INITIAL,), date(2023, 12, 31)) is INITIAL
    assert in_force_on((INITIAL, Version("调整1", date(2024, 1, 2))), date(2023, 12, 31)) is INITIAL


def test_of_two_versions_approved_on_one_day_the_higher_adjustment_is_later() -> None:
    tenth, ninth = Version("调整10", date(2023, 9, 1)), Version("调整9", date(2023, 9, 1))
    assert in_force_on((tenth, ninth), date(2023, 9, 1)) is tenth
    assert in_force_on((ninth, tenth), date(2023, 9, 1)) is tenth
