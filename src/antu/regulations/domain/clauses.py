"""The text of a rule in its parts: each 第…条 with its paragraphs, headings, and paragraphs that belong to no article.

No word is lost: the parts' paragraphs, joined, are the text again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from antu.kernel.counting import NUMERALS, number_of
from antu.kernel.text import text_form

TEXT_MAX: Final = 100_000
"""Characters; the longest rules of an office have a fifth of it."""

_NUMBER: Final = f"[0-9０-９{NUMERALS}]{{1,9}}"
_ARTICLE: Final = re.compile(rf"(第({_NUMBER})条(?:之({_NUMBER}))?)(.*)")
_HEADING: Final = re.compile(rf"第{_NUMBER}[编章节]|附则|附[件表录](?:[：: ]|{_NUMBER}|$)")
_HEADING_MAX: Final = 40
_ENDS_OF_SENTENCES: Final = "。；，;,"
#: What follows 第三条 where a paragraph only names that article. After a space, or before 【, it is the article itself.
_REFERRING: Final = re.compile(
    r"[第的、，；。）)款项]|规定|所[称列述规指]|中[的所规]|以[上下外内]|(?:和|至|或|或者|与|及)第"
)
_ANNEX: Final = re.compile(r"附[件表录]")
_UNKEPT: Final = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters, which no record keeps."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text. ``label`` is that of an article (第三条之一), empty for a heading and for what has none.

    ``number`` and ``branch`` are 3 and 1 of 第三条之一; ``paragraphs`` are whole, the label stands in the first one.
    """

    paragraphs: tuple[str, ...]
    label: str = ""
    number: int = 0
    branch: int = 0
    is_heading: bool = False

    @property
    def text(self) -> str:
        """All of it, a line a paragraph."""
        return "\n".join(self.paragraphs)

    @property
    def body(self) -> str:
        """Without the label."""
        return self.text.removeprefix(self.label).lstrip()


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs as they are kept: one a line, none empty, white space single, no control characters."""
    lines = ("".join(sign for sign in line if _is_kept(sign)) for line in text.splitlines())
    return [kept for line in lines if (kept := text_form(line))]


def _is_kept(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _UNKEPT


def kept_text(text: str) -> str:
    """The text as it is kept."""
    return "\n".join(paragraphs_of(text))


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The parts of a text in their order."""
    parts: list[Clause] = []
    last = (0, 0)
    for paragraph in paragraphs_of(text):
        article = _article(paragraph, last)
        if article:
            last = (article.number, article.branch)
            parts.append(article)
        elif _is_heading(paragraph):
            parts.append(Clause((paragraph,), is_heading=True))
            last = (0, 0) if _ANNEX.match(paragraph) else last
        elif parts and parts[-1].label:
            parts[-1] = _longer(parts[-1], paragraph)
        else:
            parts.append(Clause((paragraph,)))
    return tuple(parts)


def joined_text(clauses: Iterable[Clause]) -> str:
    """The whole text that the parts came from."""
    return "\n".join(clause.text for clause in clauses)


def misnumbered(clauses: Iterable[Clause]) -> Iterator[str]:
    """In sentences, where an article is not the next one after that before it; an annex counts from one again."""
    last: Clause | None = None
    for clause in clauses:
        if clause.is_heading and _ANNEX.match(clause.text):
            last = None
        if not clause.label:
            continue
        if last is None and (clause.number, clause.branch) != (1, 0):
            yield f"第一个条文是{clause.label}"
        elif last and not _follows(last, clause):
            yield f"{last.label}之后是{clause.label}"
        last = clause


def _follows(last: Clause, clause: Clause) -> bool:
    return (clause.number, clause.branch) in {(last.number + 1, 0), (last.number, last.branch + 1)}


def _longer(part: Clause, paragraph: str) -> Clause:
    return Clause((*part.paragraphs, paragraph), part.label, part.number, part.branch)


def _is_heading(paragraph: str) -> bool:
    is_short = len(paragraph) <= _HEADING_MAX and paragraph[-1] not in _ENDS_OF_SENTENCES
    return is_short and bool(_HEADING.match(paragraph))


def _article(paragraph: str, last: tuple[int, int]) -> Clause | None:
    """The article that the paragraph begins; None where it only names one."""
    found = _ARTICLE.match(paragraph)
    if not found:
        return None
    label, written, branch_written, rest = found.groups()
    number, branch = number_of(written), number_of(branch_written) if branch_written else 0
    if number is None or branch is None:
        return None
    is_next = (number, branch) in {(last[0] + 1, 0), (last[0], last[1] + 1)}
    is_set_apart = not rest or rest[0] in " 【"
    if not is_set_apart and (not is_next or _REFERRING.match(rest)):
        return None
    return Clause((paragraph,), label, number, branch)
