"""What a server that was killed leaves behind: a process still ending, a stale pid file, a stale socket lock.

``pg_ctl status`` is not asked: it calls a zombie and a stranger with the same number a running server.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import Final

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres.places import Place

PATIENCE_S: Final = 30.0
PROCESSES: Final = Path("/proc")


def clear_leftovers(place: Place) -> None:
    """Stop an orphaned server of this place and remove the files that name a dead one or a stranger."""
    pid_file = place.files / "postmaster.pid"
    pid = _pid_in(pid_file)
    if pid is not None and PROCESSES.joinpath("self").exists():
        if is_server_of(place, pid):
            _stop_orphan(place, pid)
        pid_file.unlink(missing_ok=True)
    if place.sockets.is_dir():
        for remnant in place.sockets.glob(".s.PGSQL.*"):
            remnant.unlink(missing_ok=True)


def has_server(place: Place) -> bool:
    """Whether the place's pid file names its running server."""
    pid = _pid_in(place.files / "postmaster.pid")
    return pid is not None and is_server_of(place, pid)


def is_server_of(place: Place, pid: int) -> bool:
    """Whether that process is PostgreSQL at work in this place's folder; a zombie has neither program nor folder."""
    process = PROCESSES / str(pid)
    try:
        return (process / "exe").readlink().name.startswith("postgres") and (process / "cwd").samefile(place.files)
    except OSError:
        return False


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _stop_orphan(place: Place, pid: int) -> None:
    """Ask it to shut down, then insist; it was told by the kernel already when its keeper died."""
    for sign in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if not is_server_of(place, pid):
                return
            time.sleep(0.05)
    message = f"进程 {pid} 是本数据库遗留的 PostgreSQL，无法停止。请执行 kill {pid} 后再试。"
    raise OutsideMissing(Problem("S-ORPHAN", message))
