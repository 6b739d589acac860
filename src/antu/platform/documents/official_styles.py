"""Page and styles of GB/T 9704 in a Word document.

The East-Asian font is set in every style and every run: Word takes the Latin one for Chinese text where it is missing.
"""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

LATIN: Final = "Times New Roman"
TITLE: Final = "方正小标宋简体"
BODY: Final = "仿宋_GB2312"
LEVEL_ONE: Final = "黑体"
LEVEL_TWO: Final = "楷体_GB2312"
PAGE_NUMBER: Final = "宋体"

SIZE_TWO: Final = 22  # 二号
SIZE_THREE: Final = 16  # 三号
SIZE_FOUR: Final = 14  # 四号
SIZE_FIVE: Final = 10.5  # 五号
LINE_POINTS: Final = 28
TITLE_LINE_POINTS: Final = 36
COVER_SPACE_POINTS: Final = 168
"""Above the title of a cover."""

TYPE_AREA_MM: Final = 156

#: Word's style → East-Asian font, size, and whether the first line is indented by two characters.
PARAGRAPH_STYLES: Final = {
    "Normal": (BODY, SIZE_THREE, True),
    "Title": (TITLE, SIZE_TWO, False),
    "Subtitle": (LEVEL_TWO, SIZE_THREE, False),
    "Heading 1": (LEVEL_ONE, SIZE_THREE, True),
    "Heading 2": (LEVEL_TWO, SIZE_THREE, True),
    "Heading 3": (BODY, SIZE_THREE, True),
    "Signature": (BODY, SIZE_THREE, False),
    "Aside": (LEVEL_TWO, SIZE_FOUR, False),
    "Contents Title": (LEVEL_ONE, SIZE_THREE, False),
    "Contents Line": (BODY, SIZE_THREE, False),
    "Footer": (PAGE_NUMBER, SIZE_FOUR, False),
    "Table Text": (BODY, SIZE_FIVE, False),
}


def set_page(document: Document) -> None:
    """A4 with a type area of 156 × 225 mm, 37 mm from the top and 28 mm from the left."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)  # the number stands 7 mm below the type area


def set_styles(document: Document) -> None:
    """Every paragraph style that the paper uses."""
    _forget_default_fonts(document)
    for name in ("Signature", "Table Text", "Aside", "Contents Title", "Contents Line"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name, (font, points, is_indented) in PARAGRAPH_STYLES.items():
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"{name} is no paragraph style")
        _set_style(style, font, points, is_indented=is_indented)
    _align(document)
    _set_apart(document.styles["Aside"])
    stops = document.styles["Contents Line"].paragraph_format.tab_stops
    stops.add_tab_stop(Mm(TYPE_AREA_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    document.styles["Title"].paragraph_format.space_after = Pt(LINE_POINTS)


def set_run(run: Run, font: str, points: float) -> None:
    """Font and size of a run, East-Asian and Latin."""
    _set_fonts(run._element.get_or_add_rPr(), font)  # noqa: SLF001 - python-docx has no East-Asian font
    run.font.size = Pt(points)


def indent_characters(paragraph_format: Any, side: str, hundredths: int, points: float) -> None:
    """Indent by characters, with the same in points for programs that don't know characters."""
    properties = paragraph_format._element.get_or_add_pPr()  # noqa: SLF001 - python-docx indents by lengths only
    indent = properties.get_or_add_ind()
    indent.set(qn(f"w:{side}Chars"), str(hundredths))
    indent.set(qn(f"w:{side}"), str(round(points * 20 * hundredths / 100)))


def _set_style(style: ParagraphStyle, font: str, points: float, *, is_indented: bool) -> None:
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties, font)
    style.font.size = Pt(points)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    _set_lines(style, points)
    indent_characters(style, "firstLine", 200 if is_indented else 0, points)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_lines(style: ParagraphStyle, points: float) -> None:
    lines = style.paragraph_format
    lines.space_before = lines.space_after = Pt(0)
    if points < SIZE_FOUR:
        lines.line_spacing_rule = WD_LINE_SPACING.SINGLE
        return
    lines.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    lines.line_spacing = Pt(TITLE_LINE_POINTS if points == SIZE_TWO else LINE_POINTS)


def _set_fonts(properties: Any, font: str) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)


def _forget_default_fonts(document: Document) -> None:
    """The template's defaults name theme fonts, which would win over ours."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(properties, BODY)
    properties.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")


def _align(document: Document) -> None:
    sides = {
        "Normal": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "Title": WD_ALIGN_PARAGRAPH.CENTER,
        "Subtitle": WD_ALIGN_PARAGRAPH.CENTER,
        "Contents Title": WD_ALIGN_PARAGRAPH.CENTER,
        "Aside": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "Signature": WD_ALIGN_PARAGRAPH.RIGHT,
    }
    for name, side in sides.items():
        document.styles[name].paragraph_format.alignment = side


def _set_apart(style: Any) -> None:
    """Two characters in from the left, with a line there."""
    indent_characters(style, "left", 200, SIZE_FOUR)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "8"), ("color", "808080")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
