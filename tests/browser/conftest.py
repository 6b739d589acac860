"""Debian's Chromium on a running server with the demo's year and two registers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from tests.browser.served import Loaded, loaded_once, sign_in
from tests.copies import copied

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


@pytest.fixture(scope="session")
def db(django_db_setup: None) -> None:
    """In place of the plugin's, which opens a transaction: asking for it makes the plugin set the database up."""


@pytest.fixture(scope="session")
def server(db: None) -> Iterator[str]:  # noqa: ARG001 - the test database is there
    """The address of the server, whose threads ask whatever database is in use; one for each process of tests."""
    running = LiveServer("localhost")
    yield running.url
    running.stop()


@pytest.fixture(scope="session")
def loaded(db: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:  # noqa: ARG001 - as above
    """The village, loaded once."""
    with django_db_blocker.unblock(), loaded_once() as village:
        yield village


@pytest.fixture
def own_rows(loaded: Loaded, django_db_blocker: DjangoDbBlocker, settings: object, tmp_path: Path) -> Iterator[Loaded]:
    """The village, and a folder for files, for one test to change."""
    settings.ANTU_HOME = tmp_path  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), copied(loaded.database, f"{loaded.database}_shown"):
        yield loaded


@pytest.fixture
def page(chromium: Browser, server: str, own_rows: Loaded) -> Iterator[Page]:
    """A page of a person who may do everything, on rows that are this test's own; it fails for what is blocked."""
    with window(chromium, server) as context:
        sign_in(context, own_rows, server)
        yield context.new_page()


@pytest.fixture(scope="module")
def looking(
    chromium: Browser, server: str, loaded: Loaded, django_db_blocker: DjangoDbBlocker
) -> Iterator[BrowserContext]:
    """The same person's windows for a file of tests that only look: all of it on the same rows."""
    copy = copied(loaded.database, f"{loaded.database}_seen")
    with django_db_blocker.unblock(), copy, window(chromium, server) as context:
        sign_in(context, loaded, server)
        yield context


ANSWERS = ("a status of 400", "a status of 409")
"""What the console says of a form that was refused, or met another's: the page tells it in words."""


@contextmanager
def window(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    """A window of an office PC that must find nothing else to complain of, and ask nothing of another machine."""
    size = {"width": 1440, "height": 900}
    context = chromium.new_context(viewport=size, locale="zh-CN", base_url=server)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(f"{error.page and error.page.url}: {error.error.stack}"))
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield context
    finally:
        context.close()
    assert [each for each in said if not any(answer in each for answer in ANSWERS)] == []
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
