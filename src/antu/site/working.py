"""``work``: a worker for jobs. ``serve`` starts its own; on another machine it is typed, with the same database."""

from __future__ import annotations

import os
import signal
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import Final

from antu.platform.commands import Command
from antu.platform.parentage import end_with_parent

ENDED: Final = 0


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--beside", type=int, metavar="进程号", help=SUPPRESS)  # who started it, and may be killed


def _work(arguments: Namespace) -> int:
    if arguments.beside is not None:
        end_with_parent(signal.SIGKILL)
        if os.getppid() != arguments.beside:
            return ENDED  # it was killed before the line above
    from antu.platform.jobs.worker import work  # noqa: PLC0415 - Django is set up when this runs

    if arguments.beside is None:
        sys.stderr.write("正在等候任务；按 Ctrl+C 停止。\n")
    work()
    return ENDED


COMMANDS: Final = (Command("work", "启动任务进程（serve 已自带；需要更多时另开）", _work, _arguments),)
