"""The program as a person starts it, with a home of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.db.postgres.servers import becomes_true

from antu.platform.postgres import Use, place_for


@contextmanager
def home_of_its_own() -> Iterator[Path]:
    """A home that PostgreSQL's own user can reach; it goes away with its server."""
    folder = Path(tempfile.mkdtemp(prefix="antu-test-"))
    folder.chmod(0o755)
    yield folder
    place = place_for(folder)
    if place.files.exists():
        with Use(place) as last:
            pass
        assert becomes_true(lambda: not last.is_kept())  # another user, killed late, may have outlived this one
    shutil.rmtree(place.sockets, ignore_errors=True)
    shutil.rmtree(folder)


def surroundings(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment: this home, the product's own settings, and an embedded database unless ``more`` names one."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ANTU_", "DATABASE_", "DJANGO_"))}
    return {**kept, "ANTU_HOME": str(home), **(more or {})}


def antu(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    return subprocess.run(command(*words), env=surroundings(home, more), capture_output=True, text=True, check=False)


def command(*words: str) -> list[str]:
    """What is typed."""
    return [sys.executable, "-m", "antu.site.cli", *words]


def _hear_signals() -> None:
    for sign in (signal.SIGHUP, signal.SIGINT):
        signal.signal(sign, signal.SIG_DFL)


@contextmanager
def running(
    home: Path, *words: str, stdout: int | None = None, stderr: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A command while it runs; killed at the end of the block, lest a test that fails in it wait forever.

    It hears signals as in a terminal, also where these tests run without one and what ignores them is inherited.
    """
    with subprocess.Popen(
        command(*words),
        env=surroundings(home),
        stdout=stdout,
        stderr=stderr,
        text=True,
        preexec_fn=_hear_signals,  # noqa: PLW1509 - nothing else runs here
    ) as program:
        try:
            yield program
        finally:
            program.kill()
