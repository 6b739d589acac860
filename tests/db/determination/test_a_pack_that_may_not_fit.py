"""A project's pack is chosen as its register says; what speaks against it is a warning, not a silent change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.db.registry import SHELF

from antu.compensation.selectors import choose_pack
from antu.kernel.errors import BadInput
from antu.organisations.models import Organisation
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

PACK = SHELF.get("hunan-demo-2023")


def project(**facts: object) -> Project:
    return Project(
        **{"name": "示例路", "pack_id": PACK.id, "land": "collective", "notice_on": date(2023, 3, 1), **facts}
    )


def test_a_pack_of_the_projects_land_and_time_has_no_warning() -> None:
    choice = choose_pack(project(), SHELF)
    assert (choice.pack, choice.warning) == (PACK, "")
    assert "公告日 2023-03-01" in choice.why


def test_a_pack_for_other_land_is_warned_of() -> None:
    assert "土地性质" in choose_pack(project(land="state"), SHELF).warning


def test_a_notice_before_the_pack_holds_is_warned_of_from_the_very_day() -> None:
    first = PACK.valid_from
    assert choose_pack(project(notice_on=first), SHELF).warning == ""
    before = first - timedelta(days=1)
    assert f"公告日 {before} 不在" in choose_pack(project(notice_on=before), SHELF).warning


def test_what_the_project_leaves_open_is_no_contradiction() -> None:
    choice = choose_pack(project(land="", notice_on=None), SHELF)
    assert choice.warning == ""
    assert "公告日未填" in choice.why


@pytest.mark.parametrize(("district", "is_warned"), [("430204", False), ("420106", True), ("", False)])
def test_a_district_outside_the_packs_reach_is_warned_of(district: str, is_warned: bool) -> None:  # noqa: FBT001
    Organisation.objects.create(name="示例中心", kind="centre", district_code=district)
    assert bool(choose_pack(project(), SHELF).warning) is is_warned


def test_a_warning_is_part_of_why_the_pack_was_chosen() -> None:
    choice = choose_pack(project(land="state"), SHELF)
    assert choice.warning in choice.why


@pytest.mark.parametrize("missing", [{"land": ""}, {"notice_on": None}, {}])
def test_a_project_that_names_no_pack_is_told_what_else_could_choose_one(missing: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="没有写明适用办法"):
        choose_pack(project(pack_id="", **missing), SHELF)
