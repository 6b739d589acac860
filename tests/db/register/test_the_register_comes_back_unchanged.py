"""A register exported and imported again changes nothing; who may not see every number may not export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.db.register.by_hand import CLERK, edited, new_row, own, without_row
from tests.db.registry import SAMPLES, SHELF, STATE_OWNED, bring_in, bring_in_book, told
from tests.unit.register.village import LI, village

from antu.households.models import Household
from antu.households.services import export_register
from antu.kernel.errors import Forbidden
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.platform.models import JournalEntry
from antu.platform.workbook import read_workbook
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

DEMO = ("tutorial", "canglonglu-1-clean", "xiangtian-bridge-messy", "dashuju-2-remaining")


def exported(folder: Path, actor: Actor = SYSTEM) -> Path:
    path = folder / "导出.xlsx"
    export_register(actor, Project.objects.get(), path, shelf=SHELF)
    return path


@pytest.mark.parametrize(
    "path", [*(SAMPLES / f"{name}.xlsx" for name in DEMO), STATE_OWNED], ids=lambda path: path.stem
)
def test_every_register_of_the_demo_comes_back_unchanged(path: Path, tmp_path: Path) -> None:
    first = bring_in(path)
    again = bring_in(exported(tmp_path))
    assert again.errors == ()
    assert told(again) == (0, 0, first.created)


def test_a_household_edited_by_hand_comes_back_unchanged(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    edited(
        "H-1",
        own(note="=1+1", bank="5/8", address="http://示例"),
        new_row("fixture", kind="gate", quantity="12345678.1234"),
        new_row("grave", kind="earth", count="2"),
        without_row("crop", "Q1"),
        reason="复核",
    )
    again = bring_in(exported(tmp_path))
    assert again.errors == ()
    assert told(again)[:2] == (0, 0)
    assert str(Household.objects.get(code="H-1").fixtures.get(no="S3").quantity) == "12345678.1234"
    assert Household.objects.get(code="H-1").crops.get().is_voided


def test_a_withdrawn_household_is_not_exported(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    Household.objects.filter(code="H-2").update(is_voided=True)
    sheets = {sheet.name: sheet for sheet in read_workbook(exported(tmp_path)).sheets}
    assert [row[0] for row in sheets["户"].rows[1:]] == ["H-1", "J-1"]
    assert list(sheets) == ["项目", "户", "人员", "房屋", "装修", "附属物", "青苗", "坟墓", "地块"]


def test_numbers_stand_whole_as_text_and_the_journal_keeps_who_took_them(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    sheets = {sheet.name: sheet for sheet in read_workbook(exported(tmp_path, CLERK)).sheets}
    assert sheets["户"].rows[1][3] == LI
    entry = JournalEntry.objects.get(action="导出台账")
    assert (entry.actor_login, entry.source, entry.change) == ("jingban", "导出.xlsx", {"户数": [None, 3]})


@pytest.mark.parametrize("missing", ["personal.view", "register.view"])
def test_who_may_not_see_every_number_may_not_export(missing: str, tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    with pytest.raises(Forbidden):
        exported(tmp_path, replace(CLERK, permissions=CLERK.permissions - {missing}))
    assert not (tmp_path / "导出.xlsx").exists()


def test_a_town_exports_its_own_households(tmp_path: Path) -> None:
    book = village()
    book["项目"][0]["镇街"] = "青禾街道、别的街道"
    book["户"][1]["镇街"] = "别的街道"
    bring_in_book(book, tmp_path)
    path = exported(tmp_path, replace(CLERK, reach=Reach(town="别的街道")))
    sheets = {sheet.name: sheet for sheet in read_workbook(path).sheets}
    assert [row[0] for row in sheets["户"].rows[1:]] == ["H-2"]
