"""``python -m benchmarks.policy``: registers of 1,000 to 10 million households computed by this engine and its peers.

Two policies, flat and hunan-demo-2023, on made-up registers under build/benchmarks/policy. Each case is a process of
its own, with a limit of time. Before anything is timed, every household's total is compared with the true one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.installation import CHECKOUT
from benchmarks.policy.case import FAMILIES, TRUTH
from benchmarks.policy.environment import HOME, PYTHON, have_peers
from benchmarks.policy.plan import SIZES, Case, planned
from benchmarks.policy.registers import FLAT, HUNAN, Register, make_register
from benchmarks.policy.targets import judged
from benchmarks.reporting import report

LIMIT_S: Final = 240.0
TRUTH_LIMIT_S: Final = 1800.0


def main() -> int:
    """Make registers, have their truth agreed on, run the cases, judge the targets."""
    given = _arguments()
    have_peers()
    cases: list[dict[str, Any]] = []
    until = time.monotonic() + given.minutes * 60
    agreed: set[Register] = set()
    for case in _planned(given):
        left = until - time.monotonic()
        if left <= 0:
            print(f"no time left for {case}", file=sys.stderr)
            continue
        register = make_register(case.policy, case.subjects, HOME / "registers")
        if register not in agreed:
            _child([TRUTH, case.policy, str(case.subjects), str(register.folder), "0"], TRUTH_LIMIT_S)
            agreed.add(register)
        cases += _figures(case, register, min(given.limit, left))
    _told(cases)
    return 0


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.policy")
    parser.add_argument(
        "--size", choices=[name for name in SIZES if name != "10M"], default="1M", help="the greatest register"
    )
    parser.add_argument(
        "--ten-million", action="store_true", help="only 10 million households from files, within 6 GiB"
    )
    parser.add_argument("--policies", nargs="*", choices=(FLAT, HUNAN), default=(FLAT, HUNAN))
    parser.add_argument("--families", nargs="*", choices=tuple(FAMILIES), default=(), help="these alone")
    parser.add_argument("--seconds", type=float, default=5.0, help="for the rounds of a case, after its first run")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds after which a case is given up")
    parser.add_argument("--minutes", type=float, default=12.0, help="after which no further case is begun")
    return parser.parse_args()


def _planned(given: Namespace) -> Iterator[Case]:
    if given.ten_million:
        families = tuple(given.families) or ("large", "large-by-hand")
        return planned(tuple(given.policies), families, SIZES["10M"], given.seconds)
    return planned(tuple(given.policies), tuple(given.families), SIZES[given.size], given.seconds)


def _figures(case: Case, register: Register, limit: float) -> list[dict[str, Any]]:
    """What the case's contestants took; one row that says so where it was given up."""
    arguments = [case.family, case.policy, str(case.subjects), str(register.folder), str(case.seconds)]
    print(f"{case.policy}, {case.subjects} households: {case.family} ...", file=sys.stderr, flush=True)
    told = _child(arguments, limit)
    places = {"policy": case.policy, "subjects": case.subjects}
    return [places | figure for figure in told] or [places | {"case": case.family, "seconds": None, "peak MB": None}]


def _child(arguments: Sequence[str], limit: float) -> list[dict[str, Any]]:
    """The figures that a case in a process of its own tells; none where it fails or takes too long."""
    command = [str(PYTHON), "-m", "benchmarks.policy.case", *arguments]
    environment = os.environ | {"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"}
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return []
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        if arguments[0] == TRUTH:
            sys.exit("the hand-written SQL and explain disagree: nothing is timed")
        return []
    lines = done.stdout.strip().splitlines()
    return list(json.loads(lines[-1])) if lines else []


def _told(cases: Sequence[dict[str, Any]]) -> None:
    report("policy", [_row(case) for case in cases])
    targets = list(judged(cases))
    if targets:
        report("policy targets", targets)


def _row(case: dict[str, Any]) -> dict[str, object]:
    if case["seconds"] is None:
        rest = dict.fromkeys(("households/s", "seconds", "CPU s", "peak MB", "households wrong", "most off, fen"), "—")
        return {"policy": case["policy"], "households": case["subjects"], "case": f"{case['case']}: given up", **rest}
    return {
        "policy": case["policy"],
        "households": case["subjects"],
        "case": case["case"],
        "households/s": round(case["subjects"] / case["seconds"]),
        "seconds": round(case["seconds"], 3),
        "CPU s": round(case["CPU s"], 2),
        "peak MB": case["peak MB"],
        "households wrong": case["wrong"],
        "most off, fen": case["most off fen"],
    }


if __name__ == "__main__":
    sys.exit(main())
