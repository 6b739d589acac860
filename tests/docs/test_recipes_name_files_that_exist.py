"""A recipe that names a file which is gone leads nowhere."""

from __future__ import annotations

import re

import pytest
from tests.docs.pages import ROOT, code_words

RECIPES = sorted((ROOT / "docs/recipes").glob("*.md"))
_FILE = re.compile(r"(?:src|tests|docs|web|forms)/[\w./-]+")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_each_file_that_a_recipe_names_exists(recipe) -> None:  # type: ignore[no-untyped-def]
    named = {word for text in code_words(recipe) for word in _FILE.findall(text)}
    assert named
    assert sorted(word for word in named if not (ROOT / word).exists()) == []
