"""The keeper: starts the server, restarts it if it falls, stops it when the last user has gone. Runs as a process.

It says one line on standard output, ``ready`` or what is wrong, and closes it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Final

from antu.kernel.errors import AntuError, OutsideMissing, Problem
from antu.platform.postgres import server
from antu.platform.postgres.accounts import account_of
from antu.platform.postgres.binaries import programs
from antu.platform.postgres.cluster import make_cluster
from antu.platform.postgres.locks import FileLock
from antu.platform.postgres.places import Place

READY: Final = "ready"
STANDARD_OUTPUT: Final = 1
INTERVAL_S: Final = 0.1
FALLS_ALLOWED: Final = 5


def keeper_lock(place: Place) -> Path:
    """Held alone by the keeper for as long as it lives."""
    return place.base / "keeper.lock"


def users_lock(place: Place) -> Path:
    """Held together by all users; the keeper gets it for itself when there are none."""
    return place.base / "users.lock"


def spawn_keeper(place: Place) -> None:
    """Start a keeper apart from this process and wait until its server answers; raises OutsideMissing if it can't."""
    command = [sys.executable, "-m", __name__, str(place.base), str(place.account.uid)]
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as answer:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    with os.fdopen(reading) as question:
        said = question.read().strip()
    if said != READY:
        raise OutsideMissing(Problem("S-POSTGRESQL", said or "内置 PostgreSQL 的看护进程中途退出，请再试一次。"))


def keep(place: Place) -> None:
    """Keep the server until the last user has gone; says so once the server answers."""
    stopping = _listen_for_the_end()
    make_cluster(place, programs(place))
    child = server.start(place, programs(place))
    try:
        say(READY)
        users, falls = FileLock(users_lock(place)), 0
        while not stopping and not users.try_to_take() and falls <= FALLS_ALLOWED:
            if child.poll() is not None:
                falls += 1
                child = server.start(place, programs(place))
            time.sleep(INTERVAL_S)
    finally:
        server.stop(child)


def _listen_for_the_end() -> list[int]:
    """A list that fills when the system asks the process to end."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return asked


def say(line: str) -> None:
    """Tell the one who started us, unless it has died, and close: it reads to the end. A second saying goes nowhere."""
    with contextlib.suppress(BrokenPipeError):
        os.write(STANDARD_OUTPUT, line.encode())
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_OUTPUT)


def main(base: str, uid: str) -> int:
    """Keep the server of that folder, unless another keeper does."""
    place = Place(Path(base), account_of(int(uid)))
    lock = FileLock(keeper_lock(place))
    until = time.monotonic() + 2  # somebody may be looking whether it is taken
    while not lock.try_to_take():
        if time.monotonic() > until:
            say("另一个看护进程正在运行。")
            return 1
        time.sleep(INTERVAL_S)
    try:
        keep(place)
    except AntuError as fault:
        say(fault.problems[0].message)
        return fault.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
