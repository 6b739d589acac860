"""The command line: finds the command, reads its arguments, makes the records ready if it needs them, runs it."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from antu.kernel.errors import AntuError
from antu.platform.commands import Command, print_json
from antu.site.chinese_arguments import ChineseParser
from antu.site.commands import find_command, group_of, overview

OUR_FAULT: Final = 70
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 in part or does not hold, 2 bad input, 3 something missing."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _answer(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - the exit statuses 1 to 3 have meanings that a fault of ours has not
        traceback.print_exc()
        sys.stderr.write("这是程序的错误，不是您的操作。请把以上文字交给维护人员；没有完成的写入已全部撤回。\n")
        return OUR_FAULT


def _answer(words: list[str]) -> int:
    arguments = Namespace(json="--json" in words)
    try:
        return _run(words, arguments)
    except AntuError as fault:
        if arguments.json:
            print_json({"errors": [problem.as_json() for problem in fault.problems]})
        for problem in fault.problems:
            sys.stderr.write(f"{problem}\n")
        return fault.exit_status


def _run(words: list[str], arguments: Namespace) -> int:
    if words[:1] in (["-h"], ["--help"]):
        print(overview())
        return 0
    if words[1:] in (["-h"], ["--help"]) and (group := group_of(words[0])):
        print(overview(group))
        return 0
    if not words or words[0].startswith("--"):
        words = ["serve", *words]
    command, rest = find_command(words)
    arguments.json = arguments.json or command.speaks_json
    _parser(command).parse_args(rest, namespace=arguments)
    if command.needs_records:
        from antu.site.records import have_records  # noqa: PLC0415 - commands without records start without Django

        have_records(command)
    return command.run(arguments)


def _parser(command: Command) -> ChineseParser:
    parser = ChineseParser(prog=f"./run {command.name}", description=command.summary, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="只写一份 JSON")
    parser.add_argument("--as", dest="as_login", metavar="登录名", help="以某个账号的身份办理；不写为 系统(命令行)")
    command.arguments(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
