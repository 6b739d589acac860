"""Days in cells: date cells, Excel serial numbers and the written forms that leave no doubt."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from antu.kernel.text import nfkc, without_space
from antu.platform.workbook.cells import Raw, shown
from antu.platform.workbook.layout import Column
from antu.platform.workbook.refusal import Refused

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)

_SERIALS = range(10_000, 80_001)
_MIDNIGHT = re.compile(r"(?:(?<=日)|[\sT]+)0?0:00(?::00(?:\.0+)?)?\Z")
_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))",
    re.ASCII,
)


def read_date(raw: Raw, column: Column, base: date) -> date:
    """The day of a cell, 1900-01-01 to 2100-12-31; ``base`` is the day of serial number 0. Refused: ``R-DATE``."""
    day = _day(raw, base)
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        what = f"{column.header}填的是「{shown(raw)}」，不是存在的日期或写法有歧义；请按 2023-05-08 的样子填写"
        raise Refused("R-DATE", what)
    return day


def written_day(text: str) -> date | None:
    """The day of a text in one of the forms of a cell, such as 2023.5.8 or 2023年5月8日; None for any other text."""
    day = _written_day(without_space(nfkc(text)))
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _day(raw: Raw, base: date) -> date | None:
    match raw:
        case datetime():
            return raw.date() if raw.time() == time() else None
        case date():
            return raw
        case Decimal():
            return _numbered(str(int(raw)), base) if raw == int(raw) else None
        case str():
            text = without_space(_MIDNIGHT.sub("", nfkc(raw).strip()))
            return _numbered(text, base)
        case _:
            return None


def _numbered(text: str, base: date) -> date | None:
    if text.isascii() and text.isdigit() and len(text) == len("45054"):
        return base + timedelta(days=int(text)) if int(text) in _SERIALS else None
    return _written_day(text)


def _written_day(text: str) -> date | None:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    try:
        return date(*(int(part) for part in written.groups() if part))
    except ValueError:
        return None
