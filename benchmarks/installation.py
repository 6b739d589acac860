"""An installation of the benchmarks' own: its data lie under ``build/benchmarks``, its records are made once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]


def open_installation(name: str) -> Path:
    """Make the records of this installation ready, without the demo, for the rest of the process; its home."""
    home = CHECKOUT / "build/benchmarks" / name
    os.environ |= {"ANTU_HOME": str(home), "ANTU_DEMO": "0"}
    from antu.site.records import have_records
    from antu.site.serving import SERVE

    have_records(SERVE)
    return home
