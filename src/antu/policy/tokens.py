"""The words of a formula: numbers, strings, names and signs."""

from __future__ import annotations

import re
import unicodedata

LENGTH_MAX = 2000
_TOKENS_MAX = 300  # deeper trees than this would not fit the stack of their readers
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?)
      | (?P<string>"[^"\\]*"|'[^'\\]*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign><=|>=|==|!=|[-+*/<>(),.])
    )""",
    re.VERBOSE | re.ASCII,
)
KEYWORDS = {"and", "or", "not", "in", "if", "else"}
_MEANT = {
    "×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "=": "==", "（": "(", "）": ")", "，": ",",
    "“": '"', "”": '"', "&": "and", "|": "or", "!": "not", "%": "小数，如 10% 写 0.10",
}  # fmt: skip

Token = tuple[str, str]
"""What kind of word it is (number, string, name, sign, end), and the word."""


class FormulaError(Exception):
    """A formula that does not parse; the message is Chinese and complete."""


def tokens_of(text: str) -> list[Token]:
    """The words of a formula, closed by an ``end``; FormulaError where a character means nothing."""
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise FormulaError(_unreadable(text[at:].lstrip()))
        kind, word = found.lastgroup, found[found.lastgroup]
        tokens.append(("sign" if word in KEYWORDS else kind, word))
        at = found.end()
        if kind == "number" and at < len(text) and (text[at].isalnum() or text[at] in "._"):
            raise FormulaError(f"数字写法有误：「{text[found.start(kind) : at + 1]}」；应为十进制数，如 0.50")
    if len(tokens) > _TOKENS_MAX:
        raise FormulaError(f"公式有 {len(tokens)} 个词，超过 {_TOKENS_MAX} 个；请拆成派生值")
    return [*tokens, ("end", "")]


def _unreadable(rest: str) -> str:
    sign = rest[0]
    if sign in "\"'":
        return f"引号没有配对（在「{rest[:12]}」处）；请补上另一个引号，文字里不能有引号和反斜杠"
    half = unicodedata.normalize("NFKC", sign)
    meant = _MEANT.get(sign) or (half if half != sign and half.isascii() else "")
    if not meant and sign.isalpha():
        return f"公式里不能用「{sign}」（在「{rest[:12]}」处）；请写代码，如 area_m2，不写中文名称"
    return f"公式里不能用「{sign}」" + (f"；请写 {meant}" if meant else f"（在「{rest[:12]}」处）")
