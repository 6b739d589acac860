"""A decision fits on a page, has its parts, and stands in the list."""

import re

import pytest
from tests.docs.pages import ROOT, links

DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
LIMIT = 60


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts_in_sixty_lines(decision) -> None:  # type: ignore[no-untyped-def]
    text = decision.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LIMIT
    assert text.startswith(f"# {decision.name[:4]} ")
    for part in ("Context", "Decision", "Consequences"):
        assert f"\n## {part}\n" in text


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = [link for link in links(ROOT / "docs" / "adr" / "README.md") if re.match(r"\d{4}-", link)]
    assert listed == [path.name for path in DECISIONS]
