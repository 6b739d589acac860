"""``register template`` and ``register import`` at the command line: what they print and with which status they end."""

from __future__ import annotations

import json
import shutil
from argparse import Namespace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.db.registry import ROOT, SAMPLES, SHELF
from tests.unit.register.village import village, write

from antu.households.commands import COMMANDS
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.platform.commands import Command

pytestmark = pytest.mark.django_db

MESSY = SAMPLES / "xiangtian-bridge-messy.xlsx"


def command(name: str) -> Command:
    return next(each for each in COMMANDS if each.name == name)


def run_import(file: Path, *, json: bool = True, dry_run: bool = False, marked: Path | None = None) -> int:
    asked = Namespace(file=file, json=json, dry_run=dry_run, marked=marked, as_login=None)
    return command("register import").run(asked)


def test_the_import_writes_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_import(MESSY) == 1
    written = capsys.readouterr()
    document = json.loads(written.out)
    assert list(document) == [
        "sheets", "errors", "warnings", "rejected_households", "created", "updated", "unchanged",
    ]  # fmt: skip
    assert document["sheets"]["户"] == {"rows": 46, "accepted": 23, "rejected": 23}
    assert set(document["errors"][0]) == {"sheet", "row", "column", "rule", "message"}
    assert written.err == ""


def test_the_status_says_all_some_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_import(SAMPLES / "tutorial.xlsx") == 0
    assert run_import(MESSY) == 1
    assert run_import(write({"项目": village()["项目"]}, tmp_path / "无户.xlsx")) == 2
    assert "R-SHEET-MISSING" in capsys.readouterr().out


def test_without_json_a_person_reads_counts_and_every_problem(capsys: pytest.CaptureFixture[str]) -> None:
    run_import(MESSY, json=False, dry_run=True)
    written = capsys.readouterr()
    assert "户：46 行，导入 23 行，退回 23 行" in written.out
    assert "试导入（没有写入）：新增 319 行" in written.out
    assert "整户退回：XTDQ-001" in written.out
    assert written.err.count("（R-") == 24
    assert not Household.objects.exists()


def test_a_marked_copy_is_written_beside_never_over_the_workbook(tmp_path: Path) -> None:
    marked = tmp_path / "标出.xlsx"
    run_import(MESSY, dry_run=True, marked=marked)
    assert load_workbook(marked)["导入问题"]["A2"].value.startswith("错误 24 处")
    before = marked.read_bytes()
    with pytest.raises(BadInput, match="不能盖掉原来的文件"):
        run_import(marked, dry_run=True, marked=tmp_path / "." / marked.name)
    assert marked.read_bytes() == before


def test_the_template_of_a_pack_is_written_where_it_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "新文件夹" / "空台账.xlsx"
    wanted = Namespace(pack="wuhan-wuchang-2019", out=out, json=False)
    assert command("register template").run(wanted) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert out.stat().st_size > 0
    assert not command("register template").needs_records


def test_a_template_goes_into_a_folder_under_the_name_that_the_page_gives_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("register template").run(Namespace(pack="hunan-demo-2023", out=tmp_path, json=False)) == 0
    (written,) = tmp_path.iterdir()
    assert written.name == f"空白台账-{SHELF.get('hunan-demo-2023').title}.xlsx"
    assert capsys.readouterr().out == f"{written}\n"


def test_the_template_of_a_pack_that_lies_in_a_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "hillside/1", tmp_path / "x.xlsx"
    shutil.copytree(ROOT / "policies/hunan-demo-2023/1", folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.replace("hunan-demo-2023", "hillside"), encoding="utf-8")
    assert command("register template").run(Namespace(pack=f"{folder}/", out=out, json=False)) == 0
    assert "户" in load_workbook(out).sheetnames
    with pytest.raises(BadInput, match=r"没有 pack\.yaml"):
        command("register template").run(Namespace(pack=f"{tmp_path}/", out=out, json=False))


def test_a_template_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(BadInput, match="写不了"):
        command("register template").run(Namespace(pack="hunan-demo-2023", out=tmp_path / "x/y.xlsx", json=False))


def test_a_template_of_no_pack_names_the_packs_there_are(tmp_path: Path) -> None:
    wanted = Namespace(pack="hunan-2099", out=tmp_path / "x.xlsx", json=False)
    with pytest.raises(BadInput, match="hunan-demo-2023"):
        command("register template").run(wanted)
    assert list(tmp_path.iterdir()) == []
