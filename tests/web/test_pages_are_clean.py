from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.cases import CASES
from tests.web.people import browser_of
from tests.web.village import Village

from antu.platform.actor import PERMISSIONS
from antu.platform.contributions import collected
from antu.platform.links import record_url
from antu.platform.records import RecordKind

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a script in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "an htmx expression": re.compile(r"hx-on|hx-vals=['\"]js:|hx-trigger=['\"][^'\"]*\["),
    "an unrendered component": re.compile(r"<c-"),
    "an unrendered template tag": re.compile(r"\{[%{#]"),
    "another machine's address": re.compile(r"(?:src|href|action)=['\"](?:https?:)?//"),
    "a Python value": re.compile(r">\s*(?:None|True|False)\s*<"),
}
PAGES = [name for name, case in CASES.items() if not case.posts]


@pytest.fixture(scope="module")
def answer(name: str, loaded_village: Village) -> Any:
    """The page, opened once by somebody who may do everything."""
    return browser_of(*PERMISSIONS).get(CASES[name].path(name, loaded_village))


@pytest.mark.parametrize("name", PAGES, indirect=True)
def test_a_page_carries_nothing_that_its_policy_would_block(answer: Any) -> None:
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    if answer["Content-Type"].startswith("text/html"):
        assert "script-src 'self'; style-src 'self'" in answer["Content-Security-Policy"]
        page = answer.content.decode()
        assert [what for what, pattern in FORBIDDEN.items() if pattern.search(page)] == []


@pytest.mark.parametrize("name", PAGES, indirect=True)
def test_a_page_speaks_chinese_only(answer: Any) -> None:
    if answer["Content-Type"].startswith("text/html"):
        words = set(re.findall(r"[A-Za-z]{3,}", shown_text(answer.content.decode())))
        assert sorted(words - KNOWN_WORDS) == []


@pytest.mark.usefixtures("village")
def test_no_record_shows_a_code_for_a_word() -> None:
    browser = browser_of(*PERMISSIONS)
    for kind in collected(RecordKind):
        row = kind.model._default_manager.first()  # noqa: SLF001 - Django's documented API
        if row is not None:
            page = browser.get(record_url(row), follow=True).content.decode()
            words = set(re.findall(r"[A-Za-z]{3,}", shown_text(page)))
            assert sorted(words - KNOWN_WORDS) == [], kind.model


KNOWN_WORDS = {"xlsx", "docx", "txt", "PDF", "SHA", "district", "tutorial", "dashuju", "remaining", "hunan", "demo"}
KNOWN_WORDS |= {"BPMN", "bpmn"}  # the drawings' own format
KNOWN_WORDS |= {"decision", "agree", "payable", "quot"}  # a drawing's condition, shown as it is below its words
KNOWN_WORDS |= {"Excel", "Word", "Ctrl", "Enter", "Tab", "JPG", "PNG", "WebP", "jpg", "pdf"}
KNOWN_WORDS |= {"wuhan", "wuchang", "fuzhou", "renewal", "hangzhou", "collective"}  # the ids of packs
KNOWN_WORDS |= {
    "yaml",
    "zip",
    "csv",
    "README",
    "pack",
    "facts",
    "items",
    "eligibility",
    "rates",
    "cases",
}  # their files
KNOWN_WORDS |= {"III", "VIII", "XII", "birth"}  # zones of land, sections of a manual; what a pack says itself
"""Kinds of files, names of files, the id of a pack, keys of the keyboard: what an office itself calls so."""


def shown_text(page: str) -> str:
    without_code = re.sub(r"<(script|style|code|template|textarea)\b.*?</\1>", "", page, flags=re.DOTALL)
    without_numbers = re.sub(r"\b[0-9a-f]{64}\b|[A-Z0-9]+-[A-Z0-9-]+|已加密·[0-9a-f]+", "", without_code)
    return re.sub(r"<[^>]+>", " ", without_numbers)


def test_every_template_is_short() -> None:
    for template in Path("src/antu").rglob("templates/**/*.html"):
        assert len(template.read_text(encoding="utf-8").splitlines()) <= 120, template
