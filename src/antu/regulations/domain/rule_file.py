"""The text of a rule out of the file that it was written in: Word (.docx), PDF with text, or plain text (.txt)."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from antu.kernel.counting import LARGEST, numeral
from antu.kernel.errors import BadInput, Problem
from antu.regulations.domain.pdf_text import text_of_pdf

UNPACKED_MAX: Final = 60 * 1024 * 1024
"""Bytes of all parts of a Word document; more is a small file that unfolds to fill the memory."""

TEXT_BYTES_MAX: Final = 1024 * 1024
"""Bytes of a plain text: three times the longest text that is taken."""

_CELLS: Final = " | "
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "chineseLegalSimplified", "ideographDigital"}
)
_DEEPEST: Final = 9


def text_of_file(name: str, content: bytes) -> str:
    """The file's text, a line a paragraph, numbers that Word counts by itself among them.

    Raises BadInput (``R-RULE-TEXT``) for what is no such file, and where changes wait to be accepted: both old and new
    words stand in it.
    """
    if content.startswith(b"PK"):
        return "\n".join(_paragraphs(_opened(name, content)))
    if content.lstrip()[:5] == b"%PDF-":
        return text_of_pdf(name, content)
    if name.lower().endswith(".txt"):
        return _decoded(name, content)
    raise _bad(f"「{name}」不是 .docx、.pdf 或 .txt 文件；旧版 .doc 请另存为 .docx，扫描件请把文字粘贴到正文里")


def _decoded(name: str, content: bytes) -> str:
    if len(content) > TEXT_BYTES_MAX:
        raise _bad(f"「{name}」有 {len(content) // 1024} kB，比任何制度的正文都长；请核对是不是选错了文件")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _bad(f"「{name}」里的文字读不出来；请用记事本另存为 UTF-8 编码再上传")


def _opened(name: str, content: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            is_too_large = sum(part.file_size for part in package.infolist()) > UNPACKED_MAX
        document = None if is_too_large else docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, NotImplementedError) as error:
        raise _bad(f"「{name}」不是能打开的 Word 文档；请在 Word 或 WPS 里另存为 .docx 再上传") from error
    if document is None:
        raise _bad(f"「{name}」解开后超过 {UNPACKED_MAX // 1024 // 1024} MB；请删去图片，只留文字再上传")
    if any(True for _ in document.element.body.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom"))):
        raise _bad(f"「{name}」里有还没有接受的修订；请在 Word 里“接受所有修订”，保存后再上传")
    return document


def _paragraphs(document: Document) -> Iterator[str]:
    numbers = _Numbers(document)
    yield from _of_container(document.element.body, numbers)


def _of_container(container: Any, numbers: _Numbers) -> Iterator[str]:
    for child in container:
        if child.tag == qn("w:p"):
            yield numbers.label(child) + _words(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = ("".join(map(_words, cell.iter(qn("w:p")))) for cell in row.iterchildren(qn("w:tc")))
                yield _CELLS.join(cells)
        elif child.tag == qn("w:sdt"):
            for inner in child.iterchildren(qn("w:sdtContent")):
                yield from _of_container(inner, numbers)


def _words(paragraph: Any) -> str:
    """What a paragraph says; text boxes, which float beside it, are left out."""
    said = []
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if any(above.tag == qn("w:txbxContent") for above in piece.iterancestors()):
            continue
        said.append({qn("w:t"): piece.text or "", qn("w:noBreakHyphen"): "-"}.get(piece.tag, _blank(piece.tag)))
    return "".join(said)


def _blank(tag: str) -> str:
    return " " if tag == qn("w:tab") else "\n"


class _Numbers:
    """What Word counts by itself: 第一条, （一）. The paragraph's own text has none of it."""

    def __init__(self, document: Document) -> None:
        relations = document.part.rels.values()
        parts = [each.target_part for each in relations if each.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._root: Any = getattr(parts[0], "element", None) if parts else None
        self._styles: dict[str, Any] = {each.get(qn("w:styleId")): each for each in document.styles.element}
        self._counts: Counter[tuple[str, int]] = Counter()

    def label(self, paragraph: Any) -> str:
        """The paragraph's number as Word shows it, with a space; empty where it has none."""
        numbered = self._numbering_of(paragraph)
        if self._root is None or not numbered:
            return ""
        list_id, depth = numbered
        level = self._level(list_id, depth)
        if level is None:
            return ""
        self._counts[list_id, depth] += 1
        for deeper in range(depth + 1, _DEEPEST):
            del self._counts[list_id, deeper]
        shown = _attribute(level, "w:lvlText") or ""
        for above in range(depth + 1):
            of = self._level(list_id, above)
            count = max(self._counts[list_id, above], 1) - 1 + _start(of)
            shown = shown.replace(f"%{above + 1}", _written(count, _attribute(of, "w:numFmt")))
        return f"{shown} " if _attribute(level, "w:numFmt") != "bullet" and shown else ""

    def _numbering_of(self, paragraph: Any) -> tuple[str, int] | None:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        seen: set[str] = set()
        while found is None and style is not None and style.get(qn("w:val")) not in seen:
            seen.add(style.get(qn("w:val")))
            declared = self._styles.get(style.get(qn("w:val")))
            if declared is None:
                return None
            found = declared.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            style = declared.find(qn("w:basedOn"))
        list_id = _attribute(found, "w:numId")
        depth = _attribute(found, "w:ilvl") or "0"
        return (list_id, int(depth)) if list_id and list_id != "0" and depth.isdigit() else None

    def _level(self, list_id: str, depth: int) -> Any:
        numbers = (each for each in self._root.iterchildren(qn("w:num")) if each.get(qn("w:numId")) == list_id)
        abstract_id = _attribute(next(numbers, None), "w:abstractNumId")
        for abstract in self._root.iterchildren(qn("w:abstractNum")):
            if abstract.get(qn("w:abstractNumId")) == abstract_id:
                levels = abstract.iterchildren(qn("w:lvl"))
                return next((each for each in levels if each.get(qn("w:ilvl")) == str(depth)), None)
        return None


def _attribute(element: Any, name: str) -> str | None:
    found = None if element is None else element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _start(level: Any) -> int:
    given = _attribute(level, "w:start") or "1"
    return int(given) if given.isdigit() else 1


def _written(count: int, form: str | None) -> str:
    return numeral(count) if form in _CHINESE and 0 < count <= LARGEST else str(count)


def _bad(message: str) -> BadInput:
    return BadInput(Problem("R-RULE-TEXT", message, {"column": "file"}))
