"""Embedded servers for tests: each in a folder of its own, asked and killed like a real one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from antu.platform.postgres import Place
from antu.platform.postgres.leftovers import is_server_of

SOURCES = Path(__file__).resolve().parents[3] / "src"
_ONE_USE = """
import sys
from pathlib import Path
from antu.platform.postgres import Use, place_for
use = Use(place_for(Path(sys.argv[1])))
use.enter()
print("entered", flush=True)
sys.stdin.readline()
"""


def another_user(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the server of ``home`` until it is killed or its input closes; it has entered."""
    child = starting_user(home)
    assert child.stdout is not None
    assert child.stdout.readline() == "entered\n"
    return child


def starting_user(home: Path) -> subprocess.Popen[str]:
    """The same, on its way in."""
    return subprocess.Popen(
        [sys.executable, "-c", _ONE_USE, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )


def ask(place: Place, query: str) -> object:
    """The first value that the server answers."""
    with psycopg.connect(place.address(), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def tell(place: Place, statement: str) -> None:
    """Have the server do something, and keep it."""
    with psycopg.connect(place.address(), autocommit=True) as connection:
        connection.execute(statement.encode())


def server_pid(place: Place) -> int:
    """The number of the server's process."""
    return int((place.files / "postmaster.pid").read_text().split("\n", 1)[0])


def keeper_pid(place: Place) -> int:
    """The number of the keeper's process: the server's parent."""
    status = Path(f"/proc/{server_pid(place)}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid")))


def kill(pid: int) -> None:
    """End it as a crash does, with no chance to tidy up."""
    os.kill(pid, signal.SIGKILL)


def is_running(place: Place, pid: int) -> bool:
    """Whether that process is still the place's server."""
    return is_server_of(place, pid)


def becomes_true(question: Callable[[], bool]) -> bool:
    """Whether it does, with patience."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return False
