"""A changed fact of a signed subject makes a further version; what is no fact of the pack makes none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, shelf_with, standing, versions
from tests.unit.register.village import Book, village

from antu.compensation.models import Determination
from antu.compensation.selectors import compare_determinations
from antu.kernel.money import Money
from antu.platform.models import JournalEntry
from antu.policy import compute, read_facts

pytestmark = pytest.mark.django_db

DEARER = {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,1980.00")}


def larger_house() -> Book:
    book = village()
    book["房屋"][0] |= {"认定面积": 213.5, "测绘面积": 213.5, "登记面积": 213.5}
    return book


def test_a_changed_fact_makes_a_superseding_version_and_keeps_the_old(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    before = standing("H-1")
    bring_in_book(larger_house(), tmp_path, "更正.xlsx")
    old, new = versions("H-1")
    assert (old.pk, old.is_standing, new.is_standing) == (before.pk, False, True)
    assert (new.version, new.supersedes_id, new.signed_on) == (2, old.pk, old.signed_on)
    assert (old.payable, old.facts, old.lines.count()) == (before.payable, before.facts, before.lines.count())
    assert "据台账《更正.xlsx》" in new.reason
    assert old.ended_reason == new.reason
    assert old.ended_at is not None
    assert Determination.objects.filter(household__code="J-1").count() == 1


def test_the_comparison_names_the_facts_and_the_lines_that_moved(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    bring_in_book(larger_house(), tmp_path)
    old, new = versions("H-1")
    moved = compare_determinations(old, new)
    assert [(each.table, each.row, each.column, each.before, each.after) for each in moved.facts] == [
        ("buildings", "F1", "area_m2", "203.5", "213.5")
    ]
    house = moved.lines[0]
    assert (house.label, house.before, house.after) == ("房屋补偿", Money.parse("199430"), Money.parse("209230"))
    assert Money.total(line.difference for line in moved.lines) == moved.after - moved.before
    assert moved.why == "事实变化"


def test_a_corrected_telephone_makes_no_version(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][0] |= {"联系电话": "19900001999", "备注": "换号", "银行账号": "6200009931199790699"}
    assert bring_in_book(book, tmp_path).updated == 1
    assert len(versions("H-1")) == 1


def test_a_signed_household_keeps_the_version_it_signed_under(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))
    assert bring_in_book(larger_house(), tmp_path, shelf=shelf).errors == ()
    new = standing("H-1")
    assert (new.version, new.pack_version) == (2, "1")
    assert new.lines.get(code="house").rate == "980.00"
    assert "办法版本 hunan-demo-2023@1 不变" in new.reason


def test_a_new_version_of_the_pack_alone_moves_nobody(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))
    bring_in_book(village(), tmp_path, shelf=shelf)
    assert {each.pack_version for each in Determination.objects.all()} == {"1"}
    assert Determination.objects.count() == 2


def test_who_signs_later_is_determined_by_the_newest_version(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][1]["签约日"] = date(2023, 6, 1)
    bring_in_book(book, tmp_path, shelf=shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER)))
    assert standing("H-2").pack_version == "2"
    assert standing("H-1").pack_version == "1"


def test_a_pack_changed_in_place_determines_nobody_again(tmp_path: Path) -> None:
    first = shelf_with(tmp_path, ("hunan-demo-2023", "2", {}))
    bring_in_book(village(), tmp_path, shelf=first)
    (tmp_path / "altered").mkdir()
    altered = shelf_with(tmp_path / "altered", ("hunan-demo-2023", "2", DEARER))
    outcome = bring_in_book(larger_house(), tmp_path, shelf=altered)
    assert outcome.rejected_households == ("H-1",)
    assert "发布过的版本不能改" in outcome.errors[0].message
    assert len(versions("H-1")) == 1
    assert str(household("H-1").buildings.get().area_m2) == "203.50"


def test_a_corrected_day_of_the_project_moves_all_its_signed_subjects_that_it_touches(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["项目"][0]["签约期首日"] = date(2023, 5, 8)  # the twentieth is day 13 now, not day 6
    book = {"项目": book["项目"], "户": book["户"][1:2]}
    bring_in_book(book, tmp_path)
    old, new = versions("H-1")
    moved = compare_determinations(old, new)
    assert ("project", "sign_start_on") in {(each.table, each.column) for each in moved.facts}
    assert [line.code for line in moved.lines] == ["sign_reward"]
    assert len(versions("J-1")) == 2, "the day is one of its facts too"


def test_an_added_row_and_an_unsigned_subject(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["坟墓"] += [
        {"户编号": "H-1", "坟墓编号": "M2", "类型": "水泥坟", "座数": 2},
        {"户编号": "H-2", "坟墓编号": "M1", "类型": "土坟", "座数": 1},
    ]
    bring_in_book(book, tmp_path)
    old, new = versions("H-1")
    assert new.payable - old.payable == Money.parse("8400")
    assert versions("H-2") == []


def test_every_version_computes_again_from_its_own_facts(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    shelf = shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))
    bring_in_book(larger_house(), tmp_path, shelf=shelf)
    for made in Determination.objects.all():
        pack = shelf.get(f"{made.pack_id}@{made.pack_version}")
        assert compute(pack, read_facts(pack, made.facts)).payable == made.payable


def test_a_superseding_version_is_entered_in_the_journal(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    bring_in_book(larger_house(), tmp_path)
    entry = JournalEntry.objects.filter(object_kind="compensation.determination").first()
    assert entry is not None
    assert entry.change["version"] == [None, 2]
