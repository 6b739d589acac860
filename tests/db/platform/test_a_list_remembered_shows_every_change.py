"""What a list remembers between two pages is what stands: asked again it is the same, after a change it is another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people import browser_of

from antu.households.models import Household
from antu.platform.actor import PERMISSIONS
from antu.projects.models import Project

#: An address of the list, and the same in Python: which of all codes, in which order.
ASKED: Final[dict[str, Callable[[list[str]], list[str]]]] = {
    "": lambda codes: codes[:50],
    "page=2": lambda codes: codes[50:100],
    "sort=-code": lambda codes: codes[::-1][:50],
    "sort=-code&page=2&size=100": lambda codes: codes[::-1][100:],
    "q=H-01": lambda codes: [code for code in codes if "H-01" in code],
}
_COUNT: Final = re.compile(r"共 (\d+) 户")
_CODE: Final = re.compile(r'href="/households/\d+/"[^>]*>(H-\d+)</a>')


@pytest.fixture
def browser(transactional_db: None) -> Client:  # noqa: ARG001 - what is remembered is what is committed
    project = Project.objects.create(name="甲项目")
    Household.objects.bulk_create(Household(project=project, code=f"H-{number:03d}") for number in range(120))
    return browser_of(*PERMISSIONS)


def shown(browser: Client, query: str) -> tuple[int, list[str]]:
    page = browser.get(f"/households/?{query}").content.decode()
    count = _COUNT.search(page)
    assert count
    return int(count[1]), _CODE.findall(page)


def assert_right(browser: Client) -> None:
    codes = sorted(Household.objects.standing().values_list("code", flat=True))
    for query, of_all in ASKED.items():
        found = len(of_all(codes)) if query.startswith("q") else len(codes)
        assert shown(browser, query) == shown(browser, query) == (found, of_all(codes)), query


def test_each_page_is_right_before_and_after_every_change(browser: Client) -> None:
    assert_right(browser)
    changes: list[Callable[[], Any]] = [
        lambda: Household.objects.filter(code="H-010").update(code="H-200"),
        lambda: Household.objects.filter(code="H-000").update(is_voided=True),
        lambda: Household.objects.filter(code="H-119").delete(),
        lambda: Household.objects.create(project=Project.objects.get(), code="H-0150"),
    ]
    for change in changes:
        change()
        assert_right(browser)


def test_a_page_asked_again_puts_nothing_in_order(browser: Client) -> None:
    shown(browser, "sort=-code")
    with CaptureQueriesContext(connection) as asked:
        shown(browser, "sort=-code")
    of_rows = [each["sql"] for each in asked if "households_household" in each["sql"]]
    assert of_rows
    assert not [sql for sql in of_rows if "COUNT(" in sql or "LIMIT 50" in sql]
