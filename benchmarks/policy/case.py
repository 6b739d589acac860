"""``python -m benchmarks.policy.case FAMILY POLICY SUBJECTS FOLDER SECONDS``: one case, in a process of its own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.policy.contest import contest, tell
from benchmarks.policy.registers import Register

FAMILIES: Final = {
    "explain": "benchmarks.policy.ours.explain:contestants",
    "duckdb": "benchmarks.policy.duckdb_case:contestants",
    "large": "benchmarks.policy.large_case:ours",
    "large-by-hand": "benchmarks.policy.large_case:by_hand",
    "spark": "benchmarks.policy.spark_case:contestants",
    "polars": "benchmarks.policy.polars_case:contestants",
    "openfisca": "benchmarks.policy.openfisca_case:contestants",
    "zen": "benchmarks.policy.zen_case:contestants",
    "libreoffice": "benchmarks.policy.libreoffice_case:contestants",
}
"""The function of each family that gives the contestants which run by turns."""
TRUTH: Final = "truth"


def main() -> int:
    """Run the case that the arguments name, and tell its figures."""
    family, policy, subjects, folder, seconds = sys.argv[1:]
    register = Register(policy, int(subjects), Path(folder))
    if family == TRUTH:
        import_module("benchmarks.policy.truth").have_truth(register)
        import_module("benchmarks.policy.ours.coded").have_coded(register)
        return 0
    module, _, function = FAMILIES[family].partition(":")
    contestants = getattr(import_module(module), function)(register)
    tell(contest(register, contestants, float(seconds)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
