"""Databases that are filled once and copied in a moment; everything asks one of them for as long as it is turned to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
MIGRATED: Final = "template_antu_"


def present_database() -> str:
    """The database that is asked."""
    return str(_settings()["NAME"])


@contextmanager
def turned_to(name: str) -> Iterator[None]:
    """Everything asks this database, whichever thread it runs in."""
    before = present_database()
    _turn(name)
    try:
        yield
    finally:
        _turn(before)


@contextmanager
def copy_of(source: str, target: str) -> Iterator[str]:
    """A copy of the database ``source`` while nobody asks that; dropped at the end."""
    assert source.startswith("test_")
    _leave_database()
    _on_the_server("drop database if exists {} with (force)", target)
    _on_the_server("create database {} template {} strategy file_copy", target, source)
    try:
        yield target
    finally:
        _leave_database()
        _on_the_server("drop database if exists {} with (force)", target)


@contextmanager
def copied(source: str, target: str) -> Iterator[None]:
    """Everything asks a copy of ``source``, until it is dropped."""
    with copy_of(source, target), turned_to(target):
        yield


def migrated_template() -> str:
    """The name of an empty database with all migrations as they are written now; kept from one run to the next."""
    from django.core.management import call_command  # noqa: PLC0415 - read before Django has its settings

    name = MIGRATED + _fingerprint_of_migrations()
    with _server() as server:
        server.execute("select pg_advisory_lock(hashtext(%s))", [MIGRATED])  # one process makes it, others wait
        known = {row[0] for row in server.execute("select datname from pg_database")}
        if name not in known:
            for old in (each for each in known if each.startswith(MIGRATED)):
                server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(old)))
            draft = sql.Identifier(f"{MIGRATED}draft")
            server.execute(sql.SQL("create database {}").format(draft))
            with turned_to(f"{MIGRATED}draft"):
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            server.execute(sql.SQL("alter database {} rename to {}").format(draft, sql.Identifier(name)))
    return name


def _fingerprint_of_migrations() -> str:
    files = sorted(SOURCE.glob("**/migrations/*.py"))
    told = [f"{file.relative_to(SOURCE)} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _turn(name: str) -> None:
    _leave_database()
    _settings()["NAME"] = name


def _settings() -> dict[str, Any]:
    """What every thread's connection is made from."""
    from django.db import connections  # noqa: PLC0415 - as above

    return connections.settings["default"]  # type: ignore[no-any-return]


def _leave_database() -> None:
    from django.db import connections  # noqa: PLC0415 - as above

    connections.close_all()


def _on_the_server(statement: str, *names: str) -> None:
    with _server() as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _server() -> psycopg.Connection[Any]:
    from django.db import connection  # noqa: PLC0415 - as above

    known = connection.get_connection_params()
    given = {key: known[key] for key in ("user", "password", "host", "port", "requirepeer") if known.get(key)}
    return psycopg.connect(dbname="postgres", autocommit=True, **given)
