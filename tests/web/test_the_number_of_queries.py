from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.cases import CASES
from tests.web.people import browser_of
from tests.web.village import Village

from antu.households.models import Household
from antu.platform.actor import PERMISSIONS

MOST = {
    "home": 60,
    "projects": 14,
    "project": 40,
    "households": 15,
    "household": 40,
    "report": 45,
    "journal": 9,
    "record": 12,
}
"""More than these is a row asked for one by one; the report counts each of its figures from the rows."""


def queries(name: str, village: Village, query: str = "") -> int:
    browser = browser_of(*PERMISSIONS)
    path = CASES[name].path(name, village)
    browser.get(path)  # sessions and packs are read once
    with CaptureQueriesContext(
        connection,
    ) as context:
        assert browser.get(path + query).status_code == 200
    return len(context)


@pytest.mark.parametrize("name", MOST)
def test_a_page_asks_the_database_a_bounded_number_of_times(name: str, village: Village) -> None:
    assert queries(name, village) <= MOST[name]


@pytest.mark.parametrize("name", ["households", "project"])
def test_more_households_ask_no_more(name: str, village: Village) -> None:
    before = queries(name, village)
    Household.objects.bulk_create(
        Household(project=village.tutorial, code=f"JX-{number}", head_name=f"示例户{number}", village="示范村")
        for number in range(100, 140)
    )
    assert queries(name, village) == before


def test_an_unsigned_household_asks_for_its_facts_once_for_each_day(village: Village) -> None:
    browser = browser_of(*PERMISSIONS)
    path = f"/households/{village.unsigned.pk}/"
    browser.get(path)
    with CaptureQueriesContext(connection) as context:
        browser.get(path)
    assert len(context) <= 90
