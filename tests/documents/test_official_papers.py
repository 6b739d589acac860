"""An official paper as Word files hold it and as LibreOffice prints it: GB/T 9704."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from pypdf import PdfReader
from tests.documents.office import converted

from antu.platform.documents.official import (
    Annex,
    Heading,
    OfficialPaper,
    Paragraph,
    Remark,
    Signature,
    Table,
    TableColumn,
)
from antu.platform.documents.official_docx import write_official

LONG = "株洲港铜塘湾港区(一期工程)白祁庙危险品作业区" * 4
PAPER = OfficialPaper(
    "某中心2023年度绩效自评报告",
    (
        Remark("（本报告含示例数据）"),
        Heading("一、基本情况"),
        Heading("（一）整体情况", 2),
        Heading("1.结算工作", 3),
        *(Paragraph(LONG) for _ in range(12)),
        Signature("某中心\n2024年1月5日"),
        Annex("附件：指标一览"),
        Table(
            (TableColumn("序号", 16, is_number=True), TableColumn("指标", 140)),
            tuple((str(number), LONG) for number in range(40)),
        ),
    ),
    "张三",
    date(2024, 1, 5),
)


@pytest.fixture(scope="module")
def paper() -> Document:
    return docx.Document(BytesIO(write_official(PAPER)))


def test_the_type_area_is_that_of_official_papers(paper: Document) -> None:
    section = paper.sections[0]
    width, height = _mm(section.page_width), _mm(section.page_height)
    top, bottom, left, right = (
        _mm(margin) for margin in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    )
    assert (width, height, top, left) == (210, 297, 37, 28)
    assert (width - left - right, height - top - bottom) == (156, 225)


@pytest.mark.parametrize(
    ("style", "font", "points", "line"),
    [
        ("Title", "方正小标宋简体", 22, 36),
        ("Normal", "仿宋_GB2312", 16, 28),
        ("Heading 1", "黑体", 16, 28),
        ("Heading 2", "楷体_GB2312", 16, 28),
        ("Heading 3", "仿宋_GB2312", 16, 28),
    ],
)
def test_each_level_has_its_font_size_and_line(paper: Document, style: str, font: str, points: int, line: int) -> None:
    used = [each for each in paper.paragraphs if each.style is not None and each.style.name == style]
    assert used
    for paragraph in used:
        assert {run.font.size for run in paragraph.runs} == {Pt(points)}
        assert {_east_asian(run._element.rPr) for run in paragraph.runs} == {font}  # noqa: SLF001 - no public font
        assert paragraph.style is not None
        assert _east_asian(paragraph.style.element.rPr) == font
        assert paragraph.style.element.pPr.spacing.get(qn("w:line")) == str(line * 20)
        assert paragraph.style.element.pPr.spacing.get(qn("w:lineRule")) == "exact"


def test_text_begins_two_characters_in(paper: Document) -> None:
    indent = paper.styles["Normal"].element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_no_run_and_no_style_is_without_its_east_asian_font(paper: Document) -> None:
    runs = paper.element.body.iter(qn("w:r"))
    assert all(_east_asian(run.find(qn("w:rPr"))) for run in runs)
    defaults = paper.styles.element.find(qn("w:docDefaults"))
    assert all(_east_asian(properties) for properties in defaults.iter(qn("w:rPr")))


def test_page_numbers_stand_at_the_outer_side(paper: Document) -> None:
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.alignment is not None
    assert even.alignment is not None
    assert (odd.alignment.name, even.alignment.name) == ("RIGHT", "LEFT")
    for footer in (odd, even):
        assert footer.text == "—  —"
        assert "PAGE" in footer._element.xml  # noqa: SLF001 - python-docx reads no fields


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_official(PAPER) == write_official(PAPER)


def test_the_file_says_who_made_it_and_when(paper: Document) -> None:
    properties = paper.core_properties
    assert (properties.author, properties.created.date()) == ("张三", date(2024, 1, 5))


def test_the_text_is_headings_and_paragraphs() -> None:
    assert PAPER.text.splitlines()[:4] == [PAPER.title, "（本报告含示例数据）", "一、基本情况", "（一）整体情况"]
    assert "2024年1月5日" in PAPER.text


def test_libreoffice_prints_it_on_a4_with_numbers_and_the_tables_header_on_each_page(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write_official(PAPER))
    pages = PdfReader(converted(path, "pdf")).pages
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert f"— {number} —" in page.extract_text()
    tables = [page.extract_text() for page in pages if "指标一览" in page.extract_text() or "39" in page.extract_text()]
    assert all("序号" in text for text in tables)


def _mm(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


def _east_asian(properties: object) -> str:
    fonts = properties.find(qn("w:rFonts"))  # type: ignore[attr-defined]
    return str(fonts.get(qn("w:eastAsia")) or "") if fonts is not None else ""
