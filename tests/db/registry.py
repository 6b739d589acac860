"""Bringing registers into the database, and asking what they left there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.unit.register.village import Cells, write

from antu.compensation.models import Determination
from antu.households.models import Household
from antu.households.services import import_register
from antu.platform.actor import SYSTEM
from antu.platform.exchange import ImportMode, ImportOutcome
from antu.platform.models import JournalEntry
from antu.policy import PackShelf, shipped_shelf

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "demo" / "registers"
STATE_OWNED = SAMPLES / "示例国有宿舍区.xlsx"
TODAY = date(2023, 12, 31)
SHELF = shipped_shelf()


def bring_in(path: Path, *, dry_run: bool = False, today: date = TODAY, shelf: PackShelf = SHELF) -> ImportOutcome:
    """Import the register at the path as the system."""
    return import_register(SYSTEM, path, today=today, shelf=shelf, mode=ImportMode(dry_run=dry_run))


def bring_in_book(
    book: Mapping[str, list[Cells]],
    folder: Path,
    name: str = "台账.xlsx",
    *,
    today: date = TODAY,
    shelf: PackShelf = SHELF,
) -> ImportOutcome:
    """Write the book as a workbook and import it."""
    return bring_in(write(book, folder / name), today=today, shelf=shelf)


def told(outcome: ImportOutcome) -> tuple[int, int, int]:
    """Rows created, updated, unchanged."""
    return outcome.created, outcome.updated, outcome.unchanged


def household(code: str) -> Household:
    return Household.objects.get(code=code)


def standing(code: str) -> Determination:
    return Determination.objects.get(household__code=code, is_standing=True)


def versions(code: str) -> list[Determination]:
    return list(Determination.objects.filter(household__code=code).order_by("version"))


def entries(code: str) -> list[JournalEntry]:
    """The journal's entries about one subject, oldest first."""
    key = f"{household(code).pk} "
    found = JournalEntry.objects.filter(object_kind="households.household", object_key__startswith=key)
    return list(found.order_by("id"))


def shelf_with(folder: Path, *packs: tuple[str, str, Mapping[str, tuple[str, str]]]) -> PackShelf:
    """A shelf with the shipped packs and further versions: pack, version, and by file what is replaced by what."""
    for pack_id, version, edits in packs:
        copy = folder / "policies" / pack_id / version
        shutil.copytree(ROOT / "policies" / pack_id / "1", copy)
        for name, (before, after) in {"pack.yaml": ('version: "1"', f'version: "{version}"'), **edits}.items():
            text = (copy / name).read_text(encoding="utf-8")
            assert before in text, (name, before)
            (copy / name).write_text(text.replace(before, after), encoding="utf-8")
    return PackShelf(ROOT / "policies", folder / "policies")
