"""Choices and marks in cells: label, code or synonym, however it was typed."""

from __future__ import annotations

import re

from antu.kernel.text import comparable
from antu.platform.workbook.cells import Raw, as_text, shown
from antu.platform.workbook.layout import Column
from antu.platform.workbook.refusal import Refused

NAMED_CHOICES_MAX = 12
"""Labels that a message lists before it stops."""

_MARKS = {comparable(word): True for word in ("是", "√", "✓", "✔", "有", "Y", "YES", "TRUE", "1")} | {
    comparable(word): False for word in ("否", "×", "✗", "✘", "X", "无", "N", "NO", "FALSE", "0")
}
_NUMBERED = re.compile(r"(\d+)[-—:,.、()]*(.*?)[()]*", re.ASCII)


def read_mark(raw: Raw, column: Column) -> bool:
    """True or false of a mark such as 是, √, Y, 1. Refused: ``R-CHOICE``."""
    mark = _MARKS.get(comparable(as_text(raw)))
    if mark is None:
        raise Refused("R-CHOICE", f"{column.header}填的是「{shown(raw)}」；请填「是」或「否」")
    return mark


def read_choice(raw: Raw, column: Column) -> str:
    """The code of a choice given as label, code or synonym, in a numbered list (地类) also both; else ``R-CHOICE``."""
    word = comparable(as_text(raw))
    code = column.code_by_word.get(word) or _numbered_code(word, column)
    if code is None:
        raise Refused("R-CHOICE", f"{column.header}填的是「{shown(raw)}」，不在可选项内；{_offer(column)}")
    return code


def _numbered_code(word: str, column: Column) -> str | None:
    """The code in a list of numbers of one length: zeros lost in front come back, a label behind must agree."""
    lengths = {len(choice.code) if choice.code.isdigit() else 0 for choice in column.choices}
    found = _NUMBERED.fullmatch(word)
    if found is None or len(lengths) != 1 or lengths == {0}:
        return None
    code = column.code_by_word.get(found[1].zfill(lengths.pop()))
    label = column.code_by_word.get(found[2]) if found[2] else code
    return code if code == label else None


def _offer(column: Column) -> str:
    labels = [choice.label for choice in column.choices]
    listed = "、".join(labels[:NAMED_CHOICES_MAX])
    return f"请填其中一项：{listed}" + (f" 等 {len(labels)} 项" if len(labels) > NAMED_CHOICES_MAX else "")
