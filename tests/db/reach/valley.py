"""Two towns and an owner: the project of the small village, shared by both towns, and another owner's beside it."""

from __future__ import annotations

from pathlib import Path

from tests.db.registry import bring_in_book
from tests.unit.register.village import Book, village

from antu.organisations.models import Organisation, OrganisationKind, reach_of
from antu.platform.actor import PERMISSIONS, Actor
from antu.projects.models import Project

QINGHE, BAILU = "青禾街道（示例）", "白露镇（示例）"
OWNER = "示例城投公司"


def organisation(name: str, kind: OrganisationKind, parent: Organisation | None = None) -> Organisation:
    """An organisation, entered once."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind, "parent": parent})[0]


def town(name: str) -> Actor:
    """A clerk of the town, whose post allows everything."""
    return _actor(name, organisation(name, OrganisationKind.TOWN))


def owner(name: str) -> Actor:
    """A clerk of the owner, whose post allows everything."""
    return _actor(name, organisation(name, OrganisationKind.OWNER))


def _actor(name: str, of: Organisation) -> Actor:
    return Actor(name, f"{name}经办", frozenset(PERMISSIONS), reach_of(of))


def shared_register(first: str = QINGHE, second: str = BAILU) -> Book:
    """H-1 and J-1 in the first town, H-2 in the second."""
    book = village()
    book["项目"][0] |= {"镇街": f"{first}、{second}", "业主单位": OWNER}
    for row in book["户"]:
        row["镇街"] = second if row["户编号"] == "H-2" else first
    return book


def valley(folder: Path, first: str = QINGHE, second: str = BAILU) -> Project:
    """The shared project, imported by the centre."""
    assert not bring_in_book(shared_register(first, second), folder).errors
    return Project.objects.latest("pk")
