"""The web server brings its workers: one that dies is started again, and none outlives the server, however it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.db.postgres.servers import becomes_true
from tests.db.site.running import home_of_its_own
from tests.db.site.test_serving import served

from antu.site.workers import WORKERS


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with home_of_its_own() as folder:
        yield folder


def workers_beside(server: int) -> set[int]:
    """The processes that were started as workers of this server, and live."""
    typed = f"work\0--beside\0{server}\0"
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if typed in (process / "cmdline").read_text():
                found.add(int(process.name))
        except OSError:  # it has just ended
            continue
    return found


def test_a_worker_that_dies_is_started_again_and_all_end_in_order(home: Path) -> None:
    with served(home) as (server, _, _):
        assert becomes_true(lambda: len(workers_beside(server.pid)) == WORKERS)
        (killed, *_) = first = workers_beside(server.pid)
        os.kill(killed, signal.SIGKILL)
        assert becomes_true(lambda: len(workers_beside(server.pid) - first) == 1)
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        assert workers_beside(server.pid) == set()


def test_no_worker_outlives_a_server_that_was_killed(home: Path) -> None:
    with served(home) as (server, _, _):
        assert becomes_true(lambda: len(workers_beside(server.pid)) == WORKERS)
        server.kill()
        server.wait()
        assert becomes_true(lambda: workers_beside(server.pid) == set())
