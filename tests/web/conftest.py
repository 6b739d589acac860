"""The village that page tests open, in a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.web.village import Village


@pytest.fixture(scope="session")
def village_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:  # noqa: ARG001
    """A database with the village, loaded once by each process of tests."""
    from tests.copies import copy_of, present_database, turned_to  # noqa: PLC0415 - read before Django has its settings
    from tests.web.village import load_village  # noqa: PLC0415 - as above

    empty = present_database()
    with ExitStack() as kept:
        with django_db_blocker.unblock():
            name = kept.enter_context(copy_of(empty, f"{empty}_village"))
            with turned_to(name):
                load_village()
        yield name


@pytest.fixture(scope="module")
def loaded_village(village_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Village]:
    """The village for a whole file, which asks its database from here on; each test's own writes are undone."""
    from tests.copies import turned_to  # noqa: PLC0415 - as above
    from tests.web.village import village_found  # noqa: PLC0415 - as above

    with django_db_blocker.unblock(), turned_to(village_database):
        yield village_found()


@pytest.fixture
def village(loaded_village: Village, db: None) -> Village:  # noqa: ARG001 - opens the database to the test
    """The village, with the database open to this test."""
    return loaded_village


@pytest.fixture(scope="module")
def name(request: pytest.FixtureRequest, loaded_village: Village, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a case, asked for with ``indirect=True``: its rows are made once for all questions of a file."""
    from django.db import transaction  # noqa: PLC0415 - as above
    from tests.web.cases import CASES  # noqa: PLC0415 - as above

    with django_db_blocker.unblock(), transaction.atomic():
        CASES[request.param].path(request.param, loaded_village)
        yield request.param
        transaction.set_rollback(True)
