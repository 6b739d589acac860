"""A page of the handbook as HTML: its links lead to pages, its rules can be linked to, its tables can be scrolled."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from antu.platform.handbook.files import CODE, FOLDER, INDEX, page_names, picture_names

_PAGE: Final = re.compile(r"(\w+)\.md(#.*)?")
_PICTURE: Final = "images/"
_FROM_CHINESE: Final = "\u2e80"
Environment = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """A page: its title, and the rest of it as HTML."""

    title: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    name: str
    title: str
    url: str


def page_url(name: str) -> str:
    """The address of the page of this name."""
    return reverse("handbook") if name == INDEX else reverse("handbook-page", args=[name])


@cache
def handbook_page(name: str) -> HandbookPage:
    """The page of this name, which is one of :func:`page_names`."""
    tokens = _reader().parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title, rest = tokens[1].content, tokens[3:]  # a page begins with its title
    _mark(rest)
    return HandbookPage(title, SafeString(_reader().renderer.render(rest, _reader().options, {})))


def prose(text: str) -> SafeString:
    """Any other Markdown as HTML, such as what a pack says of its sources; its title is the page's own already."""
    tokens = _reader().parse(text)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    _mark(tokens)
    return SafeString(_reader().renderer.render(tokens, _reader().options, {}))


@cache
def contents() -> tuple[Entry, ...]:
    """All pages in the order of the first page's list."""
    listed = re.findall(r"^\d+\. \[([^\]]+)\]\((\w+)\.md\)", (FOLDER / f"{INDEX}.md").read_text("utf-8"), re.MULTILINE)
    return tuple(Entry(name, title, page_url(name)) for title, name in listed if name in page_names())


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("softbreak", _line_end)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    return reader


def _mark(tokens: Sequence[Token]) -> None:
    """Anchors for headings and for rows of codes; links and pictures by their addresses here."""
    heading = ""
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            heading = token.content
            before.attrSet("id", _anchor(heading))
        elif token.type == "table_open":
            token.meta["about"] = heading
        for child in token.children or ():
            _lead(child)
    for row, _, cell in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if row.type == "tr_open" and CODE.fullmatch(code := cell.content.strip("`")):
            row.attrSet("id", code)


def _lead(token: Token) -> None:
    if token.type == "image":
        name = str(token.attrGet("src")).removeprefix(_PICTURE)
        token.attrSet("src", reverse("handbook-picture", args=[name]) if name in picture_names() else "")
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        address = str(token.attrGet("href"))
        page = _PAGE.fullmatch(address)
        if page and page[1] in page_names():
            token.attrSet("href", f"{page_url(page[1])}{page[2] or ''}")
        elif not address.startswith("#"):  # a file of the program's folder, which no page shows
            token.attrs.clear()


def _anchor(title: str) -> str:
    """As other readers of Markdown name it, so that links of the files hold here too."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _line_end(_: RendererHTML, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    """A line that ends between Chinese signs ends no word."""
    sides = (tokens[place - 1].content[-1:], tokens[place + 1].content[:1])
    return "" if all(side >= _FROM_CHINESE for side in sides if side) else "\n"


def _table_open(_: RendererHTML, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    label = escape(str(tokens[place].meta.get("about") or "表格"))
    return f'<div class="table-frame" tabindex="0" role="region" aria-label="{label}"><table>\n'


def _table_close(_: RendererHTML, _tokens: Sequence[Token], _place: int, _o: OptionsDict, _e: Environment) -> str:
    return "</table></div>\n"
