"""Raw cells: what a workbook holds in one cell before any column says how to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from antu.kernel.text import nfkc, text_form, without_space

SIGNIFICANT_DIGITS = 15  # all that Excel keeps of a number; what follows is binary noise
SHOWN_LENGTH_MAX = 40
"""Characters of a cell that a message repeats."""

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_EMPTY = frozenset({"", "-", "—", "——", "--", "/", "\\"})
_EMPTY_LENGTH_MAX = 8  # a dash or two among marks that nobody sees; longer texts need no closer look
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")  # PostgreSQL refuses the first, nobody can see the others


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a value: an Excel error such as ``#REF!``, or (``error`` empty) a formula never calculated."""

    error: str = ""


Raw: TypeAlias = str | bool | Decimal | date | datetime | time | Fault | None
"""Empty, text, mark, number of 15 significant digits, day, day with time, time of day, or a fault. Never a float."""


def raw_cell(value: object) -> Raw:
    """The cell as python-calamine gives it, without floats: numbers at 15 significant digits, spans as days."""
    match value:
        case bool() | datetime() | date() | time():
            return value
        case str():
            return _raw_text(value)
        case int() | float():
            return Decimal(format(value, f".{SIGNIFICANT_DIGITS}g"))
        case timedelta():
            return Decimal(format(value / timedelta(days=1), f".{SIGNIFICANT_DIGITS}g"))
        case _:
            return None


class RawCells(dict[object, Raw]):
    """The raw cell of each value that a sheet without marks holds, made once: most values come again and again."""

    def __missing__(self, value: object) -> Raw:
        """Made on first sight."""
        raw = self[value] = raw_cell(value)
        return raw


def is_empty(raw: Raw) -> bool:
    """Whether the cell counts as empty in every type: nothing, white space, a dash or a slash standing for nothing."""
    if isinstance(raw, str):
        return len(raw.strip()) <= _EMPTY_LENGTH_MAX and without_space(nfkc(raw)) in _EMPTY
    return raw is None


def as_text(raw: Raw) -> str:
    """The cell as text: numbers plain, days ISO, marks ``TRUE`` and ``FALSE``."""
    match raw:
        case bool():
            return str(raw).upper()
        case Decimal():
            return plain(raw)
        case datetime():
            return raw.isoformat(sep=" ")
        case Fault():
            return raw.error
        case date() | time():
            return raw.isoformat()
        case _:
            return raw or ""


def plain(number: Decimal) -> str:
    """The number in digits, without an exponent and without zeros at the end: ``216.48``, ``100``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(raw: Raw) -> str:
    """What was given, as a message repeats it: one line, clipped."""
    text = text_form(as_text(raw))
    return text if len(text) <= SHOWN_LENGTH_MAX else text[: SHOWN_LENGTH_MAX - 1] + "…"


def _raw_text(text: str) -> Raw:
    if text.startswith("#") and text.strip().upper() in ERRORS:
        return Fault(text.strip().upper())
    return _CONTROL.sub("", text) or None
