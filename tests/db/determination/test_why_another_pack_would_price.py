"""A project that names its pack hears which other the rules would select, and for which reason its own gives way."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import ROOT, bring_in_book
from tests.unit.register.village import village

from antu.compensation.selectors import choose_pack
from antu.compensation.selectors.pending import other_packs
from antu.organisations.models import Organisation, OrganisationKind
from antu.policy import PackShelf
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """One of 2023-03-01 in 430204, on collective land, that names hunan-demo-2023."""
    bring_in_book(village(), tmp_path)
    Organisation.objects.create(name="示例中心", kind=OrganisationKind.CENTRE, district_code="430204")
    return Project.objects.get()


def shelf_beside(folder: Path, *edits: tuple[str, str]) -> PackShelf:
    """A shelf with a copy of the pack under another name, in which some words are others."""
    copy = folder / "policies/beside/1"
    shutil.copytree(ROOT / "policies/hunan-demo-2023/1", copy)
    text = (copy / "pack.yaml").read_text(encoding="utf-8")
    for before, after in (("id: hunan-demo-2023", "id: beside"), *edits):
        assert before in text
        text = text.replace(before, after, 1)
    (copy / "pack.yaml").write_text(text, encoding="utf-8")
    return PackShelf(ROOT / "policies", folder / "policies")


def why(project: Project, shelf: PackShelf) -> str:
    (other,) = other_packs(project, choose_pack(project, shelf), shelf, date(2023, 12, 31))
    assert other.pack.name == "beside@1"
    return other.why


def test_one_of_a_nearer_place(project: Project, tmp_path: Path) -> None:
    near = ('{code: "43", label: 湖南省（演示）}', '{code: "430204", label: 某区（合成）}')
    said = why(project, shelf_beside(tmp_path, near))
    assert "公告日选择（集体土地、430204、公告日 2023-03-01）会是《湖南结构演示包》beside@1" in said
    assert said.endswith("hunan-demo-2023@1 让位：适用地区较远：用于湖南省（演示），beside@1 用于更近的某区（合成）")


def test_one_that_came_later(project: Project, tmp_path: Path) -> None:
    later = ("valid_from: 2023-01-01", "valid_from: 2023-02-01")
    assert "让位：施行较早：2023-01-01 起，beside@1 从 2023-02-01 起" in why(project, shelf_beside(tmp_path, later))


def test_one_that_stays_where_the_own_was_withdrawn(project: Project, tmp_path: Path) -> None:
    shelf = shelf_beside(tmp_path, ("valid_from: 2023-01-01", "valid_from: 2022-01-01"))
    gone = {"hunan-demo-2023@1": {"on": "2023-02-01", "reason": "单价有误"}}
    (tmp_path / "policies/withdrawn.json").write_text(json.dumps(gone), encoding="utf-8")
    assert why(project, shelf).endswith("hunan-demo-2023@1 让位：2023-02-01 起停用：单价有误")
