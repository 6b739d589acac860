"""An installation of the benchmarks' own: its data lie under ``build/benchmarks``, its records are made once."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]


def add_place(parser: ArgumentParser) -> None:
    """Let the command be told where its records lie."""
    parser.add_argument(
        "--database", default="", help="an empty PostgreSQL database for the records (URL); else one of its own"
    )


def open_installation(name: str, database: str = "") -> Path:
    """Make the records of this installation ready, without the demo, for the rest of the process; its home.

    They are in an embedded server of its own, whatever the environment says, unless a ``database`` is named.
    """
    home = CHECKOUT / "build/benchmarks" / name
    os.environ |= {"ANTU_HOME": str(home), "ANTU_DEMO": "0", "DATABASE_URL": database}
    from antu.site.records import have_records
    from antu.site.serving import SERVE

    have_records(SERVE)
    return home
