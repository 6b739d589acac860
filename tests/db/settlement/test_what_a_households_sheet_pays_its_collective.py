"""A line that pays the collective goes to the table of land, whoever's sheet it is on: no fen is in no table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, shelf_with, standing
from tests.unit.register.village import village

from antu.kernel.money import Money
from antu.policy.settlement_columns import LAND_COLUMNS
from antu.settlement.documents.agreement import agreement_fields
from antu.settlement.documents.house import house_sheet
from antu.settlement.documents.land import land_sheet
from antu.settlement.documents.review import review_sheet
from antu.settlement.selectors import SettlementBook, settlement_book

pytestmark = pytest.mark.django_db
AS_OF = date(2023, 12, 31)
TO_HOUSEHOLD = "category: household\n    settlement_column: 搬家费"
TO_COLLECTIVE = "category: collective\n    settlement_column: 附着物"


@pytest.fixture
def book(tmp_path: Path) -> SettlementBook:
    edits = {"items.yaml": (TO_HOUSEHOLD, TO_COLLECTIVE)}
    outcome = bring_in_book(village(), tmp_path, shelf=shelf_with(tmp_path, ("hunan-demo-2023", "2", edits)))
    assert outcome.errors == ()
    return settlement_book(household("H-1").project, AS_OF)


def moved() -> Money:
    """What the sheet of H-1 pays the collective."""
    return Money.total(line.amount for line in standing("H-1").lines.all() if line.category == "collective")


def test_it_stands_in_the_table_of_land_under_the_households_group(book: SettlementBook) -> None:
    assert moved().fen > 0
    groups = {group.name: group.rows for group in land_sheet(book, "张三").blocks[0].groups}
    (row,) = groups["示范村一组（H-1 李明）"]
    assert (row["附着物"], row["payee"]) == (moved(), None)
    (houses, *_) = house_sheet(book, "张三").blocks
    (own,) = [row for group in houses.groups for row in group.rows if row["code"] == "H-1"]
    assert own["搬家费"] is None


def test_the_review_and_the_agreement_add_up_to_all_that_is_payable(book: SettlementBook) -> None:
    payable = Money.total(subject.determination.payable for subject in book.subjects if subject.determination)
    (rows,) = [
        group.rows for block in review_sheet(book, "张三").blocks for group in block.groups if group.name == "应付"
    ]
    due = [row["due"] for row in rows if isinstance(row.get("due"), Money)]
    assert Money.total(due) == payable  # type: ignore[arg-type]
    fields = agreement_fields(book, "张三")
    land = Money.total(subject.land.total(LAND_COLUMNS) for subject in book.subjects if subject.is_signed)
    assert fields["due"] == payable.grouped()
    assert fields["house_due"] == (payable - land).grouped()
    assert fields["house_count"] == "1"
