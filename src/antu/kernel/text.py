"""Normal forms of what people type into workbooks: codes, names, texts, headers.

White space here is Unicode's, plus the invisible marks that cells carry along (zero-width space, byte order mark).
"""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_ENTRIES = re.compile(r"[、，,;；]")
_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETED = re.compile(r"\([^()\[\]【】]*\)|\[[^()\[\]【】]*\]|【[^()\[\]【】]*】")
_DRAWN_DASHES = "−⁃─━"  # minus, hyphen bullet and box lines, which Unicode does not class as dashes
_HALF_WIDTH = {
    full: full - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for full in range(ord(first), ord(last) + 1)
}


def nfkc(text: str) -> str:
    """The text with full-width and compatibility characters made plain (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text)


def without_space(text: str) -> str:
    """The text without any white space."""
    return _SPACE.sub("", text)


def text_form(text: str) -> str:
    """A free text as it is kept: trimmed, inner white space and line breaks one space, characters as typed."""
    return _SPACE.sub(" ", text).strip()


def entries(text: str) -> list[str]:
    """The entries of a text that holds several, written by 、 or another separator; none of them empty."""
    return [entry.strip() for entry in _BETWEEN_ENTRIES.split(text) if entry.strip()]


def code_form(text: str) -> str:
    """A code as it is kept: NFKC, no white space, any dash ``-``, upper case."""
    return "".join("-" if _is_dash(char) else char for char in without_space(nfkc(text))).upper()


def name_form(text: str) -> str:
    """A name as it is kept: no white space (single spaces when it has Latin letters), half-width letters and digits.

    Chinese brackets and points stay as typed: 张三（小） is how the household book writes it.
    """
    plain = text.translate(_HALF_WIDTH)
    return text_form(plain) if _LATIN.search(plain) else without_space(plain)


def comparable_name(text: str) -> str:
    """What two spellings of one name have in common: NFKC of the kept form."""
    return nfkc(name_form(text))


def comparable(text: str) -> str:
    """What two spellings of one choice have in common: NFKC, no white space, letters in any case."""
    return without_space(nfkc(text)).casefold()


def header_form(text: str) -> str:
    """A column header as it is compared first: NFKC, no white space, no ``*`` or ``:`` at the ends."""
    return without_space(nfkc(text)).strip("*:")


def header_without_brackets(text: str) -> str:
    """A column header as it is compared next: its header form without what stands in ``( ) [ ] 【 】``."""
    form, removed = header_form(text), 1
    while removed:
        form, removed = _BRACKETED.subn("", form)
    return form.strip("*:")


def _is_dash(char: str) -> bool:
    return unicodedata.category(char) == "Pd" or char in _DRAWN_DASHES
