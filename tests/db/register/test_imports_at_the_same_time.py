"""Two imports at once go in one after the other, each seeing what the other left."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from tests.db.registry import SAMPLES, bring_in, told

from antu.compensation import handlers, services
from antu.households.events import HouseholdsRecorded
from antu.households.models import Household
from antu.platform.exchange import ImportOutcome
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)

PATH = SAMPLES / "dashuju-2-remaining.xlsx"
GIVE_UP_AFTER_SECONDS = 60


def import_and_hang_up(path: Path) -> ImportOutcome:
    try:
        return bring_in(path)
    finally:
        connection.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        (waits,) = cursor.fetchone()
    return bool(waits)


def test_the_second_of_two_imports_waits_and_finds_everything_there(monkeypatch: pytest.MonkeyPatch) -> None:
    writing = Event()

    def determine_while_somebody_waits(event: HouseholdsRecorded) -> None:
        services.determine_recorded(event)
        if not writing.is_set():
            writing.set()
            until = time.monotonic() + GIVE_UP_AFTER_SECONDS
            while not somebody_waits() and time.monotonic() < until:
                time.sleep(0.01)

    monkeypatch.setattr(handlers, "determine_recorded", determine_while_somebody_waits)
    with ThreadPoolExecutor() as pool:
        first: Future[ImportOutcome] = pool.submit(import_and_hang_up, PATH)
        assert writing.wait(GIVE_UP_AFTER_SECONDS)
        second = pool.submit(import_and_hang_up, PATH)
        outcomes = first.result(), second.result()
    rows = outcomes[0].created
    assert told(outcomes[0]) == (rows, 0, 0)
    assert told(outcomes[1]) == (0, 0, rows)
    assert Household.objects.count() == 8
    assert JournalEntry.objects.filter(object_kind="households.household").count() == 8
