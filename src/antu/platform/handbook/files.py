"""What lies in ``docs/handbook``, beside ``src``; read once, as it changes with the program only."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[4] / "docs/handbook"
INDEX: Final = "README"
RULES: Final = "rules"
CODE: Final = re.compile(r"[A-Z]-[A-Z]+(?:-[A-Z]+)*")
_EXPLAINED: Final = re.compile(rf"^\| `({CODE.pattern})` \|", re.MULTILINE)


@cache
def page_names() -> frozenset[str]:
    """The pages, by the names of their files."""
    return frozenset(path.stem for path in FOLDER.glob("*.md"))


@cache
def picture_names() -> frozenset[str]:
    """The pictures; no other file is given out."""
    return frozenset(path.name for path in (FOLDER / "images").glob("*.png"))


@cache
def explained_codes() -> frozenset[str]:
    """The codes that the page of rules explains."""
    rules = FOLDER / f"{RULES}.md"
    return frozenset(_EXPLAINED.findall(rules.read_text(encoding="utf-8"))) if rules.exists() else frozenset()
