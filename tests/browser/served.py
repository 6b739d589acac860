"""The village in a database of its own, copied in a moment for each test from one that was loaded once.

A server whose threads ask the database cannot look into a test's transaction. So the rows are really written: into
copies, which are dropped. The database of the other suites is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PASSWORD: Final = "three-plain-words"


@dataclass(frozen=True)
class Loaded:
    """A database with the village: its name, and a person in it who may do everything, signed in already."""

    database: str
    login: str
    session: str


@contextmanager
def loaded_once() -> Iterator[Loaded]:
    """A copy of the empty test database with the village in it, and gone at the end."""
    from django.test import Client  # noqa: PLC0415 - read before Django has its settings
    from tests.web.people import person_who_may, signed_in  # noqa: PLC0415
    from tests.web.village import load_village  # noqa: PLC0415

    from antu.platform.actor import PERMISSIONS  # noqa: PLC0415

    with copied(f"{_name()}_village"):
        load_village()
        person = person_who_may(*PERMISSIONS)
        person.set_password(PASSWORD)
        person.save()
        client: Client = signed_in(person)
        name, session = _name(), client.cookies["antu_session"].value
        _leave_database()
        yield Loaded(name, person.username, session)


@contextmanager
def copied(target: str, source: str = "") -> Iterator[None]:
    """Everything asks the copy ``target`` of ``source`` (of the present database, without one), until it is dropped."""
    before = _name()
    assert before.startswith("test_")
    _leave_database()
    _on_the_server("drop database if exists {} with (force)", target)
    _on_the_server("create database {} template {} strategy file_copy", target, source or before)
    _turn_to(target)
    try:
        yield
    finally:
        _leave_database()
        _turn_to(before)
        _on_the_server("drop database if exists {} with (force)", target)


def sign_in(context: BrowserContext, loaded: Loaded, url: str) -> None:
    """Give the browser the session of the person who may do everything."""
    context.add_cookies([{"name": "antu_session", "value": loaded.session, "url": url}])


def _name() -> str:
    return str(_settings()["NAME"])


def _turn_to(name: str) -> None:
    _settings()["NAME"] = name


def _settings() -> dict[str, Any]:
    """What every thread's connection is made from."""
    from django.db import connections  # noqa: PLC0415

    return connections.settings["default"]  # type: ignore[no-any-return]


def _leave_database() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def _on_the_server(statement: str, *names: str) -> None:
    from django.db import connection  # noqa: PLC0415

    known = connection.get_connection_params()
    given = {key: known[key] for key in ("user", "password", "host", "port") if known.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
