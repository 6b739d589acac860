"""A text as the library keeps it: its articles and annexes, each with the headings that it stands under.

What belongs to no article (a preamble, the title) is a part without a label. A text without any article is cut at its
sections: 「一、」 or 「IV」 at the beginning of a paragraph. No word is lost; headings stand in the paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from antu.kernel.counting import NUMERALS, number_of
from antu.library.domain.citations import annex_key, article_key, section_key

_ANNEX: Final = re.compile(rf"(附[件表录]\s*([0-9０-９{NUMERALS}]{{0,4}}))\s*[：:]?\s*(.*)", re.DOTALL)
_LEVEL: Final = re.compile(rf"第[0-9０-９{NUMERALS}]+([编章节])")
_SECTION: Final = re.compile(rf"([{NUMERALS}]{{1,5}})、(.*)|([IVXⅠ-Ⅻ]{{1,5}})[、．. ]\s*(.*)", re.DOTALL)
_LEVELS: Final = "编章节"
_UNCUT: Final = re.compile(rf"第[0-9０-９{NUMERALS}]+条(?![、，和及至或与的中之规所第款项（(])")
_ANNEX_ORDER: Final = 10_000
"""What sets the articles of an annex apart from those of the text, when two versions are compared."""


class Cut(Protocol):
    """A part of a text as issued rules are cut (``regulations.selectors.texts.Clause``)."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Whole paragraphs."""

    @property
    def label(self) -> str:
        """第三条, or nothing."""

    @property
    def number(self) -> int:
        """3 of 第三条之一."""

    @property
    def branch(self) -> int:
        """1 of 第三条之一."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""

    @property
    def body(self) -> str:
        """Without the label."""


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of the library.

    ``key`` is what citations find it by, empty for what is no article; ``path`` the headings above it, outermost first;
    ``order`` and ``branch`` its number, in an annex set apart by a large one.
    """

    label: str
    key: str
    path: tuple[str, ...]
    content: str
    order: int = 0
    branch: int = 0


def parts_of(cuts: Sequence[Cut]) -> tuple[Part, ...]:
    """The clauses of a text in their order."""
    if not any(each.label for each in cuts) and _has_sections(cuts):
        return tuple(_sections(cuts))
    reading = _Reading()
    for cut in cuts:
        reading.take(cut)
    return tuple(reading.parts)


def counted(parts: Iterable[Part]) -> tuple[int, int, int]:
    """How many articles or sections, annexes, and parts without a label there are."""
    labels = [(bool(each.label), each.key.startswith("附件") and "/" not in each.key) for each in parts]
    annexes = sum(is_annex for _, is_annex in labels)
    return sum(has_label for has_label, _ in labels) - annexes, annexes, sum(not has_label for has_label, _ in labels)


def uncut(parts: Iterable[Part]) -> tuple[str, ...]:
    """What stands at the beginning of a paragraph inside of a clause and looks like an article's number.

    A PDF may lose the space after the number; then only the next number in turn is taken for an article.
    """
    lines = (line for each in parts for line in each.content.split("\n")[1:])
    return tuple(dict.fromkeys(found[0] for line in lines if (found := _UNCUT.match(line.strip()))))


def doubled(parts: Iterable[Part]) -> tuple[str, ...]:
    """The labels that two clauses have: a citation would find the first only."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for each in parts:
        if each.key and each.key in seen:
            twice[each.label] = None
        seen.add(each.key)
    return tuple(twice)


class _Reading:
    """The parts so far, the headings that stand above the next one, and the annex that it is in."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._path: list[str] = []
        self._annex = ""
        self._is_open = False

    def take(self, cut: Cut) -> None:
        """Read one more part of the text."""
        begun = self._article(cut) if cut.label else self._begun_annex(cut)
        if begun is not None:
            self.parts.append(begun)
        elif cut.is_heading:
            self._path = _deeper(self._path, cut.body)
        elif self._is_open and (not self.parts[-1].label or self.parts[-1].key == self._annex):
            self.parts[-1] = _longer(self.parts[-1], cut)
        else:
            self.parts.append(Part("", "", tuple(self._path), cut.body))
        self._is_open = begun is not None or not cut.is_heading

    def _article(self, cut: Cut) -> Part:
        key = article_key(cut.number, cut.branch)
        above = (number_of(self._annex.removeprefix("附件")) or 0) + 1 if self._annex else 0
        order = above * _ANNEX_ORDER + cut.number
        whole = f"{self._annex}/{key}" if self._annex else key
        return Part(cut.label, whole, tuple(self._path), cut.body, order, cut.branch)

    def _begun_annex(self, cut: Cut) -> Part | None:
        found = _ANNEX.fullmatch(cut.body) if cut.is_heading else None
        if not found:
            return None
        number = number_of(found[2]) or 0 if found[2] else 0
        label = "".join(found[1].split())
        self._annex, self._path = annex_key(number), [label]
        return Part(label, self._annex, (), found[3], (number + 1) * _ANNEX_ORDER)


def _longer(part: Part, cut: Cut) -> Part:
    return replace(part, content="\n".join(filter(None, (part.content, *cut.paragraphs))))


def _deeper(path: Sequence[str], heading: str) -> list[str]:
    found = _LEVEL.match(heading)
    if not found:
        return [heading]
    depth = _LEVELS.index(found[1])
    above = [each for each in path if (at := _LEVEL.match(each)) and _LEVELS.index(at[1]) < depth]
    return [*above, heading]


def _has_sections(cuts: Iterable[Cut]) -> bool:
    return any(_SECTION.fullmatch(paragraph) for cut in cuts for paragraph in cut.paragraphs)


def _sections(cuts: Iterable[Cut]) -> Iterator[Part]:
    open_part: Part | None = None
    for paragraph in (paragraph for cut in cuts for paragraph in cut.paragraphs):
        found = _SECTION.fullmatch(paragraph)
        mark = (found[1] or found[3]) if found else ""
        if found and section_key(mark):
            if open_part is not None:
                yield open_part
            number = int(section_key(mark).removeprefix("节"))
            open_part = Part(mark, section_key(mark), (), found[2] or found[4] or "", number)
        elif open_part is not None:
            open_part = replace(open_part, content=f"{open_part.content}\n{paragraph}")
        else:
            open_part = Part("", "", (), paragraph)
    if open_part is not None:
        yield open_part
