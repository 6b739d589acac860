"""Reading one mapping of a pack's YAML key by key: what is missing, misspelt or of the wrong kind becomes a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from antu.policy.faults import Faults, Place, listed, nearest
from antu.policy.numbers import day_from, decimal_from
from antu.policy.source import Entry, Mapped, Scalar, Series

_CUT = "；花括号 { } 里的公式含有逗号时要整个加引号，或改写成几行"
_WORDS_MAX = 15
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


class Block:
    """One mapping. Every key that is asked for is known; :meth:`finish` refuses the others."""

    def __init__(self, file: str, entry: Mapped, faults: Faults, path: str = "") -> None:
        self.file, self.line, self.faults, self.path = file, entry.line, faults, path
        self._known: set[str] = set()
        self._pairs: dict[str, Entry] = {}
        for key, value in entry.pairs:
            if key.text in self._pairs:
                self.fault(key.text, "P-KEY-TWICE", f"键「{key.text}」写了两次；请只保留一个", key.line)
            self._pairs[key.text] = value

    def fault(self, key: str, rule: str, message: str, line: int | None = None) -> None:
        """Note a problem at one of this mapping's keys."""
        found = self._pairs.get(key)
        self.faults.add(Place(self.file, line or (found.line if found else self.line), self._path(key)), rule, message)

    def place(self, key: str) -> Place:
        """Where the value of a key stands."""
        found = self._pairs.get(key)
        return Place(self.file, found.line if found else self.line, self._path(key))

    def has(self, key: str) -> bool:
        """Whether the key is written with a value."""
        self._known.add(key)
        found = self._pairs.get(key)
        return found is not None and not (isinstance(found, Scalar) and found.kind == "null")

    def text(self, key: str, example: str) -> str:
        """A required text; empty after a fault."""
        if not self.has(key):
            self.fault(key, "P-KEY-MISSING", f"缺少「{key}」；应为文字，如 {key}: {example}", self.line)
            return ""
        return self._text(key, self._pairs[key])

    def optional(self, key: str) -> str:
        """A text that may be left out; then empty."""
        return self._text(key, self._pairs[key]) if self.has(key) else ""

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """One of the allowed words; the default where the key is left out, empty after a fault."""
        words = list(allowed)
        if not self.has(key) and default:
            return default
        given = self.text(key, words[0])
        if given and given not in words:
            known = listed(words, _WORDS_MAX)
            self.fault(key, "P-CHOICE", f"「{key}」不能是「{given}」；应为 {known} 之一{nearest(given, words)}")
            return ""
        return given

    def number(self, key: str) -> Decimal | None:
        """An exact number that may be left out."""
        text = self.optional(key)
        value = decimal_from(text) if text else None
        if text and value is None:
            self.fault(key, "P-NUMBER", f'「{key}」不是数字：「{text}」；应为十进制数，如 {key}: "0.50"')
        return value

    def integer(self, key: str, default: int, highest: int) -> int:
        """A whole number from 0 to ``highest``; the default where the key is left out."""
        value = self.number(key)
        if value is None:
            return default
        if value != int(value) or not 0 <= value <= highest:
            self.fault(key, "P-NUMBER", f"「{key}」应为 0 到 {highest} 的整数，如 {key}: {default}")
            return default
        return int(value)

    def flag(self, key: str) -> bool:
        """A mark: ``true`` or ``false``; false where it is left out."""
        if not self.has(key):
            return False
        entry = self._pairs[key]
        if not isinstance(entry, Scalar) or entry.text not in {"true", "false"}:
            self.fault(key, "P-BOOLEAN", f"「{key}」应为 true 或 false，如 {key}: true")
            return False
        return entry.text == "true"

    def day(self, key: str) -> date | None:
        """A day that may be left out."""
        text = self.optional(key)
        value = day_from(text) if text else None
        if text and value is None:
            self.fault(key, "P-DATE", f"「{key}」不是日期：「{text}」；应为 年-月-日，如 {key}: 2023-01-01")
        return value

    def entry(self, key: str) -> Entry | None:
        """Whatever stands under a key, as written; None where it is left out."""
        return self._pairs[key] if self.has(key) else None

    def strings(self, key: str) -> dict[str, str]:
        """A mapping of any keys to texts that may be left out."""
        found = self.block(key)
        if found is None:
            return {}
        return {name: found.text(name, '"0.00"') for name in found._pairs}  # noqa: SLF001 - another of this class

    def labels(self, key: str) -> dict[str, str]:
        """Names with labels that may be left out: a mapping, or a list of names without labels."""
        if isinstance(self.entry(key), Mapped):
            return self.strings(key)
        return dict.fromkeys(self.texts(key), "")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that may be left out."""
        entry = self._pairs[key] if self.has(key) else None
        if entry is None:
            return ()
        if not isinstance(entry, Series):
            self.fault(key, "P-SHAPE", f"「{key}」应为列表，如 {key}: [甲, 乙]")
            return ()
        return tuple(self._text(key, item) for item in entry.entries)

    def block(self, key: str) -> Block | None:
        """A mapping under a key; None where it is left out or is none."""
        entry = self._pairs[key] if self.has(key) else None
        if entry is None or isinstance(entry, Mapped):
            return Block(self.file, entry, self.faults, self._path(key)) if entry else None
        self.fault(key, "P-SHAPE", f"「{key}」应为映射，如 {key}: {{label: 名称}}")
        return None

    def blocks(self, key: str) -> Iterator[Block]:
        """The mappings of a list under a key."""
        entry = self._pairs[key] if self.has(key) else Series((), self.line)
        if not isinstance(entry, Series):
            self.fault(key, "P-SHAPE", f"「{key}」应为列表，每项以「- 」开头")
            return
        for number, item in enumerate(entry.entries, 1):
            if isinstance(item, Mapped):
                yield Block(self.file, item, self.faults, f"{self._path(key)}[{number}]")
            else:
                self.fault(key, "P-SHAPE", f"「{key}」第 {number} 项应为映射，如 - code: house", item.line)

    def names(self, shorthand: str = "") -> Iterator[tuple[str, Block]]:
        """All keys as names with their mappings; a plain text is the value of ``shorthand`` where one is named."""
        for name, entry in self._pairs.items():
            self._known.add(name)
            if not NAME.fullmatch(name):
                self.fault(name, "P-NAME", f"名称「{name}」应以小写字母开头，只含小写字母、数字和下划线，如 area_m2")
            if isinstance(entry, Mapped):
                yield name, Block(self.file, entry, self.faults, self._path(name))
            elif shorthand and isinstance(entry, Scalar):
                pair = (Scalar(shorthand, "str", entry.line), entry)
                yield name, Block(self.file, Mapped((pair,), entry.line), self.faults, self._path(name))
            else:
                self.fault(name, "P-SHAPE", f"「{name}」应为映射，如 {name}: {{label: 名称}}")

    def codes(self) -> Iterator[tuple[str, Block]]:
        """All keys as codes (any text) with label and synonyms; a plain text is the label."""
        for code, entry in self._pairs.items():
            self._known.add(code)
            pairs = (
                entry
                if isinstance(entry, Mapped)
                else Mapped(((Scalar("label", "str", entry.line), entry),), entry.line)
            )
            yield code, Block(self.file, pairs, self.faults, self._path(code))

    def finish(self) -> None:
        """Refuse every key that was not asked for."""
        for key in self._pairs.keys() - self._known:
            hint = _CUT if set(key) & set('()=<>"') else nearest(key, self._known)
            self.fault(key, "P-KEY-UNKNOWN", f"不认识的键「{key}」；这里可写 {listed(sorted(self._known))}{hint}")

    def _path(self, key: str) -> str:
        return ".".join(part for part in (self.path, key) if part)

    def _text(self, key: str, entry: Entry) -> str:
        if not isinstance(entry, Scalar):
            self.fault(key, "P-SHAPE", f"「{key}」应为一个值，不是列表或映射", entry.line)
            return ""
        if entry.kind == "float":
            self.fault(
                key,
                "P-FLOAT",
                f'「{key}」的 {entry.text} 会被读成浮点数；请加引号，如 {key}: "{entry.text}"',
                entry.line,
            )
        elif entry.kind in {"bool", "null"}:
            self.fault(
                key,
                "P-TEXT",
                f'「{key}」的 {entry.text or "空值"} 不是文字；请加引号，如 {key}: "{entry.text}"',
                entry.line,
            )
        return entry.text.strip()
