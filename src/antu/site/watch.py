"""What goes on beside the web server: saying where it is once it answers, and having a fallen database back."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
import threading
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Final

from antu.kernel.errors import OutsideMissing
from antu.platform.postgres import Use

PATIENCE_S: Final = 60.0
WATCH_S: Final = 1.0
OPEN_DEMO: Final = (
    "注意：演示账号的密码是公开的，别的机器现在可以用它们登录。正式使用请另指 ANTU_HOME，并设 ANTU_DEMO=0。"
)
BROKEN: Final = "页面没有正常应答，已停止。原因见上。"
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not where to listen


class Watch:
    """The threads beside one server; ``ended`` is set when it has ended, ``exit_status`` says how."""

    def __init__(self, host: str, port: int, use: Use | None) -> None:
        self.host, self.port, self.use = host, port, use
        self.ended = threading.Event()
        self.exit_status = 0

    def begin(self) -> None:
        """Start watching."""
        threading.Thread(target=self._announce, daemon=True).start()
        if self.use is not None:
            threading.Thread(target=self._keep_database, args=(self.use,), daemon=True).start()

    def _announce(self) -> None:
        """Print address and demo accounts when pages answer; end the server when they don't."""
        until = time.monotonic() + PATIENCE_S
        while (status := self._status()) is None and time.monotonic() < until:
            if self.ended.wait(0.05):
                return
        if status != HTTPStatus.OK:
            sys.stderr.write(f"{BROKEN}\n")
            self.exit_status = OutsideMissing.exit_status
            os.kill(os.getpid(), signal.SIGTERM)
            return
        accounts = _account_lines()
        if accounts and not is_this_machine(self.host):
            sys.stderr.write(f"{OPEN_DEMO}\n")
            accounts = []
        shown = f"[{self.host}]" if ":" in self.host else self.host
        sys.stdout.write("\n".join([f"Antu  http://{shown}:{self.port}/", *accounts]) + "\n")
        sys.stdout.flush()

    def _keep_database(self, use: Use) -> None:
        """Start the embedded database again if its keeper was killed."""
        while not self.ended.wait(WATCH_S):
            if not use.is_kept():
                try:
                    use.enter()
                except OutsideMissing as fault:
                    sys.stderr.write(f"{fault}\n")

    def _status(self) -> int | None:
        """What the sign-in page answers; None while nobody listens."""
        connection = HTTPConnection(EVERYWHERE.get(self.host, self.host), self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()


def is_this_machine(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _account_lines() -> list[str]:
    from antu.organisations.selectors import demo_accounts  # noqa: PLC0415 - Django is set up by now

    return [f"{each.login}  {each.password}  {each.post}  {each.organisation}" for each in demo_accounts()]
