"""What pages show of procedures and cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from antu.platform.actor import Actor
from antu.platform.display import Chip, Tone
from antu.platform.procedure_kinds import ProcedureKind, procedure_kinds
from antu.procedures.models import OPEN, CaseStep, ProcedureCase, ProcedureDrawing
from antu.procedures.selectors.drawings import in_force, kind_of, published, runnable
from antu.procedures.selectors.facts import read_kept

_TONES: Final = {"approved": Tone.DONE, "refused": Tone.STOPPED, ProcedureCase.WITHDRAWN: Tone.PLAIN}


@dataclass(frozen=True, slots=True)
class ShownProcedure:
    """A procedure with the drawing in force and how many cases run."""

    kind: ProcedureKind
    drawing: ProcedureDrawing | None
    running: int
    ended: int


def shown_procedures(actor: Actor) -> list[ShownProcedure]:
    """All procedures that rooms offer."""
    real = ProcedureCase.objects.seen_by(actor).filter(is_sandbox=False).values("key")
    counted = real.annotate(running=Count("pk", Q(ended_at=None)), ended=Count("pk", Q(ended_at__isnull=False)))
    counts = {row["key"]: (row["running"], row["ended"]) for row in counted.order_by("key")}
    drawn = {drawing.key: drawing for drawing in in_force().defer("xml")}
    return [ShownProcedure(kind, drawn.get(kind.key), *counts.get(kind.key, (0, 0))) for kind in procedure_kinds()]


def listed_cases(actor: Actor) -> QuerySet[ProcedureCase]:
    """Cases of rows that the actor sees, the latest first, each with its open step and day."""
    waiting = CaseStep.objects.filter(case=OuterRef("pk"), closed_at=None).order_by("due_on", "id")
    return (
        ProcedureCase.objects.seen_by(actor)
        .filter(is_sandbox=False)
        .annotate(step_name=Subquery(waiting.values("name")[:1]), due_on=Subquery(waiting.values("due_on")[:1]))
        .annotate(since=Subquery(waiting.values("opened_at")[:1]))
        .order_by("-id")
    )


def case_chip(case: ProcedureCase, today: date, due_on: date | None = None) -> Chip:
    """How a case stands, in a word."""
    if case.ended_at:
        return Chip(case.end_name, _TONES.get(case.outcome, Tone.DONE))
    if due_on and due_on < today:
        return Chip("逾期", Tone.STOPPED)
    return Chip("在办", Tone.GOING)


def states_of_cases(ids: Iterable[int], today: date) -> dict[int, tuple[str, Chip]]:
    """How these cases stand."""
    found = {}
    for case in ProcedureCase.objects.filter(pk__in=list(ids)).prefetch_related("steps"):
        waiting = [step for step in case.steps.all() if step.is_open]
        chip = case_chip(case, today, min((step.due_on for step in waiting if step.due_on), default=None))
        if waiting:
            chip = Chip(f"{chip.text}：{'、'.join(step.name for step in waiting)}", chip.tone)
        found[case.pk] = (str(case), chip)
    return found


#: The kind of matter that people follow.
WATCHED: Final = "case"


def asked_before(case: ProcedureCase, steps: Iterable[CaseStep]) -> dict[str, str]:
    """What the steps of a case have asked, as texts: the latest answer of each, also of those taken back."""
    found: dict[str, str] = {}
    columns = {column.name: column for column in kind_of(case.key).asked}
    for step in sorted((each for each in steps if each.position), key=lambda each: each.position or 0):
        for name, value in read_kept(case.key, step.facts).items():
            if name in columns and value is not None:
                found[name] = value.isoformat() if isinstance(value, date) else columns[name].label_of(value)
    return found


def startable(actor: Actor, kind: ProcedureKind, most: int) -> list[Any]:
    """Rows for which the actor may begin the procedure now; none where no drawing is published."""
    if not actor.may(kind.permission) or published(kind.key) is None:
        return []
    running = ProcedureCase.objects.filter(OPEN, key=kind.key, is_sandbox=False).values("subject_id")
    return list(kind.ready(actor).exclude(pk__in=running)[:most])


def waits_at(case: ProcedureCase) -> str:
    """The steps at which a case waits, with their posts."""
    steps = runnable(case.drawing).drawing.steps
    open_now = case.steps.filter(closed_at=None).order_by("id")
    return "；".join(f"{each.name}（{'、'.join(steps[each.step].posts)}）" for each in open_now)
