"""``python -m benchmarks.search``: finding anything among 100,000 households and 200,000 people, as the box asks it.

Each case is asked by the centre, which sees everything, and by a town's clerk, who sees a twelfth; nothing is kept
between two askings. The district is the one of ``benchmarks.web``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from benchmarks.installation import open_installation
from benchmarks.reporting import report

if TYPE_CHECKING:
    from antu.households.models import Household
    from antu.platform.actor import Actor

TIMES: Final = 30
SHOWN: Final = 4


def main() -> int:
    """Make the district, check that each question finds the household it is about, then time them."""
    open_installation("web")
    from antu.households.models import Household
    from antu.platform.actor import SYSTEM, Actor, Reach
    from benchmarks.district import have_district

    have_district()
    one = Household.objects.filter(head_name__regex="^.{3}$").order_by("pk")[50_000]
    town = Actor("town", "town", SYSTEM.permissions, Reach(town=one.town))
    cases = [_case(name, typed, one, actor) for name, typed in _questions(one) for actor in (SYSTEM, town)]
    report("search", cases)
    return 0


def _questions(one: Household) -> Iterator[tuple[str, str]]:
    from antu.platform.search.readings import person_readings

    name, reading = one.head_name, person_readings(one.head_name)[0]
    yield "whole name", name
    yield "two characters", name[:2]
    yield "one character", name[:1]
    yield "one character wrong", f"{name[0]}璞{name[2]}"
    yield "no such name", "欧阳璞玉"
    yield "pinyin", "".join(reading)
    yield "two letters", "".join(reading)[:2]
    yield "initials", "".join(each[0] for each in reading)
    yield "number", one.code
    yield "last four of an identity number", one.id_number[-4:]
    yield "last six of an identity number", one.id_number[-6:]
    yield "last four of a telephone", one.phone[-4:]


def _case(name: str, typed: str, one: Household, actor: Actor) -> dict[str, object]:
    from antu.platform.search.finding import find

    if name in {"whole name", "number", "last six of an identity number"}:
        hits = [hit.url for group in find(actor, typed, limit=100) for hit in group.hits]
        if f"/households/{one.pk}/" not in hits:
            raise SystemExit(f"{name}: {typed} does not find {one}")
    taken, python = [], time.process_time()
    for _ in range(TIMES):
        start = time.perf_counter()
        find(actor, typed, limit=SHOWN)
        taken.append((time.perf_counter() - start) * 1000)
    who = "all" if actor.reach.everything else "a town"
    python = (time.process_time() - python) * 1000 / TIMES
    return {
        "asked": name,
        "by": who,
        "p50 ms": round(median(taken), 1),
        "p99 ms": round(quantiles(taken, n=100)[98], 1),
        "of it Python": round(python, 1),
    }


if __name__ == "__main__":
    raise SystemExit(main())
