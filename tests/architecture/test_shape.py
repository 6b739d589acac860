"""The hard limits; the targets are printed by ``./test``."""

from __future__ import annotations

import pytest
from tests.architecture import shape


@pytest.mark.parametrize(
    ("pieces", "limit"),
    [
        (shape.code_files(), shape.FILE_LIMIT),
        (shape.test_files(), shape.FILE_LIMIT),
        (shape.functions(), shape.FUNCTION_LIMIT),
        (shape.templates(), shape.TEMPLATE_LIMIT),
    ],
    ids=["files", "tests", "functions", "templates"],
)
def test_nothing_is_longer_than_its_limit(pieces: list[shape.Piece], limit: int) -> None:
    assert pieces
    assert shape.longer_than(limit, pieces) == []
