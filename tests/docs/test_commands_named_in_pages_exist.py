"""A command that a page tells a reader to type is one that the program has."""

from __future__ import annotations

import re

import pytest
from tests.docs.pages import ROOT, code_words, every_page

from antu.site.commands import all_commands

_TYPED = re.compile(r"^\./run +([a-z]+)(?: +([a-z]+))?")


def known() -> set[str]:
    return {command.name for command in all_commands()}


@pytest.mark.parametrize("page", every_page(), ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_exist(page) -> None:  # type: ignore[no-untyped-def]
    names = known()
    for typed in filter(None, (_TYPED.match(word) for word in code_words(page))):
        one, two = typed.groups()
        assert one in names or f"{one} {two}" in names, typed.group()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_the_two_commands_and_the_picture(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "\n    ./run " in text
    assert "\n    ./test " in text
    assert "](docs/images/household.png)" in text
