"""The village that page tests open: loaded once a file, and gone after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.web.village import Village


@pytest.fixture(scope="module")
def loaded_village(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Village]:  # noqa: ARG001
    """The rows of the whole file; each test's own writes are undone on top."""
    from django.db import transaction  # noqa: PLC0415 - this file is read before Django has its settings
    from tests.web.village import load_village  # noqa: PLC0415 - as above

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_village()
        transaction.set_rollback(True)


@pytest.fixture
def village(loaded_village: Village, db: None) -> Village:  # noqa: ARG001 - opens the database to the test
    """The village, with the database open to this test."""
    return loaded_village
