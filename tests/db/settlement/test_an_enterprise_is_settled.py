"""A pack may compensate enterprises: they are registered by their credit code and stand in the settlement tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, shelf_with, standing
from tests.unit.register.packs_at_work import street
from tests.unit.register.village import USCC

from antu.compensation.selectors import register_owed
from antu.households.models import SubjectKind
from antu.platform.actor import SYSTEM
from antu.settlement.documents.house import house_sheet
from antu.settlement.selectors import settlement_book

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 31)


@pytest.fixture(autouse=True)
def _street(tmp_path: Path) -> None:
    own = "household: {label: 户, also: [农户, 个人]}"
    kinds = {"facts.yaml": (own, f"{own}\n          enterprise: {{label: 企业, also: [单位]}}")}
    book = street()
    book["户"][0] |= {"对象类别": "企业", "户主": "示例五金厂", "身份证号": None, "统一社会信用代码": USCC}
    outcome = bring_in_book(book, tmp_path, shelf=shelf_with(tmp_path, ("wuhan-wuchang-2019", "2", kinds)))
    assert outcome.errors == ()


def test_it_is_registered_and_determined_as_what_it_is() -> None:
    works = household("W-1")
    assert (works.kind, works.get_kind_display(), works.uscc) == (SubjectKind.ENTERPRISE, "企业", USCC)
    assert standing("W-1").payable.fen > 0


def test_it_stands_in_the_table_of_houses_and_not_in_that_of_land() -> None:
    book = settlement_book(household("W-1").project, DAY)
    assert [each.household.code for each in book.in_houses(signed=True)] == ["W-1"]
    assert book.in_land(signed=True) == ()
    (block, _) = house_sheet(book, "张三").blocks
    assert [row["head"] for group in block.groups for row in group.rows] == ["示例五金厂"]


def test_what_it_is_owed_is_counted_beside_the_households() -> None:
    owed = register_owed(SYSTEM, household("W-1").project, DAY)
    assert owed.payable() == standing("W-1").payable
    assert owed.payable(SubjectKind.HOUSEHOLD) == owed.payable()
    assert owed.payable(SubjectKind.COLLECTIVE).fen == 0
