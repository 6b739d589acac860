"""Whatever is answered, a page, a file, a refusal or a fault: its policy lets in only our own script."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from tests.web.cases import CASES
from tests.web.people import BACKEND, browser_of, person_who_may, signed_in
from tests.web.village import Village

from antu.platform.actor import PERMISSIONS

NOTHING = "'none'"


def assert_only_our_own(answer: Any) -> None:
    """A page takes our scripts and styles alone; a file that people uploaded, not even these."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    told = {name: value for name, _, value in parts}
    is_page = answer.get("Content-Type", "").startswith("text/html")
    allowed = {"'self'"} if is_page else {"'self'", NOTHING}
    assert told["default-src"] == NOTHING
    assert told.get("script-src", NOTHING) in allowed
    assert "unsafe" not in told.get("script-src", "")
    if is_page:
        assert told["style-src"] == "'self'"
        assert told["base-uri"] == told["frame-ancestors"] == NOTHING


@pytest.mark.parametrize("name", CASES, indirect=True)
def test_of_every_address_to_whoever_asks_and_no_browser_stores_it(name: str, village: Village) -> None:
    case = CASES[name]
    for browser in (Client(), browser_of(), browser_of(*PERMISSIONS)):
        answer = case.opened(name, village, browser)
        assert_only_our_own(answer)
        assert_only_our_own(browser.put(case.path(name, village)))
    caching = answer["Cache-Control"]  # of who may do everything
    assert "private" in caching
    assert ("no-store" in caching) != (name == "file-picture"), "small pictures alone are stored"


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> Any:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("antu.projects.views.shown.projects_on", fail)
    browser = Client(raise_request_exception=False)
    browser.force_login(person_who_may("register.view"), backend=BACKEND)
    return browser.get(reverse("projects"))


@pytest.mark.django_db
def test_of_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(person_who_may())
    wrong = {
        404: browser.get("/no/such/page/"),
        403: browser.get(reverse("projects")),
        400: browser.get("/", headers={"host": "elsewhere.example"}),
        405: browser.post("/"),
        500: failing(RuntimeError("a bug"), monkeypatch),
        503: failing(OperationalError("no server"), monkeypatch),
    }
    for status, answer in wrong.items():
        assert answer.status_code == status
        assert_only_our_own(answer)
        assert "安土" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    static = browser.get("/static/icon.svg")
    assert "no-store" not in static["Cache-Control"]
    assert_only_our_own(static)
