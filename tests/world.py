"""A small village and the demo district, imported from the files of ``demo/``: the one cast of names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from antu.households.services import import_register
from antu.overview.services import LoadedDemo, load_demo
from antu.platform.actor import SYSTEM
from antu.platform.exchange import ImportOutcome, import_district
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf

DEMO = Path(__file__).resolve().parents[1] / "demo"
TODAY = date(2024, 1, 31)


def demo_district() -> ImportOutcome:
    """The demo's year 2023: organisations, plans, projects and their events, budget and the rest; no registers."""
    return import_district(SYSTEM, DEMO / "district-2023.xlsx")


def register_of_demo(name: str) -> Project:
    """A register of the demo by its file's name, imported; its project."""
    outcome = import_register(SYSTEM, DEMO / "registers" / f"{name}.xlsx", today=TODAY, shelf=pack_shelf())
    assert outcome.created
    return Project.objects.latest("pk")


def small_village() -> Project:
    """Three signed households of the project 教学示例项目 (SF2023-JX01)."""
    return register_of_demo("tutorial")


def whole_demo() -> LoadedDemo:
    """Everything that ``demo load`` loads."""
    return load_demo(SYSTEM, DEMO, today=TODAY)
