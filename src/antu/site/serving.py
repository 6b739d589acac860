"""``serve``: the web server, on an address of its own, with the database kept alive beside it."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Final

from antu.kernel.errors import OutsideMissing
from antu.platform.commands import Command
from antu.site.ports import claim_port

if TYPE_CHECKING:
    from antu.platform.postgres import Use

WORKERS: Final = 2
THREADS: Final = 4
PATIENCE_S: Final = 60.0
WATCH_S: Final = 1.0


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址，默认只有本机能访问")
    parser.add_argument("--port", type=int, metavar="端口", help="监听的端口；不写则从 8000 起找空闲的")


def _serve(arguments: Namespace) -> int:
    from granian.constants import Interfaces  # noqa: PLC0415 - the server's own commands need no web server
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    from antu.site.records import have_records  # noqa: PLC0415

    claim = claim_port(arguments.host, arguments.port)
    if not _is_this_machine(claim.host):
        os.environ["ANTU_HOSTS"] = "*"  # the one who opens it to the network decides under which names
    use = have_records(SERVE)
    watch = _Watch(claim.host, claim.port, use)
    threading.Thread(target=watch.announce, daemon=True).start()
    if use is not None:
        threading.Thread(target=watch.keep_database, daemon=True).start()
    Server(
        "antu.site.wsgi:application",
        address=claim.host,
        port=claim.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
    watch.ended.set()
    if use is not None:
        use.leave()
    return watch.exit_status


class _Watch:
    """What goes on beside the server: saying where it is once it answers, and having a fallen database back."""

    def __init__(self, host: str, port: int, use: Use | None) -> None:
        self.host, self.port, self.use = host, port, use
        self.ended = threading.Event()
        self.exit_status = 0

    def announce(self) -> None:
        """Print address and demo accounts when pages answer; end the server when they don't."""
        until = time.monotonic() + PATIENCE_S
        while not self._answers():
            if self.ended.wait(0.05):
                return
            if time.monotonic() > until:
                sys.stderr.write(f"{PATIENCE_S:.0f} 秒内页面没有应答，已停止。出错原因见上。\n")
                self.exit_status = OutsideMissing.exit_status
                os.kill(os.getpid(), signal.SIGTERM)
                return
        shown = f"[{self.host}]" if ":" in self.host else self.host
        lines = [f"Antu  http://{shown}:{self.port}/", *(_account_lines() if _is_this_machine(self.host) else ())]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()

    def keep_database(self) -> None:
        """Start the embedded database again if its keeper was killed."""
        while self.use is not None and not self.ended.wait(WATCH_S):
            if not self.use.is_kept():
                try:
                    self.use.enter()
                except OutsideMissing as fault:
                    sys.stderr.write(f"{fault}\n")

    def _answers(self) -> bool:
        address = ipaddress.ip_address(self.host) if _is_number(self.host) else None
        reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(str(address), self.host)  # noqa: S104 - asked, not bound
        connection = HTTPConnection(reachable, self.port, timeout=10)
        try:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def _account_lines() -> list[str]:
    from antu.organisations.selectors import demo_accounts  # noqa: PLC0415 - Django is set up by now

    return [f"{each.login}  {each.password}  {each.post}  {each.organisation}" for each in demo_accounts()]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_this_machine(host: str) -> bool:
    """Whether only this machine can reach that address."""
    return ipaddress.ip_address(host).is_loopback if _is_number(host) else host == "localhost"


SERVE: Final = Command("serve", "启动网页服务", run=_serve, arguments=_arguments, needs_records=False)
COMMANDS: Final = (SERVE,)
