"""A corrected file updates what it corrects, with one journal entry a subject that shows the difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, entries, household, told
from tests.unit.register.village import LI, WANG, id_number, village

from antu.households.models import Building
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


def test_only_the_rows_that_differ_are_updated(tmp_path: Path) -> None:
    rows = bring_in_book(village(), tmp_path).created
    book = village()
    book["房屋"][0]["认定面积"] = 201.25
    book["户"][1]["联系电话"] = "19900001007"
    assert told(bring_in_book(book, tmp_path)) == (0, 2, rows - 2)
    assert str(Building.objects.get(household__code="H-1").area_m2) == "201.25"
    assert household("H-2").phone == "19900001007"


def test_each_changed_subject_has_one_entry_with_values_before_and_after(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["房屋"][0]["认定面积"] = 201.25
    book["户"][0]["备注"] = "已复核"
    bring_in_book(book, tmp_path, "更正.xlsx")
    created, corrected = entries("H-1")
    assert (created.action, corrected.action) == ("导入台账：新增", "导入台账：更正")
    assert corrected.change == {"note": ["", "已复核"], "房屋 F1 认定面积": ["203.50", "201.25"]}
    assert corrected.source == "更正.xlsx"
    assert len(entries("H-2")) == 1


def test_a_new_subject_s_entry_lists_all_its_rows(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    (entry,) = entries("H-1")
    before, after = entry.change["人员 P2"]
    assert before is None
    assert after["姓名"] == "王芳"
    assert after["出生日期"] == "1972-03-04"
    assert "坟墓 M1" in entry.change


def test_no_identity_number_or_account_stands_in_the_journal(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    other = id_number("19720304", "962")
    book = village()
    book["人员"][1]["身份证号"] = other
    book["户"][0]["银行账号"] = "6200009931199790699"
    bring_in_book(book, tmp_path)
    written = json.dumps(list(JournalEntry.objects.values_list("change", flat=True)), ensure_ascii=False)
    for number in (LI, WANG, other, "6200009931199790202", "6200009931199790699"):
        assert number not in written
    (before, after) = entries("H-1")[-1].change["人员 P2 身份证号"]
    assert before != after
    assert before.startswith("已加密")


def test_an_emptied_cell_empties_the_field(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"][0]["协议编号"] = None
    book["房屋"][0]["层数"] = None
    bring_in_book(book, tmp_path)
    assert household("H-1").agreement_no == ""
    assert household("H-1").buildings.get().floors is None


def test_a_corrected_identity_number_is_found_by_its_new_index(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    person = household("H-1").people.get(no="P2")
    book = village()
    book["人员"][1]["身份证号"] = id_number("19720304", "962")
    bring_in_book(book, tmp_path)
    corrected = household("H-1").people.get(no="P2")
    assert corrected.id_number == id_number("19720304", "962")
    assert corrected.id_number_index != person.id_number_index
    assert corrected.id_number_tail_index != person.id_number_tail_index


def test_rows_may_come_for_a_registered_subject_that_the_file_does_not_have(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    book["户"] = book["户"][1:]
    book["人员"], book["房屋"], book["装修"], book["青苗"] = book["人员"][2:], book["房屋"][1:], [], []
    book["附属物"] = book["附属物"][2:]
    book["坟墓"] = [{"户编号": "H-1", "坟墓编号": "M2", "类型": "骨灰坛", "座数": 2}]
    assert told(bring_in_book(book, tmp_path))[:2] == (1, 0)
    assert household("H-1").graves.count() == 2
    assert household("H-1").head_name == "李明"
