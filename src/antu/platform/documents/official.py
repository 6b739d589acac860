"""Official documents (.docx) in the style of GB/T 9704: what a paper says, as values.

``official_docx.write_official`` sets them. A level-1 heading begins 「一、」, level 2 「（一）」, level 3 「1.」: the
numbers are part of the text, so that a reader who copies it keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A centred line under the title, such as what a reader must know before the first figure."""

    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the paper, and its day, at the right; ``text`` may have several lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """A heading that begins a page: 「附件」 and its title."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What is set apart under a paragraph in 楷体 with a line at its left, such as an explanation of a clause."""

    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Contents:
    """目录: its title, and the level-1 headings that it lists, each with its page."""

    title: str
    headings: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and headings, one a line."""
        return "\n".join((self.title, *self.headings))


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; numbers stand at the right."""

    title: str
    width_mm: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table in 五号, whose header is repeated on each page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Remark | Signature | Annex | Aside | Contents | NewPage | Table


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A whole document, with who drafted it and when; a long ``title`` is broken where it reads well.

    One that ``has_cover`` begins with its title low on a page that a :class:`NewPage` ends.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str
    made_on: date
    has_cover: bool = False

    @property
    def text(self) -> str:
        """The paragraphs and headings as plain text, one a line; tables are left out."""
        lines = (block.text for block in self.blocks if not isinstance(block, Table | NewPage))
        return "\n".join((self.title, *lines))
