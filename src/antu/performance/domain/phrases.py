"""Small pieces of the report's prose: lists, sentences. Records in, words out; nothing of any one district."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SAMPLE: Final = "示例"

_NUMBERED = re.compile(r"(?=（[一二三四五六七八九十]+）)")
_DIGITS: Final = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_MOST_NUMBERED: Final = 99
_ENDS = "。；;．.!！"


def listed(names: Iterable[str]) -> str:
    """A、B、C."""
    return "、".join(names)


def sentence(text: str) -> str:
    """The text ending in exactly one full stop."""
    return text.strip().rstrip(_ENDS) + "。"


def numbered_parts(text: str) -> list[str]:
    """A text that runs （一）…（二）… cut before each number, since a cell of a workbook keeps no line breaks."""
    return [part.strip() for part in _NUMBERED.split(text) if part.strip()]


def marked(text: str, *, is_sample: bool) -> str:
    """The text, saying so when its record is an invented one, unless it says so itself."""
    return f"{text}（{SAMPLE}）" if is_sample and SAMPLE not in text else text


def enumerated(texts: Iterable[str]) -> str:
    """一是…；二是…。 A single text stands alone; more than ninety-nine have no numbers."""
    said = [text.strip().rstrip(_ENDS) for text in texts]
    if 1 < len(said) <= _MOST_NUMBERED:
        said = [f"{plain_number(number)}是{text}" for number, text in enumerate(said, start=1)]
    return sentence("；".join(said)) if said else ""


def plain_number(number: int) -> str:
    """A number from 1 to 99 in plain Chinese: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"


def titled(name: str) -> str:
    """A document's name in 《》, once."""
    return f"《{name.strip().removeprefix('《').removesuffix('》')}》"


def in_brackets(*parts: str) -> str:
    """The parts that say something, in brackets; nothing when none does."""
    said = "，".join(part for part in parts if part)
    return f"（{said}）" if said else ""
