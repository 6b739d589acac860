"""``python -m benchmarks.web``: pages among 100,000 households, also while records change, and the plain page beside.

The district is made once, under build/benchmarks. Both servers are granian with the product's workers and threads.
"""

from __future__ import annotations

import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Final

from benchmarks.installation import add_place, open_installation
from benchmarks.reporting import report
from benchmarks.web.servers import antu_server, free_port, plain_server, serving

if TYPE_CHECKING:
    from benchmarks.web.load import Load
    from benchmarks.web.pages import AskedPage

CLIENTS: Final = (1, 16)
CHANGE_S: Final = 1.0
"""So often does somebody correct a record, where they do."""


def main() -> int:
    """Make the district, check the answers, then time them."""
    parser = ArgumentParser(prog="python -m benchmarks.web")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is asked by each crowd")
    parser.add_argument("--port", type=int, default=0, help="Antu's port, the plain page has the next; else free ones")
    add_place(parser)
    given = parser.parse_args()
    open_installation("web", given.database)
    from benchmarks.web.pages import PLAIN, check_answers, have_pages

    pages = have_pages()
    antu_port, plain_port = (given.port, given.port + 1) if given.port else (free_port(), free_port())
    with serving(plain_server(plain_port), plain_port), serving(antu_server(antu_port), antu_port):
        check_answers(plain_port, [PLAIN])
        check_answers(antu_port, pages)
        plain = {clients: _loaded(PLAIN, plain_port, clients, given.seconds) for clients in CLIENTS}
        cases = [_told(PLAIN.name, clients, plain[clients], plain[clients]) for clients in CLIENTS]
        for page in pages:
            for clients in CLIENTS:
                found = _loaded(page, antu_port, clients, given.seconds)
                cases.append(_told(page.name, clients, found, plain[clients]))
    report("web", cases)
    return 0


def _loaded(page: AskedPage, port: int, clients: int, seconds: float) -> Load:
    from benchmarks.web.load import load

    load(port, page.path, clients=clients, seconds=1, cookie=page.cookie)  # warm
    with _changing() if page.changes else nullcontext():
        return load(port, page.path, clients=clients, seconds=seconds, cookie=page.cookie)


def _told(name: str, clients: int, found: Load, plain: Load) -> dict[str, object]:
    return {
        "page": name,
        "clients": clients,
        "requests/s": round(found.per_second, 1),
        "p50 ms": round(found.p50_ms, 1),
        "p99 ms": round(found.p99_ms, 1),
        "p99/p50": round(found.p99_ms / found.p50_ms, 2),
        "p50 to the plain page's": round(found.p50_ms / plain.p50_ms, 2),
    }


@contextmanager
def _changing() -> Iterator[None]:
    """A household is corrected again and again meanwhile."""
    from benchmarks.web.pages import correct_a_household

    is_over = threading.Event()

    def correct() -> None:
        while not is_over.wait(CHANGE_S):
            correct_a_household()

    clerk = threading.Thread(target=correct)
    clerk.start()
    try:
        yield
    finally:
        is_over.set()
        clerk.join()


if __name__ == "__main__":
    sys.exit(main())
