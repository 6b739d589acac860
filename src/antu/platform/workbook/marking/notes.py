"""Comments (批注) in bad cells: beside those of the office, behind the words of one that is there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from antu.platform.workbook.marking.cellless import ORDER
from antu.platform.workbook.marking.parts import Parts, relation_of
from antu.platform.workbook.marking.places import Spot
from antu.platform.workbook.marking.xml import (
    Element,
    added,
    child,
    children,
    descendants,
    link_attribute,
    needed,
    new,
    placed,
    tree,
)

AUTHOR: Final = "安土"
SIGN: Final = "【导入问题】"
"""Where our words in a comment begin."""

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS: Final = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_DRAWING: Final = (
    '<xml {spaces}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BLOCK: Final = 1024
"""Boxes are numbered in blocks of so many, the first of which is not used; a drawing names its blocks."""
_SHAPE: Final = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;width:240pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
SHAPES: Final = re.compile(rb"<v:shape\s[^>]*(?<!/)>(?:(?!</v:shape>).)*</v:shape>\s*", re.DOTALL)
_NOTE_AT: Final = re.compile(rb"<x:(Row|Column)>\s*(\d+)\s*</x:\1>")
_NUMBER: Final = re.compile(rb"_x0000_s(\d+)")
_SHAPE_END: Final = b"</xml>"
_LETTERS_A_LINE, _LINE_POINTS, _WIDTH_COLUMNS = 20, 14, 4


def clear_notes(parts: Parts, sheet: str, root: Element) -> None:
    """Take our words out of the sheet's comments; a comment with nothing else goes with its box."""
    part = relation_of(parts, sheet, "comments")
    if part is None:
        return
    gone = set()
    for comment in list(descendants(parts.tree(part), "comment")):
        if SIGN in _words(comment) and not _without_ours(comment):
            gone.add(comment.get("ref"))
            comment.getparent().remove(comment)
    drawing = _drawing_of(parts, sheet, root)
    if gone and drawing:
        boxes = SHAPES.sub(lambda shape: b"" if _cell_of(shape[0]) in gone else shape[0], parts.latest(drawing))
        parts.put(drawing, boxes)


def add_notes(parts: Parts, sheet: str, root: Element, texts: Mapping[Spot, str]) -> None:
    """Put each text into the comment of its cell; ``root`` is the sheet's tree."""
    if not texts:
        return
    comments = parts.tree(_comments_of(parts, sheet))
    held = {comment.get("ref"): comment for comment in descendants(comments, "comment")}
    author, entries = _author(comments), needed(comments, "commentList")
    fresh = []
    for spot, text in texts.items():
        comment = held.get(spot.reference)
        if comment is None:
            fresh.append(spot)
            comment = added(entries, "comment", {"ref": spot.reference, "authorId": author})
        words = child(comment, "text")
        words = added(comment, "text") if words is None else words
        _say(words, f"{SIGN}{text}")
    _add_boxes(parts, sheet, root, {spot: texts[spot] for spot in fresh})


def _words(comment: Element) -> str:
    return "".join(each.text or "" for each in descendants(comment, "t"))


def _without_ours(comment: Element) -> bool:
    """Cut the comment where our words begin; whether anything is left."""
    is_ours = False
    for each in list(descendants(comment, "t")):
        text = each.text or ""
        if is_ours:
            each.text = ""
        elif SIGN in text:
            each.text, is_ours = text[: text.index(SIGN)].removesuffix("\n"), True
    for run in list(descendants(comment, "r")):
        if not _words(run):
            run.getparent().remove(run)
    return bool(_words(comment).strip())


def _say(words: Element, text: str) -> None:
    """Add a run with the text; what is there already stays before it."""
    plain = child(words, "t")
    if plain is not None:  # one plain text: runs and plain text do not stand together
        words.remove(plain)
        _say(words, plain.text or "")
    before = "\n" if children(words, "r") else ""
    run = new(words, "r")
    looks = added(run, "rPr")
    added(looks, "sz", {"val": "9"})
    added(looks, "rFont", {"val": "宋体"})
    said = added(run, "t", text=before + text)
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    runs = children(words, "r")
    if runs:
        runs[-1].addnext(run)
    else:
        words.insert(0, run)


def _comments_of(parts: Parts, sheet: str) -> str:
    part = relation_of(parts, sheet, "comments")
    if part is None:
        part = parts.unused("xl/comments{}.xml")
        parts.put_tree(part, tree(_COMMENTS))
        parts.declare(part, _COMMENTS_TYPE)
        parts.relate(sheet, "comments", part)
    return part


def _author(comments: Element) -> str:
    authors = needed(comments, "authors")
    names = [each.text or "" for each in authors]
    if AUTHOR not in names:
        names.append(AUTHOR)
        added(authors, "author", text=AUTHOR)
    return str(names.index(AUTHOR))


def _add_boxes(parts: Parts, sheet: str, root: Element, texts: Mapping[Spot, str]) -> None:
    drawing = _drawing_of(parts, sheet, root)
    if drawing is None:
        drawing = parts.unused("xl/drawings/vmlDrawing{}.vml")
        blocks = ",".join(str(block) for block in range(1, 2 + len(texts) // _BLOCK))
        parts.put(drawing, _DRAWING.format(spaces=_SPACES, blocks=blocks).encode())
        parts.declare_extension("vml", _DRAWING_TYPE)
        own = parts.relate(sheet, "vmlDrawing", drawing)
        placed(root, new(root, "legacyDrawing", {link_attribute(root): own}), ORDER)
    xml = parts.latest(drawing)
    first = max((int(number) for number in _NUMBER.findall(xml)), default=_BLOCK) + 1
    before, end, behind = xml.rpartition(_SHAPE_END)
    knows_names = all(f"xmlns:{each}=".encode() in xml[:_BLOCK] for each in "vox")
    boxes = "".join(_boxes(texts, first, "" if knows_names else _SPACES))
    parts.put(drawing, before, boxes.encode(), end, behind)


def _drawing_of(parts: Parts, sheet: str, root: Element) -> str | None:
    """The part that holds the boxes of the sheet's comments; pictures of the page's head lie in another."""
    legacy = child(root, "legacyDrawing")
    own = None if legacy is None else legacy.get(link_attribute(root))
    return dict(parts.related(sheet, "vmlDrawing")).get(own or "")


def _boxes(texts: Mapping[Spot, str], first: int, spaces: str) -> Iterable[str]:
    for number, (spot, text) in enumerate(texts.items(), start=first):
        lines = 2 + sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n"))
        row, column = spot.row - 1, spot.column - 1
        anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 8, {column + 1 + _WIDTH_COLUMNS}, 12, {row + lines}, 4"
        yield _SHAPE.format(
            spaces=spaces, number=number, height=lines * _LINE_POINTS, anchor=anchor, row=row, column=column
        )


def _cell_of(shape: bytes) -> str | None:
    """The cell of a comment's box; None of another shape."""
    at = {each: int(number) for each, number in _NOTE_AT.findall(shape)}
    if b'ObjectType="Note"' not in shape or len(at) < len(("Row", "Column")):
        return None
    return Spot("", at[b"Row"] + 1, at[b"Column"] + 1).reference
