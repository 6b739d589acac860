"""``settle PROJECT --out DIR``: the settlement papers of a project."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from antu.platform.commands import Command, print_json


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("project", help="项目编号或完整名称")
    parser.add_argument("--out", required=True, type=Path, help="文件写到哪个文件夹（没有则新建）")


def _settle(arguments: Namespace) -> int:
    from django.utils.timezone import localdate  # noqa: PLC0415 - Django is set up when this runs

    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.projects.selectors import find_project  # noqa: PLC0415
    from antu.settlement.services import write_papers  # noqa: PLC0415

    actor = acting(arguments.as_login)
    paths = write_papers(actor, find_project(actor, arguments.project), arguments.out, as_of=localdate())
    if arguments.json:
        print_json({"files": [str(path) for path in paths]})
    else:
        print("\n".join(str(path) for path in paths))
    return 0


COMMANDS = (Command("settle", "生成结算三表和结算协议", run=_settle, arguments=_arguments),)
