"""The same code reads the register of every pack: its own columns, its own sheets, its own choices."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.register.packs_at_work import BOOKS
from tests.unit.register.village import SHELF, counts, places, read

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
