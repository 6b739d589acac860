"""The workers beside a web server: started with it, started again when one dies, stopped with it in order."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Final

#: Two, so that a short job does not wait behind a long import.
WORKERS: Final = 2
#: A worker that cannot start is not started in a whirl.
PAUSE_S: Final = 1.0
WATCH_S: Final = 0.2
#: Longer than a worker lets work end by itself; what is killed then is rolled back and done at the next start.
PATIENCE_S: Final = 5.0


class Workers:
    """The worker processes of one server."""

    def __init__(self, count: int = WORKERS) -> None:
        self._ended = threading.Event()
        # Each thread lives as long as its worker: the kernel ends a child when the thread that started it is gone.
        self._threads = [threading.Thread(target=self._keep, daemon=True) for _ in range(count)]

    def begin(self) -> None:
        """Start them."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Stop them, and come back when they are gone."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _keep(self) -> None:
        while not self._ended.is_set():
            worker = _started()
            while worker.poll() is None and not self._ended.wait(WATCH_S):
                pass
            if worker.poll() is None:
                _stop(worker)
            self._ended.wait(PAUSE_S)


def _started() -> subprocess.Popen[bytes]:
    typed = [sys.executable, "-P", "-m", "antu.site.cli", "work", "--beside", str(os.getpid())]
    return subprocess.Popen(typed, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own program


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
