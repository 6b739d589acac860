"""A project is known by its number; where one side has none, by its name or former name; a contradiction is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.district_files import Rows, counts, imported, places

from antu.projects.domain.identity import Contradiction, KnownProjects, Naming
from antu.projects.models import Project, ProjectEvent

HEADER = ("项目名称", "曾用名", "项目编号", "土地性质")
EVENT = ("项目名称", "日期", "事件")


def projects(*rows: tuple[str, ...]) -> dict[str, Rows]:
    """A workbook of these projects."""
    return {"项目": (HEADER, *rows)}


def known(**namings: Naming) -> KnownProjects[str]:
    """Projects known by keys."""
    return KnownProjects(namings.items())


def test_the_number_finds_a_project_whatever_it_is_called() -> None:
    assert known(a=Naming("甲", "SL-1")).meant_by(Naming("乙", "SL-1")) == "a"


def test_the_name_finds_a_project_where_one_side_has_no_number() -> None:
    assert known(a=Naming("甲", "SL-1")).meant_by(Naming("甲")) == "a"
    assert known(a=Naming("甲")).meant_by(Naming("甲", "SL-1")) == "a"


def test_a_former_name_finds_a_project_from_either_side() -> None:
    assert known(a=Naming("甲", "", "旧甲、老甲")).meant_by(Naming("老甲")) == "a"
    assert known(a=Naming("旧甲")).meant_by(Naming("甲", "", "旧甲")) == "a"


def test_two_projects_that_grew_out_of_one_name_are_not_confused() -> None:
    both = known(a=Naming("甲一期", "", "甲"), b=Naming("甲二期", "", "甲"))
    assert both.meant_by(Naming("甲二期", "", "甲")) == "b"
    assert both.meant_by(Naming("甲三期", "", "甲")) is None


def test_one_name_with_two_numbers_and_two_projects_in_one_row_are_contradictions() -> None:
    pair = known(a=Naming("甲", "SL-1"), b=Naming("乙", "SL-2"))
    for naming in (Naming("甲", "SL-3"), Naming("甲", "SL-2")):
        with pytest.raises(Contradiction):
            pair.meant_by(naming)


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_a_number_is_learnt_for_a_project_that_had_none(tmp_path: Path) -> None:
    imported(tmp_path, projects(("示例一路", "", "", "集体")))
    assert counts(imported(tmp_path, projects(("示例一路", "", "sl—1", "集体")))) == (0, 1, 0)
    assert Project.objects.get().code == "SL-1"


@pytest.mark.django_db
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


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_a_former_name_that_two_projects_share_means_neither(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            **projects(("示例一期", "示例", "", "集体"), ("示例二期", "示例", "", "集体")),
            "项目事件": (EVENT, ("示例", "2023-01-10", "启动"), ("示例二期", "2023-01-10", "启动")),
        },
    )
    assert places(outcome) == [("项目事件", 2, "项目名称", "R-ORPHAN")]
