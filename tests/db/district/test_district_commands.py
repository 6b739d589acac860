"""``district import``, ``district export`` and ``demo load`` as typed: what they print, and their exit status."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.district_files import PROJECTS, workbook

from antu.kernel.errors import Forbidden
from antu.overview.commands import COMMANDS
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

BY_NAME = {command.name: command for command in COMMANDS}


def typed(name: str, *words: str, as_login: str | None = None) -> int:
    """Run a command with these words behind its name; its exit status."""
    command = BY_NAME[name]
    parser = ArgumentParser()
    parser.add_argument("--json", action="store_true")
    command.arguments(parser)
    arguments = parser.parse_args(words)
    arguments.as_login = as_login
    return command.run(arguments)


def test_an_import_prints_its_counts_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / "district.xlsx", {"项目": PROJECTS})
    assert typed("district import", str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "sheets": {"项目": {"rows": 1, "accepted": 1, "rejected": 0}},
        "errors": [],
        "warnings": [],
        "rejected_households": [],
        "created": 1,
        "updated": 0,
        "unchanged": 0,
    }


def test_rejected_rows_are_listed_with_their_place_and_make_it_done_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "district.xlsx", {"项目": (*PROJECTS, ("示例桥", "", "", "租赁"))})
    assert typed("district import", str(path), "--json") == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error.pop("message")
    assert error == {"sheet": "项目", "row": 3, "column": "土地性质", "rule": "R-CHOICE"}


def test_the_bad_cell_is_marked_in_a_copy(tmp_path: Path) -> None:
    path, marked = tmp_path / "district.xlsx", tmp_path / "标出.xlsx"
    workbook(path, {"项目": (*PROJECTS, ("示例桥", "", "", "租赁"))})
    assert typed("district import", str(path), "--dry-run", "--marked", str(marked)) == 1
    comment = load_workbook(marked)["项目"]["D3"].comment
    assert comment is not None
    assert "错误 R-CHOICE" in comment.text


def test_a_file_of_which_nothing_can_go_in_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / "district.xlsx", {"项目": (PROJECTS[0], ("示例桥", "", "", "租赁"))})
    assert typed("district import", str(path)) == 2
    assert "R-CHOICE" in capsys.readouterr().out


def test_a_trial_says_that_nothing_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / "district.xlsx", {"项目": PROJECTS})
    assert typed("district import", str(path), "--dry-run") == 0
    assert "新增 1 条，更正 0 条，未变 0 条（试运行，没有写入）" in capsys.readouterr().out
    assert not Project.objects.exists()


def test_the_demo_is_loaded_exported_and_denied_to_a_post_without_permission(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("demo load") == 0
    assert "演示账号：9 个新增或更新" in capsys.readouterr().out
    assert typed("demo load", "--json") == 0
    assert json.loads(capsys.readouterr().out)["accounts_changed"] == 0
    assert typed("district export", "--out", str(tmp_path / "out.xlsx")) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "out.xlsx")
    with pytest.raises(Forbidden, match="示例青禾"):
        typed("district import", str(tmp_path / "out.xlsx"), as_login="qinghe")
