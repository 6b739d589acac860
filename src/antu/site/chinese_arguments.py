"""The standard argument parser, speaking Chinese, and raising what is wrong instead of ending the program."""

from __future__ import annotations

import argparse
from typing import Final, NoReturn

from antu.kernel.errors import BadInput, Problem

WORDS: Final = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "not allowed with argument %s": "不能与 %s 同用",
    "one of the arguments %s is required": "%s 之中须有一个",
    "expected one argument": "后面须有一个值",
    "expected at least one argument": "后面至少须有一个值",
    "expected at most one argument": "后面至多一个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是所要的值（%(type)s）",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r 不在可选之列：%(choices)s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
}


def _in_chinese(text: str) -> str:
    return WORDS.get(text, text)


def _counted_in_chinese(one: str, many: str, count: int) -> str:
    return WORDS.get(one, one if count == 1 else many)


# The parser takes its words from two names of its module; there is no other way to give it a language.
vars(argparse).update({"_": _in_chinese, "ngettext": _counted_in_chinese})


class ChineseParser(argparse.ArgumentParser):
    """A parser whose complaint is a BadInput with the command's usage."""

    def error(self, message: str) -> NoReturn:
        """What is wrong with the words typed."""
        raise BadInput(Problem("C-ARGUMENTS", f"{message}。{self.format_usage().strip()}"))
