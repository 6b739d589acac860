"""An answer is given again only while no record has changed: never a wrong one, in whatever order people write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from antu.platform.models import Job, SavedView
from antu.platform.remembering import add_changes_together, record_tables, records_seen, remembered

WRITERS, ROUNDS = 4, 60


def write(name: str = "甲") -> None:
    SavedView.objects.create(owner_login="x", list_key="x", name=name)


def in_a_thread(task: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            task()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write_much(seed: int) -> None:
    """Transactions of one or two writes, some taken back in part or whole; now and then all are added together."""
    random = Random(seed)  # noqa: S311 - which writes are taken back
    for round_ in range(ROUNDS):
        with transaction.atomic():
            for part in range(random.randrange(1, 3)):
                point = transaction.savepoint()
                write(f"{seed} {round_} {part}")
                if random.random() < 0.3:
                    transaction.savepoint_rollback(point)
            transaction.set_rollback(random.random() < 0.2)
        if random.random() < 0.3:
            add_changes_together(keep=0)


def given_and_standing() -> tuple[int, int]:
    """What is remembered and what stands, seen at one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return remembered(records_seen(), "stress", SavedView.objects.count), SavedView.objects.count()


def is_refreshed_by(change: Callable[[], Any]) -> bool:
    before = records_seen()
    change()
    return records_seen() != before


@pytest.mark.django_db
def test_every_table_of_records_is_watched() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_change'")
        watched = {table for (table,) in cursor.fetchall()}
    assert watched == set(record_tables())
    assert {"households_household", "platform_savedview", "organisations_user"} <= watched
    assert "platform_job" not in watched


@pytest.mark.django_db(transaction=True)
def test_each_kind_of_change_is_noticed_and_what_processes_write_of_themselves_is_not() -> None:
    assert is_refreshed_by(write)
    assert is_refreshed_by(lambda: SavedView.objects.update(name="乙"))
    assert is_refreshed_by(lambda: SavedView.objects.all().delete())
    assert is_refreshed_by(lambda: SavedView.objects.bulk_create([SavedView(name=name) for name in "甲乙"]))
    assert not is_refreshed_by(lambda: Job.objects.create(kind="x", title="x"))
    assert not is_refreshed_by(lambda: Session.objects.create(session_key="x", expire_date=timezone.now()))
    assert not is_refreshed_by(add_changes_together)


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_remembered_until_a_record_changes() -> None:
    asked: list[int] = []

    def count() -> int:
        asked.append(1)
        return SavedView.objects.count()

    assert [remembered(records_seen(), "k", count) for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
    write()
    assert remembered(records_seen(), "k", count) == 1


def test_what_was_known_before_the_last_change_is_forgotten() -> None:
    asked: list[str] = []

    def ask(seen: str, key: str) -> None:
        remembered(seen, key, lambda: asked.append(f"{seen} {key}"))

    for seen, key in [("1", "a"), ("2", "a"), ("1", "a"), ("2", "a"), ("3", "a"), ("2", "a"), ("1", "a")]:
        ask(f"state {seen}", key)
    assert asked == ["state 1 a", "state 2 a", "state 3 a", "state 1 a"]


def test_of_many_who_ask_at_once_one_computes() -> None:
    all_ask, asked = threading.Barrier(4), []

    def ask() -> None:
        all_ask.wait(30)
        assert remembered("one state", "slow", lambda: asked.append(1) or time.sleep(0.2) or 7) == 7  # type: ignore[func-returns-value]

    for thread in [in_a_thread(ask) for _ in range(4)]:
        thread.join(30)
    assert asked == [1]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_has_written_remembers_nothing() -> None:
    with transaction.atomic():
        write()
        assert records_seen() == ""
        assert [remembered(records_seen(), "own", lambda n=n: n) for n in (1, 2)] == [1, 2]  # type: ignore[misc]


@pytest.mark.django_db(transaction=True)
def test_a_change_after_one_that_was_taken_back_in_the_same_transaction_is_noticed() -> None:
    def change() -> None:
        with transaction.atomic():
            point = transaction.savepoint()
            write("甲")
            transaction.savepoint_rollback(point)
            write("乙")

    assert is_refreshed_by(change)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_began_earlier_and_ends_later_is_noticed() -> None:
    has_written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write("慢")
            has_written.set()
            may_end.wait(30)

    thread = in_a_thread(slow)
    assert has_written.wait(30)
    before = records_seen()
    write("快")
    between = records_seen()
    assert remembered(between, "both", SavedView.objects.count) == 1
    assert records_seen() == between != before
    may_end.set()
    thread.join(30)
    assert remembered(records_seen(), "both", SavedView.objects.count) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_is_what_stands_while_many_write_take_back_and_add_together() -> None:
    """Whoever looks sees a count and, under the same sight, what was remembered of it: they are one."""
    wrong: list[tuple[int, int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            given, stands = given_and_standing()
            if given != stands:
                wrong.append((given, stands))

    readers = [in_a_thread(read) for _ in range(2)]
    writers = [in_a_thread(lambda seed=seed: write_much(seed)) for seed in range(WRITERS)]  # type: ignore[misc]
    for thread in writers:
        thread.join(120)
    done.set()
    for thread in readers:
        thread.join(30)
    assert not wrong
    assert remembered(records_seen(), "stress", SavedView.objects.count) == SavedView.objects.count() > WRITERS
