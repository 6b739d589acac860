"""``settle``: which files it writes and names, and for whom."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest
from tests.web.people import person_who_may
from tests.world import small_village

from antu.kernel.errors import BadInput, Forbidden
from antu.settlement.commands import COMMANDS
from antu.settlement.services.papers import PAPERS

pytestmark = pytest.mark.django_db

(SETTLE,) = COMMANDS


def settle(folder: Path, *, project: str = "SF2023-JX01", as_json: bool = True, login: str | None = None) -> int:
    return SETTLE.run(Namespace(project=project, out=folder, json=as_json, as_login=login))


@pytest.mark.parametrize("as_json", [True, False])
def test_every_paper_is_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:  # noqa: FBT001
    small_village()
    assert settle(tmp_path / "new", as_json=as_json) == 0
    written = capsys.readouterr().out
    named = json.loads(written)["files"] if as_json else written.splitlines()
    assert named == [str(tmp_path / "new" / name) for name in PAPERS]
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(PAPERS)


def test_a_person_without_the_permission_gets_no_paper(tmp_path: Path) -> None:
    small_village()
    with pytest.raises(Forbidden):
        settle(tmp_path / "new", login=person_who_may("register.view").username)
    assert not list(tmp_path.iterdir())


def test_a_project_that_nobody_knows_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有编号或名称"):
        settle(tmp_path / "new", project="无此项目")
    assert not list(tmp_path.iterdir())
