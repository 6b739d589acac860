"""Two imports at once go in one after the other, each seeing what the other left."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from tests.db.registry import SAMPLES, bring_in, told

from antu.compensation import handlers, services
from antu.households.events import HouseholdsRecorded
from antu.households.models import Household
from antu.platform.exchange import ImportOutcome, lock
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)

PATH = SAMPLES / "dashuju-2-remaining.xlsx"
GIVE_UP_AFTER_SECONDS = 60


def import_and_hang_up(path: Path) -> ImportOutcome:
    try:
        return bring_in(path)
    finally:
        connection.close()


def test_the_second_of_two_imports_waits_and_finds_everything_there(monkeypatch: pytest.MonkeyPatch) -> None:
    writing, somebody_waits = Event(), Event()
    taken = lock.took_lock

    def taken_or_told() -> bool:
        is_ours = taken()
        if not is_ours:
            somebody_waits.set()
        return is_ours

    def determine_while_somebody_waits(event: HouseholdsRecorded) -> None:
        services.determine_recorded(event)
        if not writing.is_set():
            writing.set()
            somebody_waits.wait(GIVE_UP_AFTER_SECONDS)

    monkeypatch.setattr(handlers, "determine_recorded", determine_while_somebody_waits)
    monkeypatch.setattr(lock, "took_lock", taken_or_told)
    with ThreadPoolExecutor() as pool:
        first: Future[ImportOutcome] = pool.submit(import_and_hang_up, PATH)
        assert writing.wait(GIVE_UP_AFTER_SECONDS)
        second = pool.submit(import_and_hang_up, PATH)
        outcomes = first.result(), second.result()
    assert somebody_waits.is_set()
    rows = outcomes[0].created
    assert told(outcomes[0]) == (rows, 0, 0)
    assert told(outcomes[1]) == (0, 0, rows)
    assert Household.objects.count() == 8
    assert JournalEntry.objects.filter(object_kind="households.household").count() == 8
