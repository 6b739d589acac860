"""No page asks another machine for anything or needs what the content security policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.architecture.shape import CODE, ROOT

TEMPLATES = sorted(CODE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "an inline style sheet": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an inline event handler": r"<[^>]*\son[a-z]+\s*=",
    "script in an htmx attribute": r"hx-on[:-]|hx-vals=['\"]js:|hx-trigger=['\"][^'\"]*\[",
    "an unrendered component": r"<c-",
    "another machine": r"(?:src|href|action)\s*=\s*['\"](?:https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)} == set()


def test_script_and_style_sources_name_no_other_machine() -> None:
    sources = [path for path in (ROOT / "web/src").rglob("*") if path.suffix in {".css", ".js"}]
    assert sources
    named = [path.name for path in sources if re.search(r"(?:url\(|import\s+)['\"]?(?:https?:)?//", path.read_text())]
    assert named == []
