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
_OUT_OF_THE_ORDINARY: Final = (
    *(b"<f>", b"<f ", b"<f/"),  # formulas, which may have no value
    *(b'="e"', b"='e'", b"<mergeCell", b"<!", b"r='"),
    *(b"<c>", b"<c/", b"<c\n", b"<c\t", b"<c\r", b":c ", b":row"),  # cells without a place, or under another name
)
_MARKS: Final = (b'="b"', b"='b'")


def glance(xml: bytes) -> Scan | None:
    """The findings of an ordinary worksheet; None where only the full scan can tell."""
    head = xml[:_HEAD_BYTES]
    stated = _DIMENSION.search(head)
    if stated is None or b"<worksheet" not in head or not xml.rstrip().endswith(b"</worksheet>"):
        return None
    if any(mark in xml for mark in _OUT_OF_THE_ORDINARY) or xml.count(b"<c ") != xml.count(b'<c r="'):
        return None
    if _beyond(stated[1].decode(), stated[2].decode()).search(xml):
        return None
    has_marks = any(mark in xml for mark in _MARKS)
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
