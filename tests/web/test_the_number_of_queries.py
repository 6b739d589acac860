from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.cases import CASES
from tests.web.people import browser_of
from tests.web.village import Village

from antu.households.models import Household
from antu.platform.actor import PERMISSIONS

COUNTS: Final = Path(__file__).with_name("query_counts.json")
MEASURED: Final = sorted(name for name, case in CASES.items() if not case.posts and case.status == 200)
"""Every page that shows something. The file holds how many queries each takes; a change of it is seen in review."""


def counted(name: str, village: Village) -> int:
    browser = browser_of(*PERMISSIONS)
    path = CASES[name].path(name, village)
    browser.get(path)  # sessions and packs are read once
    with CaptureQueriesContext(connection) as context:
        assert browser.get(path).status_code == 200
    return len(context)


def kept() -> dict[str, int]:
    return dict(json.loads(COUNTS.read_text(encoding="utf-8"))) if COUNTS.exists() else {}


def keep(counts: dict[str, int]) -> None:
    COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", MEASURED)
def test_a_page_asks_the_database_as_often_as_is_written_down(name: str, village: Village) -> None:
    count = counted(name, village)
    if os.environ.get("RENEW_QUERY_COUNTS"):
        keep(kept() | {name: count})
    assert count == kept().get(name), "RENEW_QUERY_COUNTS=1 renews the file; more queries need a reason"


def test_no_count_is_kept_of_a_page_that_is_gone() -> None:
    if os.environ.get("RENEW_QUERY_COUNTS"):
        keep({name: count for name, count in kept().items() if name in MEASURED})
    assert set(kept()) <= set(MEASURED)


@pytest.mark.parametrize("name", ["home", "board", "remaining", "households", "project"])
def test_more_households_ask_no_more(name: str, village: Village) -> None:
    before = counted(name, village)
    Household.objects.bulk_create(
        Household(project=village.tutorial, code=f"JX-{number}", head_name=f"示例户{number}", village="示范村")
        for number in range(100, 140)
    )
    assert counted(name, village) == before
