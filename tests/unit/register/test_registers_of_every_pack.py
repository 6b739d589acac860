"""The same code reads the register of every pack: its own columns, its own sheets, its own choices."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.unit.policy.small_pack import Change, small
from tests.unit.register.packs_at_work import BOOKS
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import SHELF, counts, places, read, village, write

from antu.households.domain.columns import SHEETS
from antu.households.domain.layout import register_layout
from antu.households.domain.reading import read_register
from antu.kernel.errors import BadInput
from antu.platform.workbook import ColumnType
from antu.policy import PackShelf
from antu.policy.register_fields import types_of
from antu.policy.schema import ColumnType as FactType

ROOT = Path(__file__).parents[3]
PACKS = [pack.id for pack in SHELF.all()]


def test_every_shipped_pack_has_a_register_to_be_tried_with() -> None:
    assert sorted(BOOKS) == sorted(set(PACKS))


@pytest.mark.parametrize("pack_id", PACKS)
def test_it_goes_in_without_error_or_warning(tmp_path: Path, pack_id: str) -> None:
    book = BOOKS[pack_id]()
    reading = read(book, tmp_path)
    assert places(reading.errors + reading.warnings) == []
    assert counts(reading) == {sheet: (len(rows), len(rows), 0) for sheet, rows in book.items()}
    assert reading.pack is SHELF.get(pack_id)


_TYPES = {
    ColumnType.DATE: {FactType.DATE},
    ColumnType.BOOL: {FactType.BOOLEAN},
    ColumnType.AREA: {FactType.DECIMAL, FactType.INTEGER},
    ColumnType.QUANTITY: {FactType.DECIMAL, FactType.INTEGER},
    ColumnType.INTEGER: {FactType.DECIMAL, FactType.INTEGER},
}


def test_a_pack_s_column_has_a_type_that_its_field_of_the_register_can_fill() -> None:
    fields = [(key, column) for key, layout in SHEETS.items() for column in layout.columns]
    for key, column in fields:
        expected = _TYPES.get(column.type, {FactType.CHOICE, FactType.TEXT})
        assert set(types_of(f"{key}.{column.field}")) == expected, (key, column.field)


LAND = """\
  land:
    label: 地块
    sheet: 地块
    from: register
    columns:
      id: {label: 地块编号, type: text, required: true, from: parcel.id}
      area_m2: {label: 面积, type: decimal, unit: ㎡, minimum: 0, required: true, from: parcel.area_m2}
"""


def test_a_sheet_asks_for_no_more_than_its_pack_reads() -> None:
    parcels = register_layout(small(("facts.yaml", "  people:\n", f"{LAND}  people:\n"))).sheets["parcel"].layout
    assert [column.field for column in parcels.columns if column.required] == ["household", "id", "area_m2"]
    village_s = register_layout(SHELF.get("hunan-demo-2023")).sheets["parcel"].layout
    assert village_s.by_field["land_class"].required


def test_what_a_subject_may_own_is_for_its_pack_to_say(tmp_path: Path) -> None:
    book = village()
    book["地块"][0]["户编号"] = "H-1"
    assert places(read(book, tmp_path).errors) == [("地块", 2, "户编号", "R-KIND")]
    text = (ROOT / "policies/hunan-demo-2023/1/pack.yaml").read_text(encoding="utf-8")
    start, end = text.index('  - refuse: subject.kind == "household"'), text.index("  - refuse: died_on < born_on")
    copy = tmp_path / "policies" / "hunan-demo-2023" / "1"
    shutil.copytree(ROOT / "policies/hunan-demo-2023/1", copy)
    (copy / "pack.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    path = write(book, tmp_path / "a.xlsx")
    assert places(read_register(path, PackShelf(tmp_path / "policies"), RecordsAtHand()).errors) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("facts.yaml", "label: 申领,", "label: 备注,"), "自带的列备注（claimed）与「户」表已有的列同名"),
        (("facts.yaml", "    sheet: 人员\n    from: register\n", "    sheet: 房屋信息\n"), "「房屋信息」是台账自己的"),
        (("facts.yaml", "label: 本村,", "label: 户编号,"), "自带的列户编号（local）"),
    ],
)
def test_a_pack_s_own_column_or_sheet_is_not_called_as_one_of_the_register(change: Change, says: str) -> None:
    own = [("facts.yaml", f", from: person.{name}", "") for name in ("id", "died_on")]
    with pytest.raises(BadInput, match=says) as refused:
        register_layout(small(*own, change))
    assert [problem.rule for problem in refused.value.problems] == ["R-PACK-LAYOUT"]
