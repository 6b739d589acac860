"""What is read together is read again when somebody else changed a record in between."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction

from antu.platform.moment import TRIES, at_one_moment
from antu.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)


def by_somebody_else(write: Callable[[], object]) -> None:
    """In a connection and a transaction of its own, to its end."""

    def run() -> None:
        write()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def counts_twice(changes: int) -> tuple[tuple[int, int], bool, int]:
    """The projects counted twice, while somebody enters one in between, so many times; and how often it was tried."""
    tried = 0

    def read() -> tuple[int, int]:
        nonlocal tried
        tried += 1
        first = Project.objects.count()
        if tried <= changes:
            by_somebody_else(lambda: Project.objects.create(name=f"项目{tried}", code=f"P-{tried}"))
        return first, Project.objects.count()

    with transaction.atomic():
        counts, is_settled = at_one_moment(read)
    return counts, is_settled, tried


def test_it_is_read_again_until_nothing_changed_meanwhile() -> None:
    assert counts_twice(1) == ((1, 1), True, 2)


def test_where_it_never_stands_still_that_is_said() -> None:
    (first, second), is_settled, tried = counts_twice(TRIES)
    assert (first < second, is_settled, tried) == (True, False, TRIES)


def test_what_stands_still_is_read_once() -> None:
    assert counts_twice(0) == ((0, 0), True, 1)
