"""How the name of a regulation is compared: 《中华人民共和国土地管理法》 is cited as 土地管理法."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from antu.kernel.text import comparable

_STATE: Final = "中华人民共和国"
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕")
_MARKS: Final = str.maketrans("", "", "《》〈〉“”\"'")


def name_key(name: str) -> str:
    """What all ways of writing one name have in common: no book marks, no brackets, without 中华人民共和国."""
    plain = comparable(name).translate(_MARKS)
    return _BRACKETED.sub("", plain).removeprefix(_STATE)


def name_keys(title: str, aliases: Iterable[str]) -> frozenset[str]:
    """All names by which a text is cited."""
    return frozenset(key for name in (title, *aliases) if (key := name_key(name)))
