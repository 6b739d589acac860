"""What a pack cites, out of its words: 「实施条例 26 条；演示办法第十三条」 are two articles of two regulations.

A citation names a regulation as people do, by a short name, and a place in it: an article, an annex, or a section as in
「手册 IV」. Notes in brackets and after a comma are no part of it. Where a part names no regulation, it is that of the
part before it, and at the beginning the regulation that the pack itself is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from antu.kernel.counting import NUMERALS, number_of, numeral
from antu.kernel.text import nfkc, text_form

RANGE_MAX: Final = 60
"""Articles of one range; more is no citation of anything."""

_NUM: Final = f"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,7}})"
_ARTICLES: Final = re.compile(
    rf"(?P<name>.*?)\s*(?P<list>(?:第?\s*{_NUM}\s*条?(?:之{_NUM})?\s*[、,和及至到~-]\s*)*第?\s*{_NUM})\s*条(?P<rest>.*)"
)
_ONE: Final = re.compile(rf"(?P<join>[、,和及至到~-])?\s*第?\s*(?P<number>{_NUM})\s*条?(?:之(?P<branch>{_NUM}))?")
_ANNEX: Final = re.compile(rf"(?P<name>.*?)\s*附[件表录]\s*(?P<number>{_NUM})?(?P<rest>.*)")
_ROMAN: Final = r"[IVX]{1,5}"
_MARK: Final = rf"(?:{_ROMAN}|[{NUMERALS}]{{1,5}})[0-9]{{0,3}}"
_SECTIONS: Final = re.compile(rf"(?P<name>.+?)\s*第?(?P<list>{_MARK}(?:[、,]第?{_MARK})*)(?:项|节|部分)?")
_ITEM: Final = rf"第?\(?(?:{_NUM}|末|首)\)?[款项目]?"
_ITEMS: Final = re.compile(rf"(?:{_ITEM}|\({_NUM}\))+")
_NOTE: Final = re.compile(r"\((?!\s*[0-9〇零一二两三四五六七八九十百]+\s*\))[^()]*\)")
_NEXT: Final = re.compile(r"[、,和及与]\s*(.*条.*|.*附[件表录].*)")
_RANGES: Final = frozenset("至到~-")
_NOT_SAID: Final = ("未规定", "没有规定")
"""A pack says so where its regulation says nothing: that is no citation."""

_NOTHING: Final = frozenset({"", "-", "—", "－", "无", "/"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited place. ``name`` is as written, empty where the pack's own regulation is meant.

    ``key`` is how the clause is found in a text (as :func:`article_key` and its siblings give it), empty for the
    regulation as a whole; ``item`` what is said after the article: 「(三)」, 「二款(五)」.
    """

    name: str
    key: str = ""
    label: str = ""
    item: str = ""

    @property
    def words(self) -> str:
        """Written out: 「演示办法第十七条(三)」."""
        return f"{self.name}{self.label}{self.item}"


def article_key(number: int, branch: int = 0) -> str:
    """The key of 第三条, 第三条之一."""
    return f"{number}.{branch}" if branch else str(number)


def annex_key(number: int) -> str:
    """The key of 附件二, or of the only 附件."""
    return f"附件{number or ''}"


def section_key(mark: str) -> str:
    """The key of a section: 「四」 and 「IV」 are the same one, 「五1」 is the fifth's first. Empty for no mark."""
    found = re.fullmatch(rf"({_ROMAN}|[{NUMERALS}]{{1,5}})([0-9]*)", nfkc(mark))
    number = (_roman(found[1]) or number_of(found[1])) if found else None
    if not found or not number:
        return ""
    return f"节{number}.{int(found[2])}" if found[2] else f"节{number}"


def wider_key(key: str) -> str:
    """The key of what holds it: the fifth section of its first item, the annex of an article in it; else empty."""
    if "/" in key:
        return key.partition("/")[0]
    return key.partition(".")[0] if key.startswith("节") and "." in key else ""


def citations_of(words: str) -> tuple[Citation, ...]:
    """What the words cite, in their order, each once; nothing for 「—」."""
    found: list[Citation] = []
    for part in re.split(r"[;。]", nfkc(words)):
        for citation in _of_part(text_form(part)):
            before = found[-1].name if found else ""
            found.append(citation if citation.name else replace(citation, name=before))
    return tuple(dict.fromkeys(found))


def _of_part(part: str) -> Iterator[Citation]:
    plain = text_form(_NOTE.sub("", part))
    if plain in _NOTHING or plain.startswith(_NOT_SAID):
        return
    for way in (_articles, _annexes, _sections):
        if found := list(way(plain)):
            yield from found
            return
    yield Citation(_without_marks(plain))


def _articles(plain: str) -> Iterator[Citation]:
    found = _ARTICLES.match(plain)
    if not found or "附" in found["name"]:
        return
    name, rest = _without_marks(found["name"]), found["rest"]
    branch = re.match(rf"之({_NUM})", rest)
    listed = f"{found['list']}{branch[0] if branch else ''}"
    item, further = _item_and_rest(rest[branch.end() :] if branch else rest)
    places = list(_places(listed))
    for number, of_branch in places:
        label = f"第{numeral(number)}条" + (f"之{numeral(of_branch)}" if of_branch else "")
        is_last = (number, of_branch) == places[-1]
        yield Citation(name, article_key(number, of_branch), label, item if is_last else "")
    yield from _of_part(further) if further else ()


def _places(listed: str) -> Iterator[tuple[int, int]]:
    last = 0
    for one in _ONE.finditer(listed):
        number = number_of(one["number"]) or 0
        branch = number_of(one["branch"]) or 0 if one["branch"] else 0
        if one["join"] in _RANGES and last < number <= last + RANGE_MAX:
            yield from ((each, 0) for each in range(last + 1, number))
        if number:
            yield number, branch
        last = number


def _item_and_rest(rest: str) -> tuple[str, str]:
    further = _NEXT.match(rest)
    if further:
        return "", further[1]
    compact = rest.replace(" ", "")
    item = _ITEMS.match(compact)
    return (item[0], "") if item else ("", "")


def _annexes(plain: str) -> Iterator[Citation]:
    found = _ANNEX.match(plain)
    if not found:
        return
    number = number_of(found["number"]) or 0 if found["number"] else 0
    label = f"附件{numeral(number)}" if number else "附件"
    name = _without_marks(found["name"])
    inner = re.match(rf"\s*第?\s*({_NUM})\s*条(.*)", found["rest"])
    article = number_of(inner[1]) if inner else None
    if inner and article:
        item, _ = _item_and_rest(inner[2])
        yield Citation(name, f"{annex_key(number)}/{article_key(article)}", f"{label}第{numeral(article)}条", item)
        return
    yield Citation(name, annex_key(number), label)
    yield from (
        Citation(name, annex_key(each), f"附件{numeral(each)}")
        for each in (number_of(one) for one in re.findall(rf"[、,和及]\s*(?:附件)?({_NUM})", found["rest"]))
        if each
    )


def _sections(plain: str) -> Iterator[Citation]:
    found = _SECTIONS.fullmatch(plain)
    if not found:
        return
    for mark in re.split(r"[、,]第?", found["list"]):
        if key := section_key(mark):
            yield Citation(_without_marks(found["name"]), key, mark)


def _without_marks(name: str) -> str:
    """The name as it is kept: what stands after a comma is a note, as 「，推定」."""
    return name.partition(",")[0].strip(" 《》、,")


def _roman(mark: str) -> int | None:
    values = {"I": 1, "V": 5, "X": 10}
    if any(sign not in values for sign in mark):
        return None
    numbers = [values[sign] for sign in mark]
    return sum(-each if each < after else each for each, after in zip(numbers, [*numbers[1:], 0], strict=True))
