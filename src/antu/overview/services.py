"""The use case «装入演示数据»: the demo's files go in as an office's would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from antu.households.services import import_register
from antu.library.services import load_demo_library
from antu.organisations.services import enter_demo_accounts
from antu.platform.actor import Actor
from antu.platform.exchange import ImportOutcome, import_district
from antu.procedures.services.drawings import install_drawings
from antu.regulations.selectors import pack_shelf

DISTRICT_WORKBOOK = "district-2023.xlsx"


@dataclass(frozen=True, slots=True)
class LoadedDemo:
    """What came of each file, by its name, and how many accounts are new or changed."""

    files: Mapping[str, ImportOutcome]
    accounts_changed: int

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        return {
            "files": {name: outcome.as_json() for name, outcome in self.files.items()},
            "accounts_changed": self.accounts_changed,
        }


def load_demo(actor: Actor, folder: Path, *, today: date) -> LoadedDemo:
    """Import the district workbook and all registers, enter accounts, library and drawings; what is there stays.

    Each file is a transaction of its own: interrupted, the next load goes on. Rows that the demo plants as errors stay
    out. Raises Forbidden, or BadInput when a file is missing or cannot be read.
    """
    files = {DISTRICT_WORKBOOK: import_district(actor, folder / DISTRICT_WORKBOOK)}
    for register in sorted((folder / "registers").glob("*.xlsx")):
        files[register.name] = import_register(actor, register, today=today, shelf=pack_shelf())
    changed = enter_demo_accounts(actor, folder)
    install_drawings(actor, folder.parent / "procedures")
    load_demo_library(actor, folder, today=today)
    return LoadedDemo(files, changed)
