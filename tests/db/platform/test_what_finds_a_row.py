"""Rows are found by name, sound, initials and number, misspelt too; by those only who see them; as they are now."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.db.reach.valley import BAILU, OWNER, QINGHE, owner, shared_register, town, valley
from tests.db.registry import TODAY, bring_in_book
from tests.unit.register.village import LI, SUN, WANG, Book

from antu.households.models import Household, Parcel, Person
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.platform.search import finding
from antu.platform.search.commands import COMMANDS
from antu.platform.search.filling import fill_all
from antu.platform.search.finding import FoundGroup, find
from antu.projects.models import Project, ProjectEvent
from antu.regulations.models import IssuedRule

pytestmark = pytest.mark.django_db

AUDITOR = Actor("shenji", "审计", frozenset({"register.view", "settlement.view", "report.view"}), SYSTEM.reach)


def groups(typed: str, actor: Actor = SYSTEM) -> dict[str, FoundGroup]:
    return {group.kind.label: group for group in find(actor, typed, limit=20)}


def titles(typed: str, kind: str = "户", actor: Actor = SYSTEM) -> list[str]:
    found = groups(typed, actor).get(kind)
    return [hit.title for hit in found.hits] if found else []


def near(typed: str, kind: str = "户", actor: Actor = SYSTEM) -> list[str]:
    found = groups(typed, actor).get(kind)
    return [hit.title for hit in found.near] if found else []


def town_register(**names: str) -> Book:
    """The register of two towns, with other heads."""
    book = shared_register()
    for row in book["户"]:
        row["户主"] = names.get(str(row["户编号"]).replace("-", ""), row["户主"])
    return book


@pytest.fixture
def family(tmp_path: Path) -> Household:
    """张建国 in the first town, 曾乐 in the second."""
    assert not bring_in_book(town_register(H1="张建国", H2="曾乐"), tmp_path).errors
    return Household.objects.get(code="H-1")


@pytest.mark.parametrize(
    "typed",
    [
        "张建国",
        "张建",
        "建国",
        "章健果",
        "臧剑国",
        "张 建 国",
        "张'建",
        "zhangjianguo",
        "Zhang Jian Guo",
        "zangjian",
        "jianguo",
        "zjg",
    ],
)
def test_a_family_is_found_by_name_sound_and_initials(family: Household, typed: str) -> None:
    assert str(family) in titles(typed)


@pytest.mark.parametrize("typed", ["张建明", "李建国", "张国", "张小建国", "张键锅子", "zhngjianguo"])
def test_a_family_is_found_near_by_with_one_wrong_missing_or_added(family: Household, typed: str) -> None:
    assert str(family) in near(typed)
    assert str(family) not in titles(typed)


@pytest.mark.parametrize("typed", ["李明强", "曾国", "zzz", "", " ", "z", "'", "%", "\\", "a' | 'b", "（）", "9"])
def test_what_is_called_otherwise_is_not_found(family: Household, typed: str) -> None:
    assert str(family) not in titles(typed) + near(typed)


@pytest.mark.usefixtures("family")
def test_a_surname_is_found_as_it_is_said() -> None:
    assert titles("zengle") == ["H-2 曾乐"]
    assert titles("zengyue") == ["H-2 曾乐"]
    assert titles("cengle") == []


@pytest.mark.parametrize(
    "typed", ["H-1", "h1", "Ｈ－１", LI, LI.lower(), LI[-4:], LI[-5:], LI[-6:], "19900001006", "1006", "XY-1"]
)
def test_a_family_is_found_by_its_numbers(family: Household, typed: str) -> None:
    assert str(family) in titles(typed)


@pytest.mark.usefixtures("family")
def test_the_middle_of_an_identity_number_finds_nobody() -> None:
    assert titles(LI[6:14]) == []
    assert titles(LI[:6]) == []


@pytest.mark.usefixtures("family")
@pytest.mark.parametrize("typed", [LI[-6:], LI[-5:], "199", "1990", "19900001", "1990000100", "006", "01006"])
def test_digits_that_a_mask_hides_find_nobody_for_who_sees_the_mask(typed: str) -> None:
    assert titles(typed)
    assert not titles(typed, actor=AUDITOR)


@pytest.mark.usefixtures("family")
@pytest.mark.parametrize("typed", [LI, LI[-4:], "1006", "19900001006", "199-0000-1006", "001", "H-1"])
def test_who_sees_the_mask_finds_by_the_last_four_and_by_the_whole(typed: str) -> None:
    assert titles(typed, actor=AUDITOR) == titles(typed)


def test_people_are_found_with_their_household(family: Household) -> None:
    (hit,) = groups(WANG[-6:])["人员"].hits
    assert hit.url == f"/households/{family.pk}/"
    assert "H-1" in hit.note


@pytest.mark.usefixtures("family")
def test_no_number_of_a_person_is_shown() -> None:
    for typed in (LI, LI[-6:], SUN[-4:], "张建国"):
        for group in groups(typed).values():
            assert not [hit for hit in group.hits if LI in str(hit) or SUN in str(hit) or "19900001006" in str(hit)]


@pytest.mark.usefixtures("family")
def test_a_family_is_shown_with_project_village_and_state() -> None:
    (hit,) = groups("张建国")["户"].hits
    assert hit.note == "测试项目 · 示范村一组"
    assert "已交房" in [chip.text for chip in hit.chips]


def test_the_best_answer_comes_first(family: Household) -> None:
    for code, name in (("H-8", "章建国"), ("H-7", "张建国柱"), ("H-9", "张建国")):
        Household.objects.create(project=family.project, code=code, head_name=name)
    assert titles("张建国") == ["H-1 张建国", "H-9 张建国", "H-7 张建国柱", "H-8 章建国"]
    assert titles("章建国")[0] == "H-8 章建国"


def test_the_best_answer_comes_first_among_more_than_are_looked_at(
    family: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    Household.objects.bulk_create(
        Household(project=family.project, code=f"A-{number}", head_name="李雷雷") for number in range(9)
    )
    Household.objects.create(project=family.project, code="Z-1", head_name="李")
    monkeypatch.setattr(finding, "RANKED_MAX", 5)
    assert titles("李")[0] == "Z-1 李"


def test_projects_and_papers_are_found(family: Household) -> None:
    project = family.project
    ProjectEvent.objects.create(project=project, on=TODAY, kind="paused", document_no="石政发〔2023〕15号")
    IssuedRule.objects.create(issued_on=TODAY, name="征地补偿资金管理办法", document_no="石土〔2023〕8号")
    for typed in ("测试项目", "csxm", "ceshi", "SF-T1", "侧试项目"):
        assert titles(typed, "项目") == ["测试项目"]
    for typed in ("石政发〔2023〕15号", "石政发2023", "15号", "szf2023"):
        assert len(titles(typed, "项目文件")) == 1
    for typed in ("补偿资金", "zdbc", "石土〔2023〕8号", "资金管理"):
        assert titles(typed, "制度文件") == ["《征地补偿资金管理办法》"]


@pytest.mark.usefixtures("family")
def test_parcels_are_found_by_number() -> None:
    parcel = Parcel.objects.earliest("pk")
    assert titles(parcel.no, "地块") == [parcel.no]


@pytest.mark.parametrize(
    "typed", ["H-1", "H", "zhang", "张建国", "曾乐", "zl", "项目", "SF-T1", "李", LI[-4:], SUN[-4:]]
)
def test_everybody_finds_what_they_see_of_what_there_is(tmp_path: Path, typed: str) -> None:
    valley(tmp_path)
    Household.objects.create(project=Project.objects.get(), code="H-5", head_name="张建国")
    everything = {label: {hit.url for hit in group.hits} for label, group in groups(typed).items()}
    models: dict[str, Any] = {"户": Household, "人员": Person, "地块": Parcel, "项目": Project}
    for actor in (
        town(QINGHE),
        town(BAILU),
        owner(OWNER),
        owner("别的业主"),
        AUDITOR,
        Actor("x", "x", SYSTEM.permissions),
    ):
        found = groups(typed, actor)
        for label, model in models.items():
            seen = _urls(model, actor)
            own = {hit.url for hit in found[label].hits} if label in found else set()
            assert own == everything.get(label, set()) & seen, (actor.name, label)


def _urls(model: Any, actor: Actor) -> set[str]:
    rows = model.objects.standing().seen_by(actor)
    key = "household" if model is Person else "pk"
    found = rows.values_list(key, flat=True)
    paths = {Project: "/projects/{}/", Parcel: "/records/households.Parcel/{}/"}
    return {paths.get(model, "/households/{}/").format(pk) for pk in found}


def test_a_clerk_finds_only_the_own_town_and_counts_no_other(family: Household) -> None:
    assert titles("张建国", actor=town(QINGHE)) == [str(family)]
    assert groups("张建国", town(BAILU)) == {}
    assert groups("H", town(BAILU)) == {}
    assert groups("曾乐", town(BAILU))["户"].count == 1


@pytest.mark.usefixtures("family")
def test_who_may_not_open_the_register_finds_nobody_in_it() -> None:
    reporter = Actor("r", "r", frozenset({"report.view"}), SYSTEM.reach)
    assert groups("张建国", reporter) == {}
    assert titles("测试项目", "项目", reporter) == ["测试项目"]
    assert groups("张建国", Actor("n", "n", frozenset(), Reach(everything=True))) == {}


@pytest.mark.usefixtures("family")
def test_a_renamed_family_is_found_by_its_new_name_only(tmp_path: Path) -> None:
    assert not bring_in_book(town_register(H1="单小军", H2="曾乐"), tmp_path).errors
    assert titles("shanxiaojun") == ["H-1 单小军"]
    assert titles("张建国") == []


@pytest.mark.parametrize("above", ["self", "project"])
def test_what_is_withdrawn_is_not_found(family: Household, above: str) -> None:
    withdrawn = family if above == "self" else family.project
    withdrawn.is_voided = True
    withdrawn.save()
    assert "户" not in groups("张建国")
    assert "人员" not in groups(WANG[-6:])


def test_the_index_after_any_writes_is_what_a_rebuild_makes(family: Household, tmp_path: Path) -> None:
    assert not bring_in_book(town_register(H1="单小军", H2="尉迟恭"), tmp_path).errors
    family.refresh_from_db()
    family.phone = "13900001111"
    family.save()
    Project.objects.update_or_create(name="测试项目", defaults={"approval_no": "湘政地〔2023〕9号"})
    assert set(fill_all().values()) == {0}


def test_a_rebuild_mends_an_index_that_was_written_past(family: Household) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update households_household set search_keys = ''")
    assert titles("张建国") == []
    assert fill_all()["户"] == Household.objects.count()
    assert titles("张建国") == [str(family)]


@pytest.mark.usefixtures("family")
def test_the_command_says_what_it_renewed(capsys: pytest.CaptureFixture[str]) -> None:
    assert COMMANDS[0].run(Namespace(json=False)) == 0
    assert "户：更新 0 条" in capsys.readouterr().out


def test_many_families_take_as_many_questions_as_one(family: Household) -> None:
    with CaptureQueriesContext(connection) as one:
        find(SYSTEM, "张建国", limit=20)
    Household.objects.bulk_create(
        Household(project=family.project, code=f"N-{number}", head_name="张建国") for number in range(50)
    )
    assert groups("张建国")["户"].count == 51
    with CaptureQueriesContext(connection) as many:
        find(SYSTEM, "张建国", limit=20)
    assert len(many) <= len(one)
