"""The web server says where it is once it answers, brings its workers, and takes all down with it, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from psycopg import OperationalError
from tests.db.postgres.servers import ask, becomes_true, is_running, keeper_pid, kill, server_pid
from tests.db.site.running import antu, home_of_its_own, running

from antu.platform.postgres import Place, place_for
from antu.site.workers import WORKERS

Served = tuple[subprocess.Popen[str], int]
"""A running server and its port."""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with home_of_its_own() as folder:
        yield folder


@contextmanager
def served(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int, list[str]]]:
    """The running server, its port, and the lines it printed first."""
    with running(home, "serve", *words, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        address = server.stdout.readline()
        assert address.startswith("Antu  http://127.0.0.1:")
        yield server, int(address.rsplit(":", 1)[1].strip().rstrip("/")), [address]


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


def got(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    return connection.getresponse()


class TestWhileItRuns:
    """One server, asked and hurt in this order, and ended."""

    @pytest.fixture(scope="class")
    @classmethod
    def served_pages(cls, home: Path) -> Iterator[Served]:
        with served(home) as (server, port, _):
            yield server, port

    def test_it_prints_its_address_and_the_demo_accounts(self, served_pages: Served) -> None:
        server, port = served_pages
        assert got(port, "/sign-in/").status == 200
        assert server.stdout is not None
        accounts = [server.stdout.readline().rstrip("\n").split("  ") for _ in range(7)]
        assert accounts[0] == ["zhuren", "demo-zhuren-2023", "中心主任", "株洲市石峰区土地事务服务中心"]

    def test_pages_carry_the_content_security_policy_and_commands_work_beside_the_server(
        self, home: Path, served_pages: Served
    ) -> None:
        page = got(served_pages[1], "/")
        assert page.status == 302
        assert page.headers["Location"].startswith("/sign-in/")
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src")
        assert antu(home, "accounts", "list").returncode == 0

    def test_a_worker_that_dies_is_started_again(self, served_pages: Served) -> None:
        server, _ = served_pages
        assert becomes_true(lambda: len(workers_beside(server.pid)) == WORKERS)
        (killed, *_) = first = workers_beside(server.pid)
        os.kill(killed, signal.SIGKILL)
        assert becomes_true(lambda: len(workers_beside(server.pid) - first) == 1)

    def test_pages_come_back_when_the_database_was_killed(self, home: Path, served_pages: Served) -> None:
        place = place_for(home)
        pid = server_pid(place)
        kill(keeper_pid(place))
        assert becomes_true(lambda: not is_running(place, pid))
        assert becomes_true(lambda: answers(place))
        assert got(served_pages[1], "/sign-in/").status == 200

    def test_all_end_in_order(self, home: Path, served_pages: Served) -> None:
        server, _ = served_pages
        pid = server_pid(place_for(home))
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        assert workers_beside(server.pid) == set()
        assert not is_running(place_for(home), pid)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "a closed terminal"])
def test_it_ends_in_order_too_when_asked_by(home: Path, sign: signal.Signals) -> None:
    with served(home) as (server, _, _):
        server.send_signal(sign)
        assert server.wait(60) == 0


def test_on_a_network_address_it_keeps_the_demo_passwords_to_itself(home: Path) -> None:
    pipe, anywhere = subprocess.PIPE, "0.0.0.0"  # noqa: S104 - what this test is about
    with running(home, "serve", "--host", anywhere, stdout=pipe, stderr=pipe) as server:
        assert server.stderr is not None
        assert any("演示账号的密码是公开的" in line for line in server.stderr)
        server.send_signal(signal.SIGTERM)
        assert "demo-" not in server.communicate()[0]


def test_a_taken_port_ends_with_3(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = antu(home, "serve", "--port", str(other.getsockname()[1]))
    assert said.returncode == 3
    assert "已被占用" in said.stderr
    assert said.stdout == ""


def test_nothing_is_left_when_the_server_is_killed(home: Path) -> None:
    with served(home) as (server, port, _):
        assert becomes_true(lambda: len(workers_beside(server.pid)) == WORKERS)
        pid = server_pid(place_for(home))
        server.kill()
        server.wait()
        assert becomes_true(lambda: not is_running(place_for(home), pid))
        assert becomes_true(lambda: not is_listening(port))
        assert becomes_true(lambda: workers_beside(server.pid) == set())


def answers(place: Place) -> bool:
    try:
        return ask(place, "select 1") == 1
    except OperationalError:
        return False


def is_listening(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
