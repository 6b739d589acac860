"""Recorded facts determine for whoever may record them, and for nobody else; whoever announces them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import SHELF, bring_in_book, household
from tests.unit.register.village import village

from antu.compensation.models import Determination
from antu.households.events import HouseholdsRecorded
from antu.households.models import HouseholdEvent
from antu.kernel.errors import Forbidden
from antu.platform.actor import EVERYTHING, PERMISSIONS, Actor
from antu.platform.events import announce
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db

RECORDING = {"register.edit", "register.import", "project.edit"}


def actor(permissions: set[str]) -> Actor:
    return Actor(login="c", name="示例丙", permissions=frozenset(permissions), reach=EVERYTHING)


@pytest.fixture
def signed_by_hand(tmp_path: Path) -> int:
    """H-2 has signed since the import, and nobody has announced it; its key."""
    bring_in_book(village(), tmp_path)
    HouseholdEvent.objects.create(household=household("H-2"), kind="signed", on="2023-06-10")
    return household("H-2").pk


def recorded(by: Actor, pk: int) -> HouseholdsRecorded:
    return HouseholdsRecorded(by, household("H-2").project_id, (pk,), "登记签约", SHELF)


@pytest.mark.parametrize("permission", sorted(RECORDING))
def test_each_permission_to_record_facts_determines(signed_by_hand: int, permission: str) -> None:
    announce(recorded(actor({permission}), signed_by_hand))
    determination = Determination.objects.get(household_id=signed_by_hand)
    assert (determination.version, determination.determined_by) == (1, "示例丙")


def test_every_other_permission_together_determines_nothing(signed_by_hand: int) -> None:
    entries = JournalEntry.objects.count()
    with pytest.raises(Forbidden):
        announce(recorded(actor(PERMISSIONS.keys() - RECORDING), signed_by_hand))
    assert not Determination.objects.filter(household_id=signed_by_hand).exists()
    assert JournalEntry.objects.count() == entries
