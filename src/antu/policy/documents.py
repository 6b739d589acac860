"""JSON as people write it, read without losing anything: no float, no key twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NoReturn

from antu.kernel.errors import Problem
from antu.policy.cell import InexactNumber
from antu.policy.facts import RepeatedKeys, fact_place
from antu.policy.faults import BadFacts

_DIGITS_MAX = 60


def read_documents(content: bytes) -> tuple[list[Mapping[str, object]], bool]:
    """The subjects of a JSON text and whether they stood in an array.

    Floats, NaN and integers without end stay as InexactNumber, which facts refuse at their place; a repeated key stays
    known as such. Raises BadFacts when the text is no JSON, or holds something else than subjects.
    """
    found = _parsed(content)
    given = found if isinstance(found, list) else [found]
    documents: list[Mapping[str, object]] = [each for each in given if isinstance(each, Mapping)]
    if len(documents) < len(given):
        raise BadFacts(_no_subject(number) for number, each in enumerate(given, 1) if not isinstance(each, Mapping))
    return documents, isinstance(found, list)


def _no_subject(number: int) -> Problem:
    example = '{"subject": {…}, "project": {…}}'
    return Problem("F-SHAPE", f"第 {number} 个对象应为映射，如 {example}", fact_place(None))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_mapping, parse_float=InexactNumber, parse_int=_integer,
            parse_constant=InexactNumber,
        )  # fmt: skip
    except UnicodeDecodeError:
        _refuse("文件不是 UTF-8 编码；请另存为 UTF-8")
    except json.JSONDecodeError as error:
        _refuse(f"不是 JSON：第 {error.lineno} 行第 {error.colno} 列写法有误；请检查引号、逗号和括号")
    except RecursionError:
        _refuse("JSON 嵌套过深；事实只有「表、行、列」三层")


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    for text in (*names, *(value for _, value in pairs if isinstance(value, str))):
        if not text.isascii():
            _check_characters(text)
    if len(set(names)) == len(names):
        return dict(pairs)
    mapping = RepeatedKeys(pairs)
    mapping.repeated = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return mapping


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair of escapes, as in "\\ud83d": no file and no page can hold it
        _refuse("文字里有半个字符（不成对的 \\ud800 类转义）；请重新输入这段文字")


def _integer(text: str) -> int | InexactNumber:
    return int(text) if len(text) <= _DIGITS_MAX else InexactNumber(text)


def _refuse(message: str) -> NoReturn:
    raise BadFacts(Problem("F-JSON", message, fact_place(None)))
