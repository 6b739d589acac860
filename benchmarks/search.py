"""``python -m benchmarks.search``: finding anything among 100,000 households and 200,000 people, as the box asks it.

Each case is asked by the centre, which sees everything, and by a town's clerk, who sees a twelfth; nothing is kept
between two askings. The district is the one of ``benchmarks.web``.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from benchmarks.installation import add_place, open_installation
from benchmarks.reporting import report

if TYPE_CHECKING:
    from antu.households.models import Household
    from antu.platform.actor import Actor

TIMES: Final = 60
SURE: Final = {
    "whole name",
    "three characters that sound the same",
    "number",
    "last six of an identity number",
}
"""Questions that few answer to: the household must be among these."""
SHOWN: Final = 4
TARGET_MS: Final = 100


def main() -> int:
    """Make the district, check that each question finds the household it is about, then time them."""
    parser = ArgumentParser(prog="python -m benchmarks.search")
    add_place(parser)
    open_installation("web", parser.parse_args().database)
    from antu.households.models import Household
    from antu.platform.actor import SYSTEM, Actor, Reach
    from benchmarks.district import have_district

    have_district()
    one = Household.objects.filter(head_name__regex="^.{3}$").order_by("pk")[50_000]
    town = Actor("town", "town", SYSTEM.permissions, Reach(town=one.town))
    cases = [_case(name, typed, one, actor) for name, typed in _questions(one) for actor in (SYSTEM, town)]
    report("search", cases)
    for figure in ("p50 ms", "p99 ms"):
        print(f"{figure} within {TARGET_MS} ms: {sum(each[figure] <= TARGET_MS for each in cases)} of {len(cases)}")
    return 0


def _questions(one: Household) -> Iterator[tuple[str, str]]:
    from antu.platform.search.readings import person_readings

    name, reading = one.head_name, person_readings(one.head_name)[0]
    yield "whole name", name
    yield "two characters", name[:2]
    yield "one character", name[:1]
    yield "one character wrong", f"{name[0]}璞{name[2]}"
    yield "three characters that sound the same", "".join(map(_homophone, name, reading))
    yield "no such name", "欧阳璞玉"
    yield "pinyin", "".join(reading)
    yield "two letters", "".join(reading)[:2]
    yield "initials", "".join(each[0] for each in reading)
    yield "number", one.code
    yield "last four of an identity number", one.id_number[-4:]
    yield "last six of an identity number", one.id_number[-6:]
    yield "last four of a telephone", one.phone[-4:]


def _homophone(character: str, syllable: str) -> str:
    """Another character that sounds so."""
    from antu.platform.search.readings import text_readings

    common = map(chr, range(0x4E00, 0x9FA6))
    return next(other for other in common if other != character and text_readings(other) == ((syllable,),))


def _case(name: str, typed: str, one: Household, actor: Actor) -> dict[str, Any]:
    from antu.platform.search.finding import find

    if name in SURE:
        hits = [hit.url for group in find(actor, typed, limit=100) for hit in group.hits]
        if f"/households/{one.pk}/" not in hits:
            raise SystemExit(f"{name}: {typed} does not find {one}")
    find(actor, typed, limit=SHOWN)  # what a process reads once, it has read
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
