"""What pages of the product offer to press, and what the handbook tells its readers to press."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from tests.docs.pages import ROOT, SOURCE

#: 点“导出”, 点开“看计算过程”, 点“是”或“否”, “导出”按钮: how the handbook names something to press.
_PRESSED: Final = re.compile(r"点(?:开|击|一下)?((?:“[^”]+”(?:、|，|或|和|再点)?)+)")
_NAMED: Final = re.compile(r"“([^”]+)”(?:按钮|链接)")
_QUOTED: Final = re.compile(r"“([^”]+)”")
_COMMENT: Final = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""(?:aria-label|title|placeholder|value)="([^"]*)\"""")
_SCRIPT_TEXT: Final = re.compile(r"""["'`]([^"'`\n]*[一-鿿][^"'`\n]*)["'`]""")
#: The part of a label that must be written out where the rest is put in later.
_WRITTEN_OUT: Final = 0.5


def named_by(text: str) -> list[str]:
    """What this text of the handbook tells to press."""
    pressed = [label for phrase in _PRESSED.findall(text) for label in _QUOTED.findall(phrase)]
    return pressed + _NAMED.findall(text)


def is_on_screen(label: str) -> bool:
    """Whether some page, action or script has this label; a part that is put in later may stand for anything."""
    if label in _texts():
        return True
    matching = (pattern for pattern in _patterns() if re.fullmatch(pattern.replace("\0", ".+"), label))
    return any(len(pattern.replace("\0", "")) >= _WRITTEN_OUT * len(label) for pattern in matching)


@cache
def _texts() -> frozenset[str]:
    return frozenset(text for text in _all_texts() if "\0" not in text)


@cache
def _patterns() -> frozenset[str]:
    return frozenset(re.escape(text).replace("\\\0", "\0") for text in _all_texts() if "\0" in text)


@cache
def _all_texts() -> tuple[str, ...]:
    found = [*_of_templates(), *_of_code(), *_of_scripts()]
    return tuple(text for text in found if text.replace("\0", "").strip())


def _of_templates() -> Iterator[str]:
    for template in SOURCE.rglob("templates/**/*.html"):
        text = _COMMENT.sub("", template.read_text(encoding="utf-8"))
        yield from (_filled(part) for part in _ATTRIBUTE.findall(text))
        without_tags = re.sub(r"<[^>]*>", "\n", re.sub(r"\{%[^%]*%\}", "\n", text))
        yield from (_filled(line) for line in without_tags.splitlines())
        whole = re.sub(r"\{%[^%]*%\}", "\0", text)  # 登记{% if … %}、{% endif %}已付 reads as one label too
        yield from (_filled(line) for line in re.sub(r"<[^>]*>", "\n", whole).splitlines())


def _filled(text: str) -> str:
    return re.sub(r"\{\{[^}]*\}\}", "\0", text).strip()


def _of_code() -> Iterator[str]:
    for file in SOURCE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)


def _of_scripts() -> Iterator[str]:
    for script in (ROOT / "web" / "src").rglob("*.js"):
        for text in _SCRIPT_TEXT.findall(script.read_text(encoding="utf-8")):
            yield re.sub(r"\$\{[^}]*\}", "\0", text)
