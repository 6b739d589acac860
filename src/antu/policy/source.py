"""YAML as written: every scalar keeps its text, its kind and its line, so that no number is read as a float."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from antu.policy.faults import Faults, Place

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_COLLECTIONS = {"map", "seq"}
_SCALARS = {"str", "int", "float", "bool", "null", "timestamp"}
_DEPTH_MAX = 20
_ANCHORED = "不接受锚点与引用（& 和 *）；请把内容写全"
_MISTYPED = "YAML 写法有误；请检查这一行和上一行的缩进、冒号、引号和括号，如 label: 房屋补偿"
_UNQUOTED = re.compile(r"\s*(?:- )?[A-Za-z_]+:\s+(?P<mark>- |[\[%@`*&!\"'])")
_TABBED = re.compile(r"[ ]*\t")
_QUOTE = '「{}」开头的值要整个加引号，如 amount: "- area_m2 * price"'


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as typed. ``kind`` is what YAML takes it for: str, int, float, bool, null or timestamp."""

    text: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping, its pairs in file order; a key given twice stays twice."""

    pairs: tuple[tuple[Scalar, Entry], ...]
    line: int


Entry = Scalar | Series | Mapped


def read_yaml(file: str, content: bytes, faults: Faults) -> Entry | None:
    """The document of one file; None, and a fault, when it cannot be read."""
    try:
        text = content.decode()
        _refuse_anchors(text)
        node = yaml.compose(text, Loader=_LOADER)
        return _entry(node, 0) if node is not None else Mapped((), 1)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add(Place(file, line), "P-YAML", "文件不是 UTF-8 编码；请另存为 UTF-8")
    except yaml.reader.ReaderError as error:
        line = content[: error.position].count(b"\n") + 1
        faults.add(Place(file, line), "P-YAML", "有看不见的控制字符；请删去，或重新录入这一行")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.line + 1 if mark else None
        faults.add(Place(file, at), "P-YAML", _MISTYPED + _meant(content, at))
    except _Refused as error:
        faults.add(Place(file, error.line), "P-YAML", f"YAML 写法有误：{error}")
    return None


def _refuse_anchors(text: str) -> None:
    for event in yaml.parse(text, Loader=_LOADER) if "&" in text else ():
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise _Refused(_ANCHORED, event.start_mark.line + 1 if event.start_mark else 1)


def _meant(content: bytes, line: int | None) -> str:
    """What to do where this line, or the one above it, has a value or a sign that YAML takes for one of its own."""
    around = content.decode().splitlines()[max(0, (line or 1) - 2) : line]
    if around and _TABBED.match(around[-1]):
        return "；缩进要用空格，不能用制表符（Tab）"
    if around and around[-1].startswith("---"):
        return "；一个文件只写一份，请删去「---」"
    found = next((found for found in map(_UNQUOTED.match, around) if found), None)
    return f"；以{_QUOTE.format(found['mark'].strip())}" if found else ""


class _Refused(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _entry(node: yaml.Node, depth: int) -> Entry:
    line = node.start_mark.line + 1
    if depth > _DEPTH_MAX:
        raise _Refused(f"嵌套超过 {_DEPTH_MAX} 层", line)
    kind = node.tag.removeprefix(_TAG)
    if kind not in (_SCALARS if isinstance(node, yaml.ScalarNode) else _COLLECTIONS):
        raise _Refused(f"不接受标记「{node.tag}」；请只用文字、列表和映射", line)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, kind, line)
    if isinstance(node, yaml.SequenceNode):
        return Series(tuple(_entry(child, depth + 1) for child in node.value), line)
    pairs = ((_key(key, depth), _entry(value, depth + 1)) for key, value in node.value)
    return Mapped(tuple(pairs), line)


def _key(node: yaml.Node, depth: int) -> Scalar:
    key = _entry(node, depth + 1)
    if not isinstance(key, Scalar):
        raise _Refused("键应为一个词，如 label", node.start_mark.line + 1)
    return key
