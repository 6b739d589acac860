"""The text of a PDF that was made from a document; a scan has no text, and is refused with the way out.

A PDF knows lines and no paragraphs. A line goes on the one before unless it begins what always begins a paragraph
(第…条, a heading, （一）, 1.), or the one before ended its sentence short of the margin.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from antu.kernel.counting import NUMERALS
from antu.kernel.errors import BadInput, Problem

PAGES_MAX: Final = 400
"""Pages of the longest compilation that is taken as one text."""

SIGNS_A_PAGE_MIN: Final = 20
"""Fewer signs a page on the average: pictures of pages with a stamp or a page number of text."""

_NUMBER: Final = f"[0-9０-９{NUMERALS}]{{1,9}}"
_BEGINS: Final = re.compile(
    rf"第{_NUMBER}[编章节条]|[（(]{_NUMBER}[）)]|{_NUMBER}[、．.](?![0-9])|附则|附[件表录]|[IVXⅠ-Ⅻ]{{1,5}}[、．. ]"
)
_PAGE_NUMBER: Final = re.compile(r"[—–\-－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[—–\-－\s]*")
_ENDS: Final = tuple("。；：！？;:")
_FULL: Final = 0.9
"""A line of so much of the widest one reaches the margin, and may go on."""

_BETWEEN_CHINESE: Final = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
_IN_A_DATE_OR_NUMBER: Final = re.compile(
    r"(?<=[0-9]) +(?=[年月日条款项号次届])|(?<=[年月第〔号]) +(?=[0-9])|(?<=附[件表录]) +(?=[0-9])"
)
"""A program that sets digits apart from Chinese: 2024 年 5 月, 第 12 条, 附件 2."""

_LABEL: Final = re.compile(rf"(第{_NUMBER}[编章节条](?:之{_NUMBER})?|附[件表录]{_NUMBER}) +")


def text_of_pdf(name: str, content: bytes) -> str:
    """The text, a line a paragraph. Raises BadInput (``R-RULE-TEXT``) for a broken, locked or scanned file."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _bad(f"「{name}」设了打开密码；请用原来的软件去掉密码，另存一份再上传")
        if len(reader.pages) > PAGES_MAX:
            raise _bad(f"「{name}」有 {len(reader.pages)} 页，最多 {PAGES_MAX} 页；请分成几个文件上传")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, PdfReadError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise _bad(
            f"「{name}」打不开，可能没有下载完整或已经损坏；请重新取得文件再上传，或把文字粘贴到正文里"
        ) from error
    if sum(len("".join(page.split())) for page in pages) < SIGNS_A_PAGE_MIN * max(len(pages), 1):
        raise _bad(f"「{name}」里没有文字，是扫描件或图片；请先做文字识别（OCR），核对后把文字粘贴到正文里")
    return "\n".join(joined_lines([list(_lines(page)) for page in pages]))


def joined_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs that the lines of the pages are of."""
    lines = [line for page in pages for line in page]
    width = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if last and _goes_on(last, line, width):
            paragraphs[-1] += _space_between(last, line) + line
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _lines(page: str) -> Iterator[str]:
    for line in page.splitlines():
        plain = _IN_A_DATE_OR_NUMBER.sub("", line.replace("\u3000", " ").strip())
        label = _LABEL.match(plain)
        begin = f"{label[1]} " if label else ""
        kept = begin + _BETWEEN_CHINESE.sub("", plain[label.end() :] if label else plain)
        if kept and not _PAGE_NUMBER.fullmatch(kept):
            yield kept


def _goes_on(last: str, line: str, width: int) -> bool:
    if _BEGINS.match(line):
        return False
    reaches_margin = len(last) >= _FULL * width
    return reaches_margin or not (last.endswith(_ENDS) or _is_title(last, width))


def _is_title(line: str, width: int) -> bool:
    """A short line that ends no sentence and is no beginning of an article: a title, or a heading."""
    return len(line) < _FULL * width and not any(sign in line for sign in "，。；")


def _space_between(last: str, line: str) -> str:
    return " " if last[-1].isascii() and line[0].isascii() and last[-1].isalnum() else ""


def _bad(message: str) -> BadInput:
    return BadInput(Problem("R-RULE-TEXT", message, {"column": "file"}))
