"""Setting an official paper as .docx: the same paper gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as SetParagraph

from antu.platform.documents.official import (
    Annex,
    Aside,
    Block,
    Contents,
    Heading,
    NewPage,
    OfficialPaper,
    Paragraph,
    Remark,
    Signature,
    Table,
)
from antu.platform.documents.official_contents import mark_heading, set_contents
from antu.platform.documents.official_styles import (
    COVER_SPACE_POINTS,
    LEVEL_ONE,
    PAGE_NUMBER,
    PARAGRAPH_STYLES,
    SIZE_FIVE,
    SIZE_FOUR,
    indent_characters,
    set_page,
    set_run,
    set_styles,
)

#: Written into the package as the time of each part; the real day is printed on the paper, where it belongs.
FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_official(paper: OfficialPaper) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    set_page(document)
    set_styles(document)
    _number_pages(document)
    _describe(document, paper)
    title = _set(document, paper.title, "Title")
    if paper.has_cover:
        title.paragraph_format.space_before = Pt(COVER_SPACE_POINTS)
    for block, is_first_on_page in _with_breaks(paper.blocks):
        before = len(document.paragraphs)
        _set_block(document, block)
        if is_first_on_page:
            document.paragraphs[before].paragraph_format.page_break_before = True
    listed = [text for block in paper.blocks if isinstance(block, Contents) for text in block.headings]
    mark_heading(document, listed)
    stream = BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _with_breaks(blocks: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """The blocks, and which of them begins a page; a break before a table is a heading's business."""
    is_first = False
    for block in blocks:
        if isinstance(block, NewPage):
            is_first = True
            continue
        yield block, is_first
        is_first = False


def _set_block(document: Document, block: Block) -> None:
    match block:
        case Heading(text, level):
            _set(document, text, f"Heading {level}")
        case Paragraph(text) | Remark(text):
            _set(document, text, "Normal" if isinstance(block, Paragraph) else "Subtitle")
        case Signature(text):
            for line in text.splitlines():
                _set(document, line, "Signature")
        case Annex(text):
            _set(document, text, "Heading 1").paragraph_format.page_break_before = True
        case Aside(paragraphs):
            for line in paragraphs:
                _set(document, line, "Aside")
        case Contents(heading, headings):
            _set(document, heading, "Contents Title")
            set_contents(document, headings)
        case Table():
            _set_table(document, block)


def _set(document: Document, text: str, style: str) -> SetParagraph:
    paragraph = document.add_paragraph(style=style)
    font, points, _ = PARAGRAPH_STYLES[style]
    set_run(paragraph.add_run(text), font, points)
    return paragraph


def _set_table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _repeat(grid.rows[0])
    for place, column in enumerate(table.columns):
        grid.columns[place].width = Mm(column.width_mm)  # LibreOffice asks the grid, Word the cells
        _fill(grid.cell(0, place), column.title, LEVEL_ONE, column.width_mm, WD_ALIGN_PARAGRAPH.CENTER)
    body = PARAGRAPH_STYLES["Table Text"][0]
    for texts in table.rows:
        for cell, text, column in zip(grid.add_row().cells, texts, table.columns, strict=True):
            side = WD_ALIGN_PARAGRAPH.RIGHT if column.is_number else WD_ALIGN_PARAGRAPH.LEFT
            _fill(cell, text, body, column.width_mm, side)


def _fill(cell: _Cell, text: str, font: str, width_mm: int, side: WD_ALIGN_PARAGRAPH) -> None:
    cell.width = Mm(width_mm)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    paragraph.alignment = side
    set_run(paragraph.add_run(text), font, SIZE_FIVE)


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no such property


def _number_pages(document: Document) -> None:
    """「— 1 —」 at the outer side: right on odd pages, left on even ones, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right")
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH, edge: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.alignment = side
    indent_characters(paragraph, edge, 100, SIZE_FOUR)
    set_run(paragraph.add_run("— "), PAGE_NUMBER, SIZE_FOUR)
    number = paragraph.add_run()
    set_run(number, PAGE_NUMBER, SIZE_FOUR)
    for tag, name, value in (
        ("fldChar", "fldCharType", "begin"),
        ("instrText", "", "PAGE"),
        ("fldChar", "fldCharType", "end"),
    ):
        element = OxmlElement(f"w:{tag}")
        if name:
            element.set(qn(f"w:{name}"), value)
        else:
            element.text = value
        number._element.append(element)  # noqa: SLF001 - python-docx writes no fields
    set_run(paragraph.add_run(" —"), PAGE_NUMBER, SIZE_FOUR)


def _describe(document: Document, paper: OfficialPaper) -> None:
    properties = document.core_properties
    properties.title = paper.title.replace("\n", "")
    properties.author = properties.last_modified_by = paper.author
    properties.created = properties.modified = datetime.combine(paper.made_on, time())
    properties.comments = ""
    properties.language = "zh-CN"


def _with_fixed_times(package: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIXED_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return stream.getvalue()
