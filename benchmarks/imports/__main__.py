"""``python -m benchmarks.imports``: a register of 100,000 rows into PostgreSQL, unsigned and signed, and its peers.

What is timed is what an office does: reading, judging, the list of errors, rows, journal, commit. Records are the
benchmark's own, made anew each time under build/benchmarks.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.installation import CHECKOUT, open_installation
from benchmarks.reporting import report
from benchmarks.spending import Spent, spent

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
    from benchmarks.imports.register import make_register

    _check(make_register(home / "小台账.xlsx", CHECKED_ROWS, series=1, signed=True))
    unsigned = make_register(home / "未签约.xlsx", rows, series=2, signed=False)
    signed = make_register(home / "已签约.xlsx", rows, series=3, signed=True)
    cases, floor = _peers(unsigned)
    for name, made in (("unsigned", unsigned), ("signed, determined", signed)):
        cases.append(
            _case(f"antu, {name}: check, copy marked", made.rows, spent(partial(_check_alone, made))[1], floor)
        )
        for time_of in ("", ", again"):
            cases.append(_case(f"antu, {name}{time_of}", made.rows, spent(partial(_import, made))[1], floor))
    report("imports", cases)
    return 0


def _peers(made: Made) -> tuple[list[dict[str, object]], Spent]:
    """The peers on this workbook, and what the figures are measured against."""
    from benchmarks.imports.peers import bulk_create_rows, copy_rows, read_with_calamine, read_with_openpyxl

    sheets, reading = spent(partial(read_with_calamine, made.path))
    _, copying = spent(partial(copy_rows, sheets))
    tutorial, opening = spent(partial(read_with_openpyxl, made.path))
    _, creating = spent(partial(bulk_create_rows, tutorial))
    floor = reading + copying
    costs = {
        "calamine, read only": reading,
        "COPY, text rows only": copying,
        "calamine + COPY": floor,
        "openpyxl + bulk_create, nothing judged": opening + creating,
    }
    return [_case(name, made.rows, taken, floor) for name, taken in costs.items()], floor


def _check(made: Made) -> None:
    """Right before quick: the planted errors are found, everything else goes in once, a second time changes nothing."""
    first, again = _import(made), _import(made)
    accepted = sum(count.accepted for count in first.sheets.values())
    found = {
        "rejected": len(first.rejected_households),
        "rules": {problem.rule for problem in first.errors},
        "rows": sum(count.rows for count in first.sheets.values()),
        "first": (first.created, first.updated, first.unchanged),
        "again": (again.created, again.updated, again.unchanged),
    }
    right = {
        "rejected": made.bad,
        "rules": {"R-ID-CHECKSUM"},
        "rows": made.rows,
        "first": (accepted, 0, 0),
        "again": (0, 0, accepted),
    }
    if found != right:
        sys.exit(f"wrong answers: {found}, not {right}")


def _check_alone(made: Made) -> None:
    """What a page's check does: everything as for good and taken back, its rows kept, the workbook marked."""
    from antu.households.domain.reading import register_layouts
    from antu.households.services import import_register
    from antu.platform.actor import SYSTEM
    from antu.platform.exchange import ImportMode
    from antu.platform.exchange.kept import KeptOutcome
    from antu.regulations.selectors import pack_shelf

    shelf, mode = pack_shelf(), ImportMode(dry_run=True)
    outcome = import_register(SYSTEM, made.path, today=TODAY, shelf=shelf, mode=mode)
    kept = KeptOutcome(made.path.parent / "checked")
    kept.write(outcome)
    kept.mark(made.path, outcome, register_layouts(shelf), mode.told)
    if kept.marked is None:
        sys.exit("no marked copy of a workbook with errors")


def _import(made: Made) -> Any:
    from antu.households.services import import_register
    from antu.platform.actor import SYSTEM
    from antu.regulations.selectors import pack_shelf

    outcome = import_register(SYSTEM, made.path, today=TODAY, shelf=pack_shelf())
    outcome.as_json()
    return outcome


def _case(name: str, rows: int, cost: Spent, floor: Spent) -> dict[str, object]:
    return {
        "case": name,
        "rows": rows,
        "seconds": round(cost.seconds, 2),
        "rows/s": round(rows / cost.seconds),
        "× (calamine + COPY)": round(cost.seconds / floor.seconds, 1),
        "CPU s": round(cost.cpu, 2),
        "× of its CPU": round(cost.cpu / floor.cpu, 1),
        "peak MB": cost.megabytes,
    }


if __name__ == "__main__":
    sys.exit(main())
