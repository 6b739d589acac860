"""Debian's Chromium on a running server with the demo's year and two registers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

# Playwright's own loop runs in this thread, and Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium") or "chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 20_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, settings: object, tmp_path: Path) -> Iterator[Page]:
    """A page of a person who may do everything, on a village just loaded; it fails for whatever the policy blocks."""
    from tests.browser.journeys import load_and_sign_in  # noqa: PLC0415 - this file is read before Django's settings

    settings.ANTU_HOME = tmp_path  # type: ignore[attr-defined]
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", base_url=live_server.url)
    context.set_default_timeout(PATIENCE_MS)
    shown = context.new_page()
    said: list[str] = []
    shown.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    load_and_sign_in(shown)
    yield shown
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
