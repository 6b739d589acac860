"""A project is known by its number; where one side has none, by its name or former name; a contradiction is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.district_files import Rows, counts, imported, places

from antu.kernel.errors import BadInput
from antu.platform.actor import SYSTEM
from antu.projects.models import Project, ProjectEvent
from antu.projects.selectors import find_project

pytestmark = pytest.mark.django_db

HEADER = ("项目名称", "曾用名", "项目编号", "土地性质")
EVENT = ("项目名称", "日期", "事件")


def projects(*rows: tuple[str, ...]) -> dict[str, Rows]:
    """A workbook of these projects."""
    return {"项目": (HEADER, *rows)}


def test_a_renamed_project_stays_one_project_and_keeps_its_events(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {**projects(("示例一路", "", "SL-1", "集体")), "项目事件": (EVENT, ("示例一路", "2023-01-10", "启动"))},
    )
    sheets = {
        **projects(("示例大道", "示例一路", "SL-1", "集体")),
        "项目事件": (EVENT, ("示例一路", "2023-01-10", "启动")),
    }
    assert (counts(imported(tmp_path, sheets)), Project.objects.get().name) == ((0, 1, 1), "示例大道")
    assert counts(imported(tmp_path, sheets)) == (0, 0, 2)
    assert ProjectEvent.objects.get().project.name == "示例大道"


def test_a_number_is_learnt_for_a_project_that_had_none(tmp_path: Path) -> None:
    imported(tmp_path, projects(("示例一路", "", "", "集体")))
    assert counts(imported(tmp_path, projects(("示例一路", "", "sl—1", "集体")))) == (0, 1, 0)
    assert Project.objects.get().code == "SL-1"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("示例一路", "", "SL-9", "集体"), "项目编号"),
        (("示例一路", "", "SL-2", "集体"), "项目编号"),
    ],
)
def test_a_contradiction_with_the_records_is_refused(tmp_path: Path, row: tuple[str, ...], column: str) -> None:
    imported(tmp_path, projects(("示例一路", "", "SL-1", "集体"), ("示例二路", "", "SL-2", "集体")))
    outcome = imported(tmp_path, projects(row))
    assert places(outcome) == [("项目", 2, column, "R-DUPLICATE")]
    assert (outcome.exit_status, counts(outcome)) == (2, (0, 0, 0))


def test_two_rows_of_one_project_are_refused_by_number_name_and_former_name(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        projects(
            ("示例一路", "", "SL-1", "集体"),
            ("示例另一路", "", "SL-1", "集体"),
            ("示例大道", "示例一路", "", "集体"),
            ("示例一路", "", "", "集体"),
            ("示例一路", "", "SL-2", "集体"),
        ),
    )
    assert places(outcome) == [
        ("项目", 3, "项目名称", "R-DUPLICATE"),
        ("项目", 4, "项目名称", "R-DUPLICATE"),
        ("项目", 5, "项目名称", "R-DUPLICATE"),
        ("项目", 6, "项目编号", "R-DUPLICATE"),
    ]
    assert [project.name for project in Project.objects.all()] == ["示例一路"]


def test_a_former_name_that_two_projects_share_means_neither(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            **projects(("示例一期", "示例", "", "集体"), ("示例二期", "示例", "", "集体")),
            "项目事件": (EVENT, ("示例", "2023-01-10", "启动"), ("示例二期", "2023-01-10", "启动")),
        },
    )
    assert places(outcome) == [("项目事件", 2, "项目名称", "R-ORPHAN")]


@pytest.mark.parametrize("asked", ["SL-1", "sl—1", "示例大道", "示例 大道", "示例一路", "老路"])
def test_a_project_is_found_as_an_office_may_ask_for_it(asked: str) -> None:
    project = Project.objects.create(name="示例大道", former_name="示例一路、老路", code="SL-1")
    Project.objects.create(name="示例二路", code="SL-2")
    assert find_project(SYSTEM, asked) == project


def test_a_withdrawn_project_and_a_name_that_two_had_are_not_found() -> None:
    Project.objects.create(name="示例一期", former_name="示例路")
    Project.objects.create(name="示例二期", former_name="示例路")
    Project.objects.create(name="示例三期", is_voided=True)
    for asked in ("示例路", "示例三期"):
        with pytest.raises(BadInput, match="没有编号或名称"):
            find_project(SYSTEM, asked)
