"""The village in a database of its own, copied in a moment for each test from one that was loaded once.

A server whose threads ask the database cannot look into a test's transaction. So the rows are really written: into
copies, which are dropped. The database of the other suites is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.copies import copied, present_database

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

    empty = present_database()
    with copied(empty, f"{empty}_village"):
        load_village()
        person = person_who_may(*PERMISSIONS)
        person.set_password(PASSWORD)
        person.save()
        client: Client = signed_in(person)
        yield Loaded(present_database(), person.username, client.cookies["antu_session"].value)


def sign_in(context: BrowserContext, loaded: Loaded, url: str) -> None:
    """Give the browser the session of the person who may do everything."""
    context.add_cookies([{"name": "antu_session", "value": loaded.session, "url": url}])
