"""``python -m benchmarks.proving``: 100,000 stored determinations proven by both engines: time, memory, silence.

The demo's determinations are stored again and again as further versions of their households, lines, digests and entries
too (合成: nobody signed them). Of one in a thousand a digit is changed in the database; exactly these must be found.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from benchmarks.installation import CHECKOUT, add_place, open_installation
from benchmarks.reporting import report
from benchmarks.spending import spent

if TYPE_CHECKING:
    from antu.compensation.models import Determination

BATCH: Final = 500
CHANGED_OF: Final = 1_000
TODAY: Final = date(2024, 1, 31)

_CHANGE: Final = """
    UPDATE compensation_determinationline SET clause = clause || '1'
    WHERE position = 1 AND determination_id %% %s = 0 AND clause NOT LIKE '%%1'
"""


@dataclass(slots=True)
class Silence:
    """Hears how far the proof is, which is where it can be cancelled; ``longest`` seconds between two words."""

    longest: float = 0.0
    _heard: float = field(default_factory=time.perf_counter)

    def __call__(self, _done: int, _total: int | None, _note: str) -> None:
        """A word was said."""
        now = time.perf_counter()
        self.longest, self._heard = max(self.longest, now - self._heard), now


def main() -> int:
    """A hundredth of them, a tenth, then all: what grows shows. Each is proven by a process of its own."""
    parser = ArgumentParser(prog="python -m benchmarks.proving")
    parser.add_argument("--determinations", type=int, default=100_000)
    parser.add_argument("--prove", action="store_true", help="prove what is stored, as a JSON line")
    add_place(parser)
    given = parser.parse_args()
    if not (given.database or given.prove):
        shutil.rmtree(CHECKOUT / "build/benchmarks/proving", ignore_errors=True)
    open_installation("proving", given.database)
    if given.prove:
        print(json.dumps(_proven()))
        return 0
    report("proving", [_case(given.determinations // part, given.database) for part in (100, 10, 1)])
    return 0


def _case(many: int, database: str) -> dict[str, object]:
    changed = _have(many)
    asked = [sys.executable, "-m", "benchmarks.proving", "--prove", "--database", database]
    answer = subprocess.run(asked, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    case: dict[str, object] = json.loads(answer.splitlines()[-1])
    if (case["determinations"], case["found"]) != (many, changed):
        sys.exit(f"{case}, not {many} and {changed} found")
    sys.stderr.write(f"{case}\n")
    return case


def _proven() -> dict[str, object]:
    from antu.compensation.services import prove_determinations
    from antu.platform.actor import SYSTEM

    silence = Silence()
    run, cost = spent(partial(prove_determinations, SYSTEM, told=silence))
    many = run.determination_count
    return {
        "determinations": many,
        "lines": run.line_count,
        "found": run.findings.values("determination").distinct().count(),
        "seconds": round(cost.seconds, 1),
        "CPU s": round(cost.cpu, 1),
        "determinations/s": round(many / cost.seconds),
        "ms of CPU each": round(cost.cpu * 1000 / many, 2),
        "longest silence, s": round(silence.longest, 1),
        "peak MB": cost.megabytes,
    }


def _have(many: int) -> int:
    """Store what is missing, and change a digit of one line in one of a thousand; how many are changed in all."""
    from django.db import connection
    from django.db.models import F

    from antu.compensation.models import Determination
    from antu.overview.services import load_demo
    from antu.platform.actor import SYSTEM

    if not Determination.objects.exists():
        load_demo(SYSTEM, CHECKOUT / "demo", today=TODAY)
    missing = many - Determination.objects.count()
    templates = list(Determination.objects.exclude(reason="合成").prefetch_related("lines"))
    made = _copies(templates)
    while missing > 0:
        _store(list(islice(made, min(BATCH, missing))))
        missing -= BATCH
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyse")
        cursor.execute(_CHANGE, [CHANGED_OF])
    return Determination.objects.annotate(of=F("pk") % CHANGED_OF).filter(of=0).count()


def _copies(templates: list[Determination]) -> Iterator[tuple[Determination, Determination]]:
    """Further versions, one of each household after the other, with what they are copies of."""
    from django.db.models import Max

    from antu.compensation.models import Determination
    from antu.platform.bulk import new_row

    last = dict(Determination.objects.values_list("household").annotate(last=Max("version")))
    for each in cycle(templates):
        last[each.household_id] += 1
        other = {"version": last[each.household_id], "reason": "合成", "supersedes_id": None}
        other |= {"is_standing": False, "ended_reason": "合成", "ended_at": each.determined_at}
        copy = new_row(Determination, **_columns(each) | other)
        copy.seal()
        yield copy, each


def _store(some: list[tuple[Determination, Determination]]) -> None:
    from antu.compensation.domain.digests import DETERMINED, JOURNALED
    from antu.compensation.models import DeterminationLine
    from antu.platform.actor import SYSTEM
    from antu.platform.bulk import add_rows, new_row
    from antu.platform.journal import difference, record_each, snapshot

    add_rows(copy for copy, _ in some)
    entries = ((copy, difference({}, snapshot(copy, JOURNALED))) for copy, _ in some)
    record_each(SYSTEM, DETERMINED, entries)
    add_rows(
        new_row(DeterminationLine, **_columns(line) | {"determination_id": copy.pk})
        for copy, template in some
        for line in template.lines.all()
    )


def _columns(row: Any) -> dict[str, Any]:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields} | {"id": None}


if __name__ == "__main__":
    sys.exit(main())
