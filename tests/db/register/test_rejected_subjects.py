"""A subject with a bad row stays out whole, the others go in; what is registered of it stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import SAMPLES, bring_in, bring_in_book, household, told
from tests.unit.register.village import places, village

from antu.compensation.models import Determination
from antu.households.models import Household
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


def test_a_household_with_a_bad_row_is_rejected_whole_and_the_others_go_in(tmp_path: Path) -> None:
    book = village()
    book["坟墓"][0]["座数"] = "一座"
    outcome = bring_in_book(book, tmp_path)
    assert places(outcome.errors) == [("坟墓", 2, "座数", "R-NUMBER")]
    assert outcome.rejected_households == ("H-1",)
    assert outcome.exit_status == 1
    assert set(Household.objects.values_list("code", flat=True)) == {"H-2", "J-1"}
    assert not Determination.objects.filter(household__code="H-1").exists()


def test_a_bad_correction_leaves_the_registered_household_as_it_was(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][0]["联系电话"] = "19900009999"
    book["房屋"][0]["认定面积"] = "约200"
    book["户"][1]["备注"] = "已入户"
    outcome = bring_in_book(book, tmp_path)
    assert told(outcome)[:2] == (0, 1)
    assert household("H-1").phone == "19900001006"
    assert household("H-2").note == "已入户"


def test_the_messy_sample_leaves_nothing_of_the_rejected_in_the_database() -> None:
    outcome = bring_in(SAMPLES / "xiangtian-bridge-messy.xlsx")
    assert len(outcome.rejected_households) == 23
    assert Household.objects.count() == 23
    assert not Household.objects.filter(code__in=outcome.rejected_households).exists()


def test_an_error_in_the_project_s_row_lets_nothing_in(tmp_path: Path) -> None:
    book = village()
    book["项目"][0]["签约期首日"] = "2023年"
    outcome = bring_in_book(book, tmp_path)
    assert outcome.exit_status == 2
    assert told(outcome) == (0, 0, 0)
    assert all(count.accepted == 0 for count in outcome.sheets.values())
    assert not Project.objects.exists()


def test_a_register_that_names_no_project_or_an_unknown_pack_is_told_and_lets_nothing_in(tmp_path: Path) -> None:
    unknown = village()
    unknown["项目"][0]["适用办法"] = "没有的办法"
    bare = village()
    del bare["项目"]
    for book, place in (
        (unknown, ("项目", 2, "适用办法", "R-CHOICE")),
        (bare, ("项目", None, None, "R-SHEET-MISSING")),
    ):
        outcome = bring_in_book(book, tmp_path)
        assert place in places(outcome.errors)
        assert outcome.exit_status == 2
        assert all(count.accepted == 0 for count in outcome.sheets.values())
    assert not Household.objects.exists()


def test_a_dry_run_tells_the_same_and_leaves_nothing() -> None:
    path = SAMPLES / "xiangtian-bridge-messy.xlsx"
    tried = bring_in(path, dry_run=True)
    assert not Project.objects.exists()
    assert not Household.objects.exists()
    done = bring_in(path)
    assert (done.as_json(), done.rows) == (tried.as_json(), tried.rows)
