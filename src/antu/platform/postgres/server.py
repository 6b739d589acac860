"""The server process: started as a child that the kernel interrupts when its parent dies, asked who it is, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

import psycopg

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.parentage import end_with_parent
from antu.platform.postgres.cluster import write_access_rules
from antu.platform.postgres.leftovers import clear_leftovers
from antu.platform.postgres.places import DATABASE, Place

PATIENCE_S: Final = 60.0
LOG_BYTES: Final = 10_000_000
#: The register of a district stays in memory, which is taken as it fills, and a page is read anywhere on the disk at
#: about the same cost. PostgreSQL's own values are for the disks of 1996.
SIZED: Final = ("shared_buffers=512MB", "random_page_cost=1.1")


def answers(place: Place) -> bool:
    """Whether a server answers on the place's socket and says that it works on the place's files."""
    try:
        with psycopg.connect(place.address("postgres"), connect_timeout=5, autocommit=True) as connection:
            row = connection.execute("show data_directory").fetchone()
    except psycopg.Error:
        return False
    return row is not None and Path(str(row[0])) == place.files


def start(place: Place, programs: Path) -> subprocess.Popen[bytes]:
    """The running server. Call it from the main thread: the kernel tells the child when the *thread* dies.

    A start right after a kill can fail while the dead server's children end, so it is tried until patience ends;
    then OutsideMissing carries the log's last lines.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        clear_leftovers(place)
        place.claim_sockets()
        child = _spawn(place, programs)
        while child.poll() is None:
            if answers(place):
                _make_database(place)
                return child
            time.sleep(0.02)
        if time.monotonic() > until:
            message = f"PostgreSQL 无法启动，日志 {_log(place)} 的末尾：\n{log_tail(place)}"
            raise OutsideMissing(Problem("S-POSTGRESQL", message))
        time.sleep(0.3)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Shut down in order (sessions are ended, the log is written); at once if that takes too long."""
    child.send_signal(signal.SIGINT)
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGQUIT)
        child.wait()


def log_tail(place: Place, lines: int = 8) -> str:
    """The last lines of the server's log."""
    log = _log(place)
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _spawn(place: Place, programs: Path) -> subprocess.Popen[bytes]:
    log = _log(place)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    keeper = os.getpid()

    def tie_to_keeper() -> None:  # runs after the change of account, which would undo it
        end_with_parent(signal.SIGINT)
        if os.getppid() != keeper:
            os._exit(1)

    command = [
        *(str(programs / "postgres"), "-D", str(place.files)),
        *("-c", "listen_addresses=", "-c", f"unix_socket_directories={place.sockets}"),
        *("-c", "unix_socket_permissions=0700", "-c", "logging_collector=off", "-c", "log_destination=stderr"),
        *(part for setting in SIZED for part in ("-c", setting)),
        *write_access_rules(place),
    ]
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600), "ab") as output:
        return subprocess.Popen(
            command,
            **place.account.as_child(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            umask=0o077,
            preexec_fn=tie_to_keeper,  # noqa: PLW1509 - the keeper has one thread
        )


def _log(place: Place) -> Path:
    return place.base / "server.log"


def _make_database(place: Place) -> None:
    with psycopg.connect(place.address("postgres"), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(f"create database {DATABASE}")
