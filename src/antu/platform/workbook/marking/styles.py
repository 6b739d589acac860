"""The styles that the copy needs beside the workbook's own: the colours of marks and the looks of the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from antu.platform.workbook.marking.parts import Parts, relation_of
from antu.platform.workbook.marking.xml import Element, added, child, name, new, placed, tree

ERROR, WARNING = "FFFFB3B3", "FFFFEB9C"
"""Red for what is refused, yellow for what is to be looked at."""

_STYLES: Final = "xl/styles.xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FONT: Final = '<font><sz val="11"/><name val="宋体"/></font>'
_PLAIN: Final = f"""<styleSheet xmlns="{_MAIN}"><fonts count="1">{_FONT}</fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>"""
"""What a workbook without styles gets, and what one without one of these kinds is given of it."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of styles: of the differential ones for marks, of the cells' for the list."""

    error_mark: int
    warning_mark: int
    title: int
    heading: int
    text: int
    centred: int
    plain: int
    link: int
    error: int
    warning: int


def add_styles(parts: Parts, book: str) -> Styles:
    """Add what is missing; what is there already from an earlier round is used again."""
    part = relation_of(parts, book, "styles")
    if part is None:
        part = _STYLES
        parts.put_tree(part, tree(_PLAIN.encode()))
        parts.relate(book, "styles", part)
        parts.declare(part, _TYPE)
    root = parts.tree(part)
    body = _font(root, {"sz": "10"})
    centred = {"horizontal": "center"}
    return Styles(
        error_mark=_mark(root, ERROR),
        warning_mark=_mark(root, WARNING),
        title=_cell(root, _font(root, {"b": "", "sz": "14"}), None, {}),
        heading=_cell(root, _font(root, {"b": "", "sz": "10"}), "FFE7ECF3", {}),
        text=_cell(root, body, None, {"wrapText": "1"}),
        centred=_cell(root, body, None, centred),
        plain=_cell(root, body, None, {}),
        link=_cell(root, _font(root, {"u": "", "sz": "10", "color": "FF0563C1"}), None, {}),
        error=_cell(root, body, ERROR, centred),
        warning=_cell(root, body, WARNING, centred),
    )


def _mark(root: Element, colour: str) -> int:
    mark = new(root, "dxf")
    pattern = added(added(mark, "fill"), "patternFill", {"patternType": "solid"})
    added(pattern, "fgColor", {"rgb": colour})
    added(pattern, "bgColor", {"rgb": colour})
    return _kept(root, "dxfs", mark)


def _font(root: Element, looks: dict[str, str]) -> int:
    font = new(root, "font")
    for look in ("b", "u", "sz", "color"):
        if look in looks:
            value = looks[look]
            added(font, look, {"rgb": value} if look == "color" else {"val": value} if value else {})
    added(font, "name", {"val": "微软雅黑"})
    return _kept(root, "fonts", font)


def _cell(root: Element, font: int, colour: str | None, alignment: dict[str, str]) -> int:
    filled = 0
    if colour:
        fill = new(root, "fill")
        pattern = added(fill, "patternFill", {"patternType": "solid"})
        added(pattern, "fgColor", {"rgb": colour})
        added(pattern, "bgColor", {"indexed": "64"})
        filled = _kept(root, "fills", fill)
    numbers = {"numFmtId": "0", "fontId": str(font), "fillId": str(filled), "borderId": "0", "xfId": "0"}
    looks = {"applyFont": "1", "applyFill": "1", "applyAlignment": "1"}
    style = new(root, "xf", numbers | looks)
    added(style, "alignment", {**alignment, "vertical": "top"})
    return _kept(root, "cellXfs", style)


def _kept(root: Element, kind: str, style: Element) -> int:
    """The number of the style among those of its kind, where it is added when none looks the same."""
    styles = child(root, kind)
    if styles is None:
        plain = child(tree(_PLAIN.encode()), kind)
        styles = placed(root, new(root, kind), _ORDER)
        for each in plain if plain is not None else ():
            styles.append(each)
    looks = [_looks(each) for each in styles if name(each)]
    own = _looks(style)
    if own not in looks:
        styles.append(style)
        looks.append(own)
        styles.set("count", str(len(looks)))
    return looks.index(own)


def _looks(element: Element) -> object:
    return name(element), sorted(element.items()), [_looks(each) for each in element]
