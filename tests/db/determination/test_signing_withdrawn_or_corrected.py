"""A withdrawn signing ends what stood; a corrected signing day makes a version with the new day. Nothing is deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, shelf_with, standing, versions
from tests.unit.register.village import Book, village

from antu.compensation.selectors import standing_determination
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


def signed(day: date | None) -> Book:
    book = village()
    book["户"][0] |= {"签约日": day, "腾地日": None}
    return book


def test_a_withdrawn_signing_leaves_nothing_standing_and_everything_on_file(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    bring_in_book(signed(None), tmp_path, "撤销.xlsx")
    assert standing_determination(household("H-1")) is None
    (ended,) = versions("H-1")
    assert "签约撤销" in ended.ended_reason
    assert "据台账《撤销.xlsx》" in ended.ended_reason
    assert ended.lines.exists()
    entry = JournalEntry.objects.filter(object_kind="compensation.determination").first()
    assert entry is not None
    assert (entry.action, entry.change["is_standing"]) == ("终止核定", [True, False])


def test_signing_again_makes_the_next_version_by_the_newest_pack(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    bring_in_book(signed(None), tmp_path)
    bring_in_book(signed(date(2023, 6, 10)), tmp_path, shelf=shelf_with(tmp_path, ("hunan-demo-2023", "2", {})))
    first, second = versions("H-1")
    assert (second.version, second.supersedes_id, second.is_standing) == (2, first.pk, True)
    assert (second.signed_on, second.pack_version) == (date(2023, 6, 10), "2")
    assert "签约撤销" in first.ended_reason


def test_a_corrected_day_makes_a_version_with_that_day_under_the_same_pack_version(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    bring_in_book(signed(date(2023, 6, 5)), tmp_path, shelf=shelf_with(tmp_path, ("hunan-demo-2023", "2", {})))
    old, new = versions("H-1")
    assert (old.signed_on, new.signed_on) == (date(2023, 5, 20), date(2023, 6, 5))
    assert new.pack_version == "1"
    assert "签约日由 2023-05-20 更正为 2023-06-05" in new.reason
    assert old.lines.get(code="sign_reward").amount > new.lines.get(code="sign_reward").amount


def test_signing_at_last_determines(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][1]["签约日"] = date(2023, 6, 1)
    bring_in_book(book, tmp_path)
    assert standing("H-2").signed_on == date(2023, 6, 1)
    assert standing("H-2").version == 1
