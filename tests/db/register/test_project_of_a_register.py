"""Which project a register is of, and what of it stays as the district gave it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, told
from tests.unit.register.village import places, village

from antu.kernel.errors import BadInput
from antu.platform.models import JournalEntry
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


def test_a_new_project_is_created_with_what_its_row_says(tmp_path: Path) -> None:
    book = village()
    book["项目"][0] |= {"业主单位": "示例城投", "批文号": "示例批1号", "镇街": "青禾街道、云岭街道"}
    bring_in_book(book, tmp_path)
    project = Project.objects.get()
    assert (project.code, project.name) == ("SF-T1", "测试项目")
    assert (project.owner, project.approval_no) == ("示例城投", "示例批1号")
    assert (project.land, project.zone, project.pack_id) == ("collective", "I", "hunan-demo-2023")
    assert (project.notice_on, project.vacate_by_on) == (date(2023, 3, 1), date(2023, 8, 15))
    assert (project.area, project.area_unit) == (Decimal("12.5"), "mu")
    assert project.towns == ["青禾街道", "云岭街道"]


def test_a_corrected_row_updates_the_project_with_an_entry(tmp_path: Path) -> None:
    rows = bring_in_book(village(), tmp_path).created
    book = village()
    book["项目"][0]["备注"] = "面积已复核"
    assert told(bring_in_book(book, tmp_path)) == (0, 1, rows - 1)
    entry = JournalEntry.objects.filter(object_kind="projects.project").first()
    assert entry is not None
    assert entry.change == {"note": ["", "面积已复核"]}


def test_what_the_district_gave_stays_and_what_it_left_empty_is_filled(tmp_path: Path) -> None:
    Project.objects.create(
        name="测试项目", code="SF-T1", owner="区平台公司", area=Decimal("88.8"), area_unit="mu",
        given_by_district=["area", "area_unit", "code", "name", "owner"],
    )  # fmt: skip
    book = village()
    book["项目"][0] |= {"业主单位": "另一家公司", "征收面积": 12.5, "项目名称": "测试项目（一期）"}
    book["项目"][0]["批文号"] = "示例批2号"
    bring_in_book(book, tmp_path)
    project = Project.objects.get()
    assert (project.name, project.owner, project.area) == ("测试项目", "区平台公司", Decimal("88.8"))
    assert (project.approval_no, project.zone) == ("示例批2号", "I")
    assert bring_in_book(book, tmp_path).updated == 0


@pytest.mark.parametrize("names", [{"name": "测试项目"}, {"name": "新名称", "former_name": "测试项目"}])
def test_a_project_without_a_number_is_found_by_its_name_or_former_name(names: dict[str, str], tmp_path: Path) -> None:
    known = Project.objects.create(**names, given_by_district=["former_name", "name"])
    bring_in_book(village(), tmp_path)
    project = Project.objects.get()
    assert (project.pk, project.code, project.name) == (known.pk, "SF-T1", names["name"])


def test_the_same_name_with_another_number_is_a_contradiction(tmp_path: Path) -> None:
    Project.objects.create(name="测试项目", code="SF-T9")
    outcome = bring_in_book(village(), tmp_path)
    assert places(outcome.errors) == [("项目", 2, "项目编号", "R-DUPLICATE")]
    assert outcome.exit_status == 2
    assert not Project.objects.get().households.exists()


def test_a_number_of_one_project_with_the_name_of_another_is_a_contradiction(tmp_path: Path) -> None:
    Project.objects.create(name="别的项目", code="SF-T1")
    Project.objects.create(name="测试项目", code="")
    outcome = bring_in_book(village(), tmp_path)
    assert places(outcome.errors) == [("项目", 2, "项目编号", "R-DUPLICATE")]
    assert told(outcome) == (0, 0, 0)


def test_two_projects_may_use_the_same_household_codes(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["项目"][0] |= {"项目编号": "SF-T2", "项目名称": "第二个项目"}
    outcome = bring_in_book(book, tmp_path)
    assert told(outcome)[1:] == (0, 0)
    assert {project.households.count() for project in Project.objects.all()} == {3}


def test_a_withdrawn_project_takes_no_register(tmp_path: Path) -> None:
    Project.objects.create(name="测试项目", code="SF-T1", is_voided=True)
    with pytest.raises(BadInput, match="作废"):
        bring_in_book(village(), tmp_path)
    assert not Project.objects.get().households.exists()
