"""The cast, entered anew for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.db.dispatch.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - opens the database
    """The district of these tests."""
    from tests.db.dispatch.cast import Cast  # noqa: PLC0415 - this file is read before Django has its settings

    return Cast()
