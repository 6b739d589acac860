"""The servers that are asked: each started for a run, with the product's workers and threads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from benchmarks.installation import CHECKOUT

PATIENCE_S: Final = 60


def plain_server(port: int) -> list[str]:
    """How the peer is started."""
    from antu.site.serving import THREADS, WORKERS

    options = ["--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    return [sys.executable, "-m", "granian", *options, "--port", str(port), "benchmarks.web.plain:application"]


def antu_server(port: int) -> list[str]:
    """How the product is started."""
    return [sys.executable, "-m", "antu.site.cli", "serve", "--port", str(port)]


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    """The server listens while this lasts."""
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, env=dict(os.environ)) as server:  # noqa: S603
        try:
            _wait_for(port)
            yield
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError(f"nobody listens on {port}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
