from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.reach.valley import BAILU, OWNER, QINGHE, owner, town, valley
from tests.db.registry import household

from antu.organisations.services import enter_demo_accounts
from antu.platform import journal
from antu.platform.actor import SYSTEM, Actor
from antu.platform.journal_pages import entries_about
from antu.platform.journal_scope import entries_seen_by, kinds_with_entries
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


def objects(actor: Actor) -> set[str]:
    return {entry.object_key.partition(" ")[2] for entry in entries_seen_by(actor)}


def test_entries_about_foreign_rows_are_not_shown(tmp_path: Path) -> None:
    valley(tmp_path)
    assert objects(town(BAILU)) == {"测试项目", "H-2 孙强"}
    assert objects(town(QINGHE)) == {"测试项目", "H-1 李明", "J-1 示范村一组", "H-1 李明 第1版", "J-1 示范村一组 第1版"}
    assert objects(owner(OWNER)) == objects(SYSTEM)
    assert objects(owner("别的公司")) == objects(Actor("x", "示例丁", town(BAILU).permissions)) == set()


def test_entries_follow_a_row_to_its_new_town(tmp_path: Path) -> None:
    valley(tmp_path)
    moved = household("H-2")
    moved.town = QINGHE
    moved.save()
    assert objects(town(BAILU)) == {"测试项目"}
    assert "H-2 孙强" in objects(town(QINGHE))


def test_a_filter_offers_the_kinds_of_which_there_is_an_entry(tmp_path: Path) -> None:
    valley(tmp_path)
    for actor in (town(BAILU), town(QINGHE), owner("别的公司"), SYSTEM):
        assert kinds_with_entries(actor) == sorted({entry.object_kind for entry in entries_seen_by(actor)})
    assert "compensation.determination" not in kinds_with_entries(town(BAILU))


def test_entries_of_tables_that_the_post_may_not_open_are_not_shown(tmp_path: Path) -> None:
    valley(tmp_path)
    reporter = Actor("y", "示例戊", frozenset({"report.view"}), SYSTEM.reach)
    assert objects(reporter) == {"测试项目"}


def test_entries_about_accounts_are_the_centres() -> None:
    from tests.world import DEMO, demo_district  # noqa: PLC0415 - reads the demo's files

    demo_district()
    enter_demo_accounts(SYSTEM, DEMO)
    kinds = {entry.object_kind for entry in entries_seen_by(SYSTEM)}
    assert "organisations.user" in kinds
    assert not entries_seen_by(town(QINGHE)).filter(object_kind__startswith="organisations").exists()


def test_an_entry_is_found_by_the_key_of_its_object_alone(tmp_path: Path) -> None:
    valley(tmp_path)
    first = household("H-1")
    journal.record(SYSTEM, "试", first)
    assert {entry.object_id for entry in entries_about(first)} == {first.pk}
    unsaved = type(first)(code="H-77", head_name="未存")
    assert JournalEntry.objects.get(pk=journal.record(SYSTEM, "试", unsaved).pk).object_id is None
