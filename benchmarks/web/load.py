"""Clients that ask one address again and again, each on a connection of its own that stays open."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles

PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it; times in milliseconds as the clients saw them."""

    requests: int
    per_second: float
    p50_ms: float
    p99_ms: float


def ask(port: int, path: str, cookie: str = "") -> str:
    """One answer's text; RuntimeError unless it is a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", path, headers=_headers(cookie))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if answer.status != 200:  # noqa: PLR2004 - the one status of a page
        raise RuntimeError(f"{path}: {answer.status} {text[:200]}")
    return text


def load(port: int, path: str, *, clients: int, seconds: float, cookie: str = "") -> Load:
    """Ask the address by so many clients for so long."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    started = time.perf_counter()
    threads = [threading.Thread(target=_client, args=(port, path, cookie, until, times)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = quantiles(times, n=100)
    return Load(len(times), len(times) / (time.perf_counter() - started), cuts[49] * 1000, cuts[98] * 1000)


def _client(port: int, path: str, cookie: str, until: float, times: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    while (begun := time.perf_counter()) < until:
        connection.request("GET", path, headers=_headers(cookie))
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != 200:  # noqa: PLR2004 - as above
            raise RuntimeError(f"{path}: {answer.status}")
    connection.close()


def _headers(cookie: str) -> Mapping[str, str]:
    return {"Cookie": cookie} if cookie else {}
