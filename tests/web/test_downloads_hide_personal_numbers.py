"""Every page and every file that an address answers with: without the permission, no number of anybody stands whole."""

from __future__ import annotations

import pytest
from tests.web.cases import CASES
from tests.web.people import browser_of
from tests.web.village import Village
from tests.web.walk import walk

from antu.households.models import Household, Person
from antu.platform.actor import PERMISSIONS

ALL_BUT_NUMBERS = [permission for permission in PERMISSIONS if permission != "personal.view"]
SHOWN = [name for name, case in CASES.items() if not case.posts]


def numbers() -> set[str]:
    """The identity numbers, accounts and telephones of the village."""
    people = {person.id_number for person in Person.objects.all()}
    households = Household.objects.all()
    return {
        number for number in {*people, *(h.account_no for h in households), *(h.phone for h in households)} if number
    }


@pytest.mark.parametrize("name", SHOWN)
def test_of_an_address(name: str, village: Village) -> None:
    path, secret = CASES[name].path(name, village), numbers()
    assert len(secret) > 20
    answer = next(walk(browser_of(*ALL_BUT_NUMBERS), path))
    assert [number for number in secret if number in answer.text] == []


def test_who_may_see_them_finds_some(village: Village) -> None:
    answer = next(walk(browser_of(*PERMISSIONS), CASES["household"].path("household", village)))
    assert [number for number in numbers() if number in answer.text]
