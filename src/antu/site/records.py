"""Makes the records ready for a command: a database that runs, its tables up to date, the demo in a new one."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from typing import Final

import django

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.commands import Command
from antu.platform.postgres import Use, place_for
from antu.site import installation
from antu.site.commands import find_command

#: Two processes never prepare one database at once; the number is the advisory lock's.
PREPARING: Final = 0x416E7475
DEMO: Final = ("demo", "load")


def have_records(command: Command) -> Use | None:
    """Make the records ready; for an embedded database, the use of it, which lasts until the process ends.

    Raises OutsideMissing when there is no database to be had.
    """
    use = None if os.environ.get("DATABASE_URL") else _embedded()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antu.site.settings")
    django.setup()
    with _alone():
        _migrate()
        _restore_packs()
        if use is not None and use.place.is_new and command.name != " ".join(DEMO):
            _load_demo()
            use.place.settle()
    return use


@cache
def _embedded() -> Use:
    """This process's one use of the embedded server; kept here, because to forget it is to leave."""
    use = Use(place_for(installation.home()))
    use.enter()
    os.environ["ANTU_DATABASE"] = use.place.address()
    return use


@contextmanager
def _alone() -> Iterator[None]:
    from django.db import OperationalError, connection  # noqa: PLC0415 - settings name the database only now

    try:
        connection.ensure_connection()
    except OperationalError as fault:
        reason = " ".join(str(fault).split())
        message = f"连接不上数据库：{reason}。请核对 DATABASE_URL 和数据库服务；不设它则用内置数据库。"
        raise OutsideMissing(Problem("S-DATABASE", message)) from fault
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [PREPARING])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [PREPARING])


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sys.stderr.write("正在更新数据库结构……\n")
        call_command("migrate", interactive=False, verbosity=0)


def _restore_packs() -> None:
    """The shelf of packs is read from disk; what was published stands in the database."""
    from antu.regulations.services.pack_publishing import restore_packs  # noqa: PLC0415 - Django is set up only now

    restore_packs()


def _load_demo() -> None:
    if os.environ.get("ANTU_DEMO") == "0":
        return
    sys.stderr.write("新数据库：正在装入演示区县……\n")
    command, _ = find_command(DEMO)
    with redirect_stdout(sys.stderr):
        command.run(Namespace(json=False, as_login=None))
