"""``python -m benchmarks.imports``: a register of 100,000 rows into PostgreSQL, unsigned and signed, and its peers.

What is timed is what an office does: reading, judging, the list of errors, rows, journal, commit. Records are the
benchmark's own, made anew each time under build/benchmarks.
"""

from __future__ import annotations

import shutil
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.installation import CHECKOUT, open_installation
from benchmarks.reporting import report

if TYPE_CHECKING:
    from benchmarks.imports.register import Made

TODAY = date(2024, 1, 31)
CHECKED_ROWS = 2_000


def main() -> int:
    """Make the registers, check a small one's answers, then time the big ones."""
    parser = ArgumentParser(prog="python -m benchmarks.imports")
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    home = CHECKOUT / "build/benchmarks/imports"
    shutil.rmtree(home, ignore_errors=True)
    open_installation("imports")
    from benchmarks.imports.peers import bulk_create_rows, copy_rows, read_with_calamine, read_with_openpyxl
    from benchmarks.imports.register import make_register

    _check(make_register(home / "小台账.xlsx", CHECKED_ROWS, series=1, signed=True))
    unsigned = make_register(home / "未签约.xlsx", rows, series=2, signed=False)
    signed = make_register(home / "已签约.xlsx", rows, series=3, signed=True)
    sheets, reading = _timed(lambda: read_with_calamine(unsigned.path))
    _, copying = _timed(lambda: copy_rows(sheets))
    floor = reading + copying
    tutorial, opening = _timed(lambda: read_with_openpyxl(unsigned.path))
    _, creating = _timed(lambda: bulk_create_rows(tutorial))
    del sheets, tutorial
    cases = [
        _case("calamine, read only", unsigned.rows, reading, floor),
        _case("COPY, text rows only", unsigned.rows, copying, floor),
        _case("calamine + COPY", unsigned.rows, floor, floor),
        _case("openpyxl + bulk_create, nothing judged", unsigned.rows, opening + creating, floor),
    ]
    for name, made in (("unsigned", unsigned), ("signed, determined", signed)):
        cases.append(_case(f"antu, {name}", made.rows, _timed(lambda made=made: _import(made))[1], floor))
        cases.append(_case(f"antu, {name}, again", made.rows, _timed(lambda made=made: _import(made))[1], floor))
    report("imports", cases)
    return 0


def _check(made: Made) -> None:
    """Right before quick: the planted errors are found, everything else goes in once, a second time changes nothing."""
    first, again = _import(made), _import(made)
    assert len(first.rejected_households) == made.bad, first.errors
    assert {problem.rule for problem in first.errors} == {"R-ID-CHECKSUM"}, first.errors
    accepted = sum(count.accepted for count in first.sheets.values())
    assert (first.created, first.updated, first.unchanged) == (accepted, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, accepted)
    assert sum(count.rows for count in first.sheets.values()) == made.rows


def _import(made: Made) -> Any:
    from antu.households.services import import_register
    from antu.platform.actor import SYSTEM
    from antu.regulations.selectors import pack_shelf

    outcome = import_register(SYSTEM, made.path, today=TODAY, shelf=pack_shelf())
    outcome.as_json()
    return outcome


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    done = work()
    return done, time.perf_counter() - start


def _case(name: str, rows: int, seconds: float, floor: float) -> dict[str, object]:
    return {
        "case": name,
        "rows": rows,
        "seconds": round(seconds, 2),
        "rows/s": round(rows / seconds),
        "× (calamine + COPY)": round(seconds / floor, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
