"""A quick look at a worksheet's XML: most sheets have no merge, no fault, and lie where they say they do.

What the full scan (:mod:`antu.platform.workbook.scan`) finds cell by cell is searched for here as bytes. Whatever looks
out of the ordinary is left to the full scan.
"""

from __future__ import annotations

import re
from typing import Final

from antu.platform.workbook.scan import Scan, column_number

_HEAD_BYTES: Final = 2048
_DIMENSION: Final = re.compile(rb'<dimension ref="A1:([A-Z]{1,3})(\d{1,7})"/>')
_BEGIN: Final = b"<sheetData>"
_END: Final = b"</sheetData>"
_STRANGE_CELLS: Final = (
    b"<f",  # formulas, which may have no value
    *(b'="e"', b"='e'", b"r='", b":c ", b":row", b"<!"),  # faults, and cells that are written in another way
)
_STRANGE_SHEET: Final = (b"<mergeCell", b":sheetData", b"<!")
_MARKS: Final = (b'="b"', b"='b'")


def glance(xml: bytes) -> Scan | None:
    """The findings of an ordinary worksheet; None where only the full scan can tell."""
    head = xml[:_HEAD_BYTES]
    stated, begin, end = _DIMENSION.search(head), xml.find(_BEGIN), xml.rfind(_END)
    if stated is None or not 0 <= begin < end or b"<worksheet" not in head:
        return None
    cells, around = xml[begin + len(_BEGIN) : end], xml[:begin] + xml[end:]
    if not around.rstrip().endswith(b"</worksheet>") or any(mark in around for mark in _STRANGE_SHEET):
        return None
    if any(mark in cells for mark in _STRANGE_CELLS) or cells.count(b"<c") != cells.count(b'<c r="'):
        return None
    if _beyond(stated[1].decode(), stated[2].decode()).search(cells):
        return None
    has_marks = any(mark in cells for mark in _MARKS)
    return Scan(int(stated[2]), column_number(stated[1].decode()), has_marks=has_marks)


def _beyond(column: str, row: str) -> re.Pattern[bytes]:
    """Finds a cell outside the range that the sheet states."""
    columns, rows = _greater(column, "A", "Z"), _greater(row, "0", "9")
    return re.compile(f'r="(?:(?:{columns})[0-9]|[A-Z]*(?:{rows})")'.encode())


def _greater(text: str, first: str, last: str) -> str:
    """A pattern of what counts further than the text: longer, or as long and later from some place on."""
    any_of = f"[{first}-{last}]"
    parts = [f"{any_of}{{{len(text) + 1},}}"]
    for place, sign in enumerate(text):
        if sign != last:
            later = f"[{chr(ord(sign) + 1)}-{last}]"
            parts.append(f"{text[:place]}{later}{any_of}{{{len(text) - place - 1}}}")
    return "|".join(parts)
