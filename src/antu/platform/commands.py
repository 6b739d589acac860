"""What a room offers to the command line. No Django here: commands that need no records start at once.

A room lists its commands in ``commands.py``::

    COMMANDS = (Command("register import", "导入户册工作簿", run=import_register, arguments=import_arguments),)

and ``antu.site.commands`` names the module. ``run`` writes its result to standard output and gives the exit status:
0 done, 1 done in part or does not hold. Whatever else goes wrong is an ``AntuError``, which the command line prints.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


def no_arguments(parser: ArgumentParser) -> None:
    """For a command that takes none but the common ones."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    ``name`` is one word or two (``"register import"``); ``summary`` one line of Chinese. ``arguments`` adds the
    command's own arguments to its parser. ``run`` gets them, with the common ones: ``json`` (bool) and ``as_login``
    (``None`` for 系统(命令行)). ``needs_records``: the database is running and migrated when ``run`` is called.
    ``speaks_json``: its result is JSON without being asked, as with ``compute``; ``run`` may set ``arguments.json``
    to False again, and errors are then prose only.
    """

    name: str
    summary: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments
    needs_records: bool = True
    speaks_json: bool = False


def print_json(document: object) -> None:
    """Write one JSON document, Chinese as it is, to standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
