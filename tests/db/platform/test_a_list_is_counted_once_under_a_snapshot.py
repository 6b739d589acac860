"""A count is given again only while nobody has written: never a wrong one."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from antu.platform.models import SavedView
from antu.platform.remembering import remembered, snapshot


def write(name: str) -> None:
    SavedView.objects.create(owner_login="x", list_key="x", name=name)


@pytest.mark.django_db(transaction=True)
def test_two_snapshots_without_a_write_between_them_are_one() -> None:
    first = snapshot()
    assert first
    assert snapshot() == first
    write("甲")
    assert snapshot() != first


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_remembered_until_a_write_is_committed() -> None:
    asked: list[int] = []

    def count() -> int:
        asked.append(1)
        return SavedView.objects.count()

    assert [remembered(snapshot(), "k", count) for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
    write("甲")
    assert remembered(snapshot(), "k", count) == 1


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_has_written_remembers_nothing() -> None:
    with transaction.atomic():
        write("甲")
        assert snapshot() == ""
        assert [remembered(snapshot(), "own", lambda n=n: n) for n in (1, 2)] == [1, 2]  # type: ignore[misc]
    assert connection.in_atomic_block is False
