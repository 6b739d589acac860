"""``accounts list``: the demo's accounts. Real people's passwords are known to nobody but them."""

from __future__ import annotations

from argparse import Namespace

from antu.platform.commands import Command, print_json


def _list(arguments: Namespace) -> int:
    from antu.organisations.selectors import demo_accounts  # noqa: PLC0415 - Django is set up when this runs

    accounts = demo_accounts()
    if arguments.json:
        print_json(
            [
                {"login": each.login, "password": each.password, "post": each.post, "organisation": each.organisation}
                for each in accounts
            ]
        )
    else:
        print("\n".join(f"{each.login}  {each.password}  {each.post}  {each.organisation}" for each in accounts))
    return 0


COMMANDS = (Command("accounts list", "列出演示账号", run=_list),)
