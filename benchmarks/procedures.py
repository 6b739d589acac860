"""``python -m benchmarks.procedures``: 10,000 running cases, a step of one, and the day's last look at 100,000 clocks.

The cases are reviews of determinations of the district of ``benchmarks.web``, all at the step of one post. The inbox is
asked beside the plain page of that benchmark, from the same two servers.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from benchmarks.installation import CHECKOUT, add_place, open_installation
from benchmarks.reporting import report
from benchmarks.web.servers import antu_server, free_port, plain_server, serving

if TYPE_CHECKING:
    from antu.households.models import Household
    from antu.procedures.models import ProcedureDrawing

RUNNING: Final = 10_000
CLOCKS: Final = 100_000
LATE: Final = 1_000
STEPS: Final = 200
STEP_MS: Final = 20
BATCH: Final = 10_000
KEY: Final = "determination-review"
CLIENTS: Final = (1, 16)


def main() -> int:
    """Make the cases, check the counts, then time inbox, step and sweep."""
    parser = ArgumentParser(prog="python -m benchmarks.procedures")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is asked by each crowd")
    add_place(parser)
    given = parser.parse_args()
    open_installation("procedures", given.database)
    _have_cases()
    report("inbox", _inbox(given.seconds))
    report("steps", _steps())
    report("sweep", _sweeps())
    return 0


def _have_cases() -> None:
    """The district, the demo's people, and as many running cases, each at its second step."""
    from antu.overview.services import load_demo
    from antu.platform.actor import SYSTEM
    from antu.procedures.models import ProcedureCase, ProcedureDrawing
    from benchmarks.district import have_district

    load_demo(SYSTEM, CHECKOUT / "demo", today=date(2026, 1, 1))
    have_district()
    missing = RUNNING - ProcedureCase.objects.filter(ended_at=None, key=KEY).count()
    if missing > 0:
        drawing = ProcedureDrawing.objects.get(key=KEY, published_at__isnull=False)
        _add_cases(drawing, _free_households(missing, signed=True), date(2027, 1, 4))


def _free_households(many: int, *, signed: bool) -> list[Household]:
    """Households of which no case runs; clocks are also counted of such as have nothing to review."""
    from antu.compensation.models import Determination
    from antu.households.models import Household
    from antu.procedures.models import ProcedureCase

    known = ProcedureCase.objects.filter(key=KEY).values("subject_id")
    standing = Determination.objects.filter(is_standing=True, is_draft=False).values("household")
    rows = Household.objects.exclude(pk__in=known).select_related("project")
    if signed:
        rows = rows.filter(pk__in=standing)
    return list(rows.order_by("pk")[:many])


def _add_cases(drawing: ProcedureDrawing, households: list[Household], due_on: date) -> None:
    """Cases as the services leave them after the first step: the log, the open step, and who it waits for."""
    from django.db.models import Max
    from django.utils import timezone

    from antu.compensation.selectors.reviews import standing_version
    from antu.inbox.services import Addressee, Matter, Subject, new_todo
    from antu.kernel.text import comparable
    from antu.organisations.models import Post
    from antu.platform.bulk import add_rows
    from antu.procedures.models import CaseStep, ProcedureCase

    now, post = timezone.now(), Post.objects.get(code="expropriation")
    last = ProcedureCase.objects.filter(number__startswith="2025-").aggregate(last=Max("number"))["last"]
    first = int(last[5:]) + 1 if last else 1
    version = standing_version(households[0])
    cases = [
        ProcedureCase(
            drawing=drawing,
            key=KEY,
            number=f"2025-{number:06}",
            subject_kind="households.household",
            subject_id=each.pk,
            about=f"{each.project.name} {each.code} {each.head_name}",
            towns=[each.town],
            town_forms=[comparable(each.town)],
            owner=each.project.owner,
            owner_form=comparable(each.project.owner),
            started_at=now,
            started_by_login="town",
            started_by_name="合成镇街",
        )
        for number, each in enumerate(households, start=first)
    ]
    add_rows(cases)
    done = {"decision": "agree", "facts": {"decision": "agree", "agreed": "1", "refused": "0", "payable": "1.00"}}
    add_rows(
        [
            CaseStep(
                case=case,
                step="submit",
                name="核对送审",
                posts=["town"],
                opened_at=now,
                closed_at=now,
                position=1,
                done_by_login="town",
                done_by_name="合成镇街",
                version=version,
                **done,
            )
            for case in cases
        ]
    )
    waiting = [
        CaseStep(case=case, step="review", name="征拆股审核", posts=[post.code], opened_at=now, due_on=due_on)
        for case in cases
    ]
    add_rows(waiting)
    add_rows(
        [
            new_todo(
                Matter("procedure", step.pk, "补偿核定审核：征拆股审核", due_on, is_bulk=True),
                Subject(f"{step.case.number} {step.case.about}", tuple(step.case.towns), step.case.owner),
                Addressee(post=post, excluded=("town",)),
            )
            for step in waiting
        ]
    )


def _inbox(seconds: float) -> list[dict[str, Any]]:
    """The inbox of who has all of it, a late page and a word of it, and the list of cases; beside the plain page."""
    from antu.inbox.selectors import count_waiting
    from antu.organisations.models import User
    from benchmarks.web.load import load
    from benchmarks.web.pages import PLAIN, AskedPage, check_answers, signed_in

    holder = User.objects.get(username="zhengchai")
    waiting = count_waiting(holder, date(2026, 12, 1))
    if waiting < RUNNING:
        raise SystemExit(f"{waiting} wait, not {RUNNING}")
    cookie = signed_in(holder.username)
    pages = [
        PLAIN,
        AskedPage("inbox", "/todo/", cookie, ("征拆股审核", f"{waiting:,}"[:2])),
        AskedPage("inbox, page 100", "/todo/?page=100", cookie, ("征拆股审核",)),
        AskedPage("inbox, by word", "/todo/?q=合成项目042", cookie, ("合成项目042",)),
        AskedPage("cases", "/cases/", cookie, ("征拆股审核",)),
    ]
    antu, plain = free_port(), free_port()
    found = []
    with serving(plain_server(plain), plain), serving(antu_server(antu), antu):
        check_answers(antu, pages[1:])
        peer: dict[int, float] = {}
        for page in pages:
            for clients in CLIENTS:
                port = plain if page is PLAIN else antu
                load(port, page.path, clients=clients, seconds=seconds, cookie=page.cookie)
                came = load(port, page.path, clients=clients, seconds=seconds, cookie=page.cookie)
                peer.setdefault(clients, came.p50_ms)
                found.append(
                    {
                        "page": page.name,
                        "clients": clients,
                        "requests/s": round(came.per_second, 1),
                        "p50 ms": round(came.p50_ms, 1),
                        "p99 ms": round(came.p99_ms, 1),
                        "p50 to the plain page's": round(came.p50_ms / peer[clients], 2),
                    }
                )
    return found


def _steps() -> list[dict[str, Any]]:
    """Steps of as many cases decided one after another, each in its own transaction."""
    from antu.organisations.models import User
    from antu.procedures.models import CaseStep
    from antu.procedures.services.cases import Word, complete_step

    actor, today = User.objects.get(username="zhengchai").as_actor(), date(2026, 12, 1)
    open_now = CaseStep.objects.filter(closed_at=None, step="review").order_by("pk").values_list("pk", flat=True)
    keys = list(open_now[: STEPS + 1])
    complete_step(actor, keys[0], Word(opinion="同意"), today)  # what a process reads once, it has read
    python = time.process_time()
    taken = [_timed(partial(complete_step, actor, key, Word(opinion="同意"), today)) for key in keys[1:]]
    python = (time.process_time() - python) * 1000 / STEPS
    followed = CaseStep.objects.filter(case__steps__in=keys, step="recheck", closed_at=None).distinct().count()
    if followed != len(keys):
        raise SystemExit(f"{followed} of {len(keys)} went on")
    return [
        {
            "step": "decided, with journal, next step and to-dos",
            "p50 ms": round(median(taken), 1),
            "p99 ms": round(quantiles(taken, n=100)[98], 1),
            "of it Python": round(python, 1),
            f"within {STEP_MS} ms": f"{sum(each <= STEP_MS for each in taken)} of {STEPS}",
        }
    ]


def _sweeps() -> list[dict[str, Any]]:
    """The look at all clocks: none newly late, a thousand, and every one."""
    from django.db import connection

    from antu.procedures.models import CaseStep
    from antu.procedures.services.late import escalate_late

    _have_clocks()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyse")
    clocks = CaseStep.objects.filter(closed_at=None, escalated_at=None)
    running, day = clocks.count(), date(2027, 6, 1)
    found: list[dict[str, Any]] = []
    for name, many in (("none late", 0), ("1,000 late", LATE), ("all of them late", running - LATE)):
        clocks.filter(pk__in=list(clocks.order_by("pk").values_list("pk", flat=True)[:many])).update(due_on=day)
        taken = _timed(partial(escalate_late, day + timedelta(days=1)))
        told = clocks.model.objects.filter(closed_at=None, due_on=day).exclude(escalated_at=None).count()
        if told != sum(each["told"] for each in found) + many:
            raise SystemExit(f"{name}: {told} told in all")
        found.append({"clocks": f"{running:,}", "sweep": name, "told": many, "seconds": round(taken / 1000, 2)})
    return found


def _have_clocks() -> None:
    from antu.inbox.models import Todo
    from antu.procedures.models import CaseStep, ProcedureDrawing

    drawing = ProcedureDrawing.objects.get(key=KEY, published_at__isnull=False)
    Todo.objects.filter(kind="procedure-late").delete()
    CaseStep.objects.filter(closed_at=None).update(due_on=date(2028, 1, 4), escalated_at=None)
    missing = CLOCKS - CaseStep.objects.filter(closed_at=None).count()
    while missing > 0:
        some = _free_households(min(BATCH, missing), signed=False)
        _add_cases(drawing, some, date(2028, 1, 4))
        missing -= len(some)


def _timed(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
