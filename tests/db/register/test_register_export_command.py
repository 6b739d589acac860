"""``register export`` at the command line: every register of the demo goes out, and comes back in unchanged."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from tests.db.register.by_hand import edited, new_row, own
from tests.db.registry import SAMPLES, STATE_OWNED

from antu.households.commands import COMMANDS
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

REGISTERS = [
    *(
        SAMPLES / f"{name}.xlsx"
        for name in ("tutorial", "canglonglu-1-clean", "xiangtian-bridge-messy", "dashuju-2-remaining")
    ),
    STATE_OWNED,
]


def run(name: str, **arguments: Any) -> int:
    command = next(each for each in COMMANDS if each.name == name)
    return command.run(Namespace(as_login=None, json=True, **arguments))


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("register", REGISTERS, ids=lambda path: path.stem)
def test_what_goes_out_comes_back_unchanged_also_after_an_edit_by_hand(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("register import", file=register, dry_run=False, marked=None)
    capsys.readouterr()
    project = Project.objects.get()
    first = Household.objects.standing().filter(kind="household").order_by("code")[0]
    added = [] if register == STATE_OWNED else [new_row("fixture", kind="院门", quantity="1")]
    edited(first.code, own(note="经办人复核"), *added, reason="复核")
    out = tmp_path / "新文件夹" / "台账.xlsx"
    assert run("register export", project=project.name, out=out) == 0
    assert told(capsys) == {"file": str(out), "households": Household.objects.standing().count()}
    assert run("register import", file=out, dry_run=False, marked=None) == 0
    again = told(capsys)
    assert (again["errors"], again["created"], again["updated"]) == ([], 0, 0)
    assert again["unchanged"] > 0


def test_a_project_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有"):
        run("register export", project="没有的项目", out=tmp_path / "台账.xlsx")
    assert not (tmp_path / "台账.xlsx").exists()
