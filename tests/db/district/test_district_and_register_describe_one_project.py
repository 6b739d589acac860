"""Whoever comes first: what the district workbook gives of a project stays, what only the register gives is kept."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.district_files import Rows, imported, places
from tests.world import register_of_demo

from antu.projects.models import Project

pytestmark = pytest.mark.django_db

HEADER = ("项目名称", "项目编号", "土地性质", "业主单位", "镇街", "征收面积", "单位", "类别", "示例")
ROW = ("藏龙路一期", "", "集体", "示例业主", "", "18.2", "亩", "基础设施", "")
DISTRICT: dict[str, Rows] = {"项目": (HEADER, ROW)}


def district_first(folder: Path) -> None:
    imported(folder, DISTRICT)
    register_of_demo("canglonglu-1-clean")


def register_first(folder: Path) -> None:
    register_of_demo("canglonglu-1-clean")
    assert places(imported(folder, DISTRICT)) == []


@pytest.mark.parametrize("come_in", [district_first, register_first])
def test_the_result_is_the_same_whoever_comes_first(tmp_path: Path, come_in: Callable[[Path], None]) -> None:
    come_in(tmp_path)
    project = Project.objects.get()
    assert (project.name, project.code) == ("藏龙路一期", "SF2023-CLL1")
    assert (project.owner, project.category) == ("示例业主", "基础设施")
    assert (project.area, project.area_unit) == (Decimal("18.2"), "mu")
    assert (project.towns, project.pack_id) == (["青禾街道（示例）"], "hunan-demo-2023")
    assert project.households.count() == 64
    assert not project.is_sample  # 示例 of a register marks its rows, not the project
    assert set(project.given_by_district) == {"name", "land", "owner", "area", "area_unit", "category"}


def test_either_file_again_changes_nothing(tmp_path: Path) -> None:
    district_first(tmp_path)
    assert imported(tmp_path, DISTRICT).unchanged == 1
    district_first_again = imported(tmp_path, {"项目": (HEADER, ROW)})
    assert (district_first_again.created, district_first_again.updated) == (0, 0)


def test_what_the_district_no_longer_gives_is_emptied_and_the_register_may_give_it(tmp_path: Path) -> None:
    district_first(tmp_path)
    imported(tmp_path, {"项目": (HEADER, ("藏龙路一期", "", "集体", "", "", "", "", "", ""))})
    project = Project.objects.get()
    assert (project.owner, project.area, project.area_unit, project.category) == ("", None, "", "")
    assert project.given_by_district == ["land", "name"]
    assert project.towns == ["青禾街道（示例）"]
