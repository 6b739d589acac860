"""Homes for embedded servers that PostgreSQL's own user can reach: pytest's folders are closed to others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from antu.platform.postgres import Use, place_for


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A folder that goes away afterwards, with its server and its socket."""
    folder = Path(tempfile.mkdtemp(prefix="antu-test-"))
    folder.chmod(0o755)
    yield folder
    stop_server(folder)
    shutil.rmtree(place_for(folder).sockets, ignore_errors=True)
    shutil.rmtree(folder)


def stop_server(home: Path) -> None:
    """Whatever a test left running stops with its last user."""
    place = place_for(home)
    if place.files.exists():
        with Use(place):
            pass


@pytest.fixture(scope="session")
def worn_home() -> Iterator[Path]:
    with passable_folder() as folder:
        yield folder


@pytest.fixture
def home(worn_home: Path) -> Iterator[Path]:
    """A home whose database other tests have used too; its server is stopped. Making one takes a second or more."""
    yield worn_home
    stop_server(worn_home)


@pytest.fixture
def new_home() -> Iterator[Path]:
    """A home without a database."""
    with passable_folder() as folder:
        yield folder
