"""What the page fills in: the next number in the style of those before it."""

from __future__ import annotations

import pytest

from antu.households.domain.completion import next_number


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "P1"),
        (["P1", "P2"], "P3"),
        (["P9", "P10"], "P11"),
        (["DK01", "DK09"], "DK10"),
        (["CLL1-001", "CLL1-064"], "CLL1-065"),
        (["甲"], "P1"),
        (["P1", "东房"], "P2"),
        (["099"], "100"),
    ],
)
def test_the_next_number_follows_the_highest_in_its_style(taken: list[str], expected: str) -> None:
    assert next_number(taken, "P") == expected


def test_without_any_number_the_prefix_begins_as_wide_as_asked() -> None:
    assert next_number([], "SF-001-", 3) == "SF-001-001"
