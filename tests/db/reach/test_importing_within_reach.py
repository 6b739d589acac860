from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.db.reach.valley import BAILU, OWNER, QINGHE, owner, shared_register, town, valley
from tests.db.registry import SHELF, TODAY, household
from tests.unit.register.village import LI, Book, write

from antu.households.models import Household
from antu.households.services import import_register
from antu.kernel.errors import Forbidden
from antu.platform.actor import SYSTEM, Actor
from antu.platform.exchange import ImportOutcome, RowVerdict, export_district, import_district
from antu.platform.models import JournalEntry
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


def bring(actor: Actor, book: Book, folder: Path) -> ImportOutcome:
    return import_register(actor, write(book, folder / "再导.xlsx"), today=TODAY, shelf=SHELF)


def only_town(book: Book, name: str) -> Book:
    """The book with the project in one town alone."""
    book["项目"][0]["镇街"] = name
    return book


def test_a_towns_clerk_brings_in_its_own_and_is_refused_the_others(tmp_path: Path) -> None:
    valley(tmp_path)
    book = shared_register()
    for row in book["户"]:
        row["备注"] = "新的备注"
    outcome = bring(town(BAILU), book, tmp_path)
    assert set(outcome.rejected_households) == {"H-1", "J-1"}
    assert {(problem.rule, problem.where["sheet"]) for problem in outcome.errors} == {("A-REACH", "户")}
    assert "不在“白露镇（示例）”的范围内" in outcome.errors[0].message
    with_them = [row for row in outcome.rows if row.verdict is RowVerdict.WITH_SUBJECT]
    assert with_them, "the rows of a refused household say only where it is told why"
    assert all(re.fullmatch(r"同户有错：户 第 \d+ 行", reason) for row in with_them for reason in row.reasons)
    assert outcome.exit_status == 1
    assert [household(code).note for code in ("H-1", "H-2", "J-1")] == ["", "新的备注", ""]


def test_the_same_file_goes_in_whole_for_the_owner_and_the_centre(tmp_path: Path) -> None:
    valley(tmp_path)
    for actor in (owner(OWNER), SYSTEM):
        assert bring(actor, shared_register(), tmp_path).exit_status == 0


def test_a_town_gives_no_household_away_and_takes_none(tmp_path: Path) -> None:
    valley(tmp_path)
    book = shared_register()
    for row in book["户"]:
        row["镇街"] = QINGHE if row["户编号"] == "H-2" else BAILU
    outcome = bring(town(BAILU), book, tmp_path)
    assert set(outcome.rejected_households) == {"H-1", "H-2", "J-1"}
    assert [household(code).town for code in ("H-1", "H-2")] == [QINGHE, BAILU]


def test_a_town_changes_no_project_that_it_shares(tmp_path: Path) -> None:
    project = valley(tmp_path)
    book = shared_register()
    book["项目"][0]["征收面积"] = 99
    with pytest.raises(Forbidden, match=r"项目.*不只在“白露镇（示例）”"):
        bring(town(BAILU), book, tmp_path)
    assert Project.objects.get(pk=project.pk).area == project.area


def test_a_town_registers_a_project_on_its_own_land_and_nowhere_else(tmp_path: Path) -> None:
    book = only_town(shared_register(BAILU, BAILU), BAILU)
    with pytest.raises(Forbidden, match="A-REACH"):
        bring(town(QINGHE), book, tmp_path)
    assert not Project.objects.exists()
    assert bring(town(BAILU), book, tmp_path).exit_status == 0
    assert Household.objects.count() == 3


def test_another_organisations_project_cannot_be_brought_in_at_all(tmp_path: Path) -> None:
    valley(tmp_path)
    before = JournalEntry.objects.count()
    for actor in (town("别的镇"), owner("别的公司"), Actor("x", "示例丁", town(BAILU).permissions)):
        with pytest.raises(Forbidden, match="A-REACH"):
            bring(actor, shared_register(), tmp_path)
    assert JournalEntry.objects.count() == before


def test_a_number_known_elsewhere_is_told_without_telling_where(tmp_path: Path) -> None:
    valley(tmp_path)
    book = only_town(shared_register("丙镇", "丙镇"), "丙镇")
    book["项目"][0] |= {"项目编号": "SF-T9", "项目名称": "丙镇项目", "业主单位": "丙公司"}
    told = [problem.message for problem in bring(town("丙镇"), book, tmp_path).warnings]
    assert any(f"身份证号「{LI}」已登记在别的单位的一户" in message for message in told)
    assert not [message for message in told if "测试项目" in message or "H-1" in message]


def test_the_districts_workbook_is_the_centres_alone(tmp_path: Path) -> None:
    for work in (
        lambda: export_district(town(QINGHE), tmp_path / "a.xlsx"),
        lambda: import_district(owner(OWNER), tmp_path),
    ):
        with pytest.raises(Forbidden, match=r"年度工作簿涉及全区的记录"):
            work()
    assert not list(tmp_path.iterdir())
