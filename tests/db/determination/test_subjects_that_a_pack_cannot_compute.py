"""A signed subject that passes the register's rules but cannot be computed is rejected, and nothing of it is saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, shelf_with, standing
from tests.unit.register.village import Book, places, village

from antu.compensation.models import Determination
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.policy import PackShelf
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

LATE = date(2023, 7, 1)


@pytest.fixture
def shelf(tmp_path: Path) -> PackShelf:
    """A pack whose reward ends with day 30: who signs later cannot be computed."""
    ends = {"rates/sign_reward.csv": ("31,,0.00,演示办法第十八条\n", "")}
    return shelf_with(tmp_path, ("hunan-demo-2023", "2", ends))


def signed_late() -> Book:
    book = village()
    book["户"][1]["签约日"] = LATE
    return book


def test_it_is_rejected_in_the_report_and_the_others_go_in(tmp_path: Path, shelf: PackShelf) -> None:
    outcome = bring_in_book(signed_late(), tmp_path, shelf=shelf)
    assert places(outcome.errors) == [("户", 3, "户编号", "R-PACK-CHECK")]
    assert "按期签约奖" in outcome.errors[0].message
    assert outcome.rejected_households == ("H-2",)
    assert outcome.exit_status == 1
    counted = {name: (count.rows, count.accepted) for name, count in outcome.sheets.items()}
    assert (counted["户"], counted["人员"], counted["房屋"]) == ((3, 2), (3, 2), (2, 1))
    assert outcome.created == sum(count.accepted for count in outcome.sheets.values())
    assert set(Household.objects.values_list("code", flat=True)) == {"H-1", "J-1"}
    assert standing("H-1").pack_version == "2"


def test_a_registered_one_stays_as_it_was(tmp_path: Path, shelf: PackShelf) -> None:
    bring_in_book(village(), tmp_path, shelf=shelf)
    book = signed_late()
    book["户"][1]["备注"] = "已签"
    assert bring_in_book(book, tmp_path, shelf=shelf).rejected_households == ("H-2",)
    assert household("H-2").note == ""
    assert household("H-2").signed_on is None
    assert Determination.objects.count() == 2


def test_a_project_s_correction_that_a_signed_subject_outside_the_file_refuses_lets_nothing_in(
    tmp_path: Path, shelf: PackShelf
) -> None:
    bring_in_book(village(), tmp_path, shelf=shelf)
    book = village()
    book["项目"][0] |= {"预公告发布日": date(2023, 1, 3), "安置人口截止日": date(2023, 3, 1)}
    book["项目"][0]["签约期首日"] = date(2023, 3, 15)
    with pytest.raises(BadInput, match="按期签约奖"):
        bring_in_book({"项目": book["项目"], "户": book["户"][1:2]}, tmp_path, shelf=shelf)
    assert Project.objects.get().sign_start_on == date(2023, 5, 15)
    assert Determination.objects.count() == 2
