"""How every benchmark tells its figures: one JSON line a case, then a table for docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path


def machine() -> str:
    """On what it was measured, and when."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    moment = datetime.now().astimezone()
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}, {moment:%Y-%m-%d %H:%M %Z}"


def report(title: str, cases: Sequence[Mapping[str, object]]) -> None:
    """Print the cases as JSON lines and as one Markdown table; all cases have the same keys."""
    for case in cases:
        print(json.dumps({"benchmark": title, **case}, ensure_ascii=False))
    print(f"\n{title} — {machine()}\n")
    heads = list(cases[0])
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for case in cases:
        print("| " + " | ".join(str(case[head]) for head in heads) + " |")
