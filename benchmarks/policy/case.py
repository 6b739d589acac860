"""``python -m benchmarks.policy.case FAMILY POLICY SUBJECTS FOLDER SECONDS``: one case, in a process of its own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.policy.contest import contest, tell
from benchmarks.policy.registers import Register

FAMILIES: Final = {
    "truth": "benchmarks.policy.truth",
    "explain": "benchmarks.policy.ours.explain",
    "duckdb": "benchmarks.policy.duckdb_case",
    "large": "benchmarks.policy.large_case",
    "spark": "benchmarks.policy.spark_case",
    "polars": "benchmarks.policy.polars_case",
    "openfisca": "benchmarks.policy.openfisca_case",
    "zen": "benchmarks.policy.zen_case",
    "libreoffice": "benchmarks.policy.libreoffice_case",
}
"""The module of each family: its ``contestants(register)`` gives those that run by turns."""


def main() -> int:
    """Run the case that the arguments name, and tell its figures."""
    family, policy, subjects, folder, seconds = sys.argv[1:]
    register = Register(policy, int(subjects), Path(folder))
    contestants = import_module(FAMILIES[family]).contestants(register)
    tell(contest(register, contestants, float(seconds)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
