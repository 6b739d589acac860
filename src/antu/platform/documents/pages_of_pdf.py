"""Pages of PDFs that were set already: how many there are, and several files as one."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def joined_pdf(parts: Sequence[bytes], title: str) -> bytes:
    """All pages in order, as one file of this title; one part alone stays as it is."""
    if len(parts) == 1:
        return parts[0]
    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part), import_outline=False)
    writer.metadata = {"/Title": title}
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()
