"""目录 of an official paper: lines that lead to its headings, with the page of each.

The page is a field that Word and LibreOffice work out when they open the paper; nobody has to update it by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from antu.platform.documents.official_styles import PARAGRAPH_STYLES, set_run

_STYLE = "Contents Line"


def set_contents(document: Document, headings: Sequence[str]) -> None:
    """A line for each heading: its text, dots, its page."""
    font, points, _ = PARAGRAPH_STYLES[_STYLE]
    for text in headings:
        paragraph = document.add_paragraph(style=_STYLE)
        set_run(paragraph.add_run(f"{text}\t"), font, points)
        _add_page(paragraph, text)


def mark_heading(document: Document, listed: Iterable[str]) -> None:
    """Give each listed heading the bookmark that its line asks for."""
    wanted = set(listed)
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.text not in wanted or paragraph.style is None or paragraph.style.name != "Heading 1":
            continue
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (begin, end):
            element.set(qn("w:id"), str(number))
        begin.set(qn("w:name"), _bookmark(paragraph.text))
        runs = paragraph._p  # noqa: SLF001 - python-docx has no bookmarks
        runs.insert(1 if runs.pPr is not None else 0, begin)
        runs.append(end)


def _add_page(paragraph: Paragraph, heading: str) -> None:
    font, points, _ = PARAGRAPH_STYLES[_STYLE]
    parts = (("begin", ""), ("", f" PAGEREF {_bookmark(heading)} \\h "), ("separate", ""), ("", ""), ("end", ""))
    for at, (kind, instruction) in enumerate(parts):
        run = paragraph.add_run()
        set_run(run, font, points)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                element.set(qn("w:dirty"), "true")  # worked out anew when it is opened
        elif instruction:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:t")
            element.text = str(at)
        run._element.append(element)  # noqa: SLF001 - python-docx writes no fields


def _bookmark(heading: str) -> str:
    return f"h{crc32(heading.encode())}"
