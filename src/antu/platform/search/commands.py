"""``search rebuild``: fill the index anew."""

from __future__ import annotations

from argparse import Namespace

from antu.platform.commands import Command, print_json


def _rebuild(arguments: Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415 - Django is set up when this runs

    from antu.platform.search.filling import fill_all  # noqa: PLC0415

    with transaction.atomic():
        changed = fill_all()
    if arguments.json:
        print_json({"changed": changed})
    else:
        print("\n".join(f"{label}：更新 {count} 条" for label, count in changed.items()))
    return 0


COMMANDS = (Command("search rebuild", "重建查找索引", run=_rebuild),)
