"""A rule's code as a link to its line in the handbook."""

from __future__ import annotations

from functools import cache
from html import escape
from re import Match

from django.urls import reverse
from django.utils.safestring import SafeString

from antu.platform.handbook.files import CODE, RULES, explained_codes


def rule_url(code: str) -> str:
    """Where the handbook explains the code; empty where it does not."""
    return f"{_rules_page()}#{code}" if code in explained_codes() else ""


def with_rules_linked(text: str) -> SafeString:
    """The text for a page, each code in it a link."""
    return SafeString(CODE.sub(_link, escape(text)))


@cache
def _rules_page() -> str:
    return reverse("handbook-page", args=[RULES])


def _link(found: Match[str]) -> str:
    code = found.group()
    url = rule_url(code)
    return f'<a class="rule" href="{url}" title="手册：{code} 是什么意思，怎么办">{code}</a>' if url else code
