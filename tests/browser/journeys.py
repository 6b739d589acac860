"""Steps that the journeys share."""

from __future__ import annotations

from playwright.sync_api import Page


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
