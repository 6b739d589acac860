"""Remaining households as of any day: since when they are stuck, and what holds of reason, visits, next step and law.

What holds on a day is the latest standing row of its kind up to that day. Rows are read for a page of households at a
time; filters and sorts ask the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Least, NullIf

from antu.clearing.domain.stuck import Stuck, days_late, stuck_since
from antu.clearing.models import HouseholdNote, LegalStage, NextStep, StuckReason, Visit
from antu.households.models import Circumstance, Household, HouseholdEvent, HouseholdEventKind, SubjectKind
from antu.households.selectors.register_list import with_listed_columns
from antu.households.selectors.remaining import IN_ORDER
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered
from antu.projects.models import ProjectEvent, ProjectEventKind

Note = TypeVar("Note", bound=HouseholdNote)
#: What a filter calls those with any at all, and those without.
ANY: Final = "any"
NONE: Final = "none"
_READ: Final = ("held_reason", "project__notice_on")


class StepDue(StrEnum):
    """How a household's next step stands to its day."""

    LATE = "late"
    RUNNING = "running"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a household on ``day``. ``written_reason`` is what the register says, which has no day."""

    day: date
    stuck: Stuck | None = None
    written_reason: str = ""
    reason: StuckReason | None = None
    visit: Visit | None = None
    visits: int = 0
    step: NextStep | None = None
    stage: LegalStage | None = None

    @property
    def days(self) -> int | None:
        """How many days it is stuck."""
        return self.stuck.days_on(self.day) if self.stuck else None

    @property
    def days_late(self) -> int:
        """How many days its next step is late."""
        return days_late(self.step.until_on, self.day) if self.step else 0


def remaining_on(actor: Actor, day: date, project: int | None = None) -> QuerySet[Any]:
    """Households (of one project) that the actor sees and that had not moved out by the end of ``day``."""
    found = Household.objects.standing().seen_by(actor).filter(project__is_voided=False, kind=SubjectKind.HOUSEHOLD)
    if project is not None:
        found = found.filter(project=project)
    vacated = HouseholdEvent.objects.standing().filter(
        household=OuterRef("pk"), kind=HouseholdEventKind.VACATED, on__lte=day
    )
    return found.filter(~Exists(vacated)).order_by(*IN_ORDER)


def with_since(households: QuerySet[Any]) -> QuerySet[Any]:
    """The same beside ``started_on`` of their project, their own first dated record ``known_on``, and ``since``."""
    of_project = ProjectEvent.objects.standing().filter(project=OuterRef("project"), kind=ProjectEventKind.STARTED)
    signed = HouseholdEvent.objects.standing().filter(household=OuterRef("pk"), kind=HouseholdEventKind.SIGNED)
    troubled = Circumstance.objects.filter(household=OuterRef("pk"), from_register=False)
    firsts = [_first(signed), _first(troubled, "from_on"), *(_first(_notes(model)) for model in _KINDS)]
    dated = households.annotate(started_on=_first(of_project), known_on=Least(*firsts))
    begun: QuerySet[Any] = dated.annotate(since=Coalesce(Greatest("project__notice_on", "started_on"), "known_on"))
    return begun


_KINDS: Final[tuple[type[HouseholdNote], ...]] = (Visit, StuckReason, NextStep, LegalStage)


def _notes(model: type[HouseholdNote]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.standing().filter(household=OuterRef("pk"))
    return rows


def _first(rows: QuerySet[Any], name: str = "on") -> Subquery:
    return Subquery(rows.order_by(name).values(name)[:1])


def _held(model: type[HouseholdNote], name: str, day: date) -> Subquery:
    """A column of the note that holds on the day."""
    return Subquery(_notes(model).filter(on__lte=day).order_by("-on", "-id").values(name)[:1])


def with_holding(households: QuerySet[Any], day: date) -> QuerySet[Any]:
    """The same beside ``visited_on``, ``step_until`` and ``stage_now``: what holds on the day."""
    beside: QuerySet[Any] = households.annotate(
        visited_on=_held(Visit, "on", day),
        step_until=_held(NextStep, "until_on", day),
        stage_now=_held(LegalStage, "stage", day),
    )
    return beside


def with_step(households: QuerySet[Any], due: StepDue, day: date) -> QuerySet[Any]:
    """Those whose next step is late on the day, is not, or is not entered."""
    held: QuerySet[Any] = households.annotate(until_now=_held(NextStep, "until_on", day))
    if due is StepDue.NONE:
        return held.filter(until_now=None)
    return held.filter(until_now__lt=day) if due is StepDue.LATE else held.filter(until_now__gte=day)


def at_stage(households: QuerySet[Any], code: str, day: date) -> QuerySet[Any]:
    """Those whose latest step of the law is this one; :data:`ANY` of them, or :data:`NONE`."""
    held: QuerySet[Any] = households.annotate(law_now=_held(LegalStage, "stage", day))
    return held.filter(law_now__isnull=code == NONE) if code in {ANY, NONE} else held.filter(law_now=code)


def not_visited(households: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those that nobody had visited by the day."""
    return households.filter(~Exists(_notes(Visit).filter(on__lte=day)))


def for_reason(households: QuerySet[Any], words: str, day: date) -> QuerySet[Any]:
    """Those whose reason has these words."""
    return _with_reason(households, day).filter(reason_now__icontains=words)


def without_reason(households: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those for which no reason is written."""
    return _with_reason(households, day).filter(reason_now=None)


def _with_reason(households: QuerySet[Any], day: date) -> QuerySet[Any]:
    as_written = NullIf(F("held_reason"), Value(""))
    said: QuerySet[Any] = households.annotate(reason_now=Coalesce(_held(StuckReason, "reason", day), as_written))
    return said


def listed_on(households: QuerySet[Any], day: date) -> list[Any]:
    """The households of a page, each with ``known`` of the day, in a fixed number of queries."""
    rows = with_listed_columns(households, _READ)
    known = known_of(rows, day)
    for household in rows:
        household.known = known[household.pk]
        household.day_signed = household.day_signed if household.day_signed and household.day_signed <= day else None
    return rows


def _latest(model: type[Note], keys: Iterable[int], day: date) -> dict[int, Note]:
    """The note of this kind that holds on the day, by household."""
    rows: Any = model.objects.standing().filter(household__in=keys, on__lte=day)
    return {row.household_id: row for row in rows.order_by("household_id", "-on", "-id").distinct("household_id")}


def _stuck(keys: Iterable[int]) -> dict[int, Stuck | None]:
    """Since when each of these households is stuck."""
    rows = with_since(Household.objects.filter(pk__in=keys)).order_by()
    days = rows.values_list("pk", "started_on", "project__notice_on", "known_on")
    return {pk: stuck_since(*rest) for pk, *rest in days}


def known_of(households: Iterable[Any], day: date) -> dict[int, Known]:
    """What is known of each of these households on the day. Six queries."""
    by_key = {household.pk: household for household in households}
    reasons, visits = _latest(StuckReason, by_key, day), _latest(Visit, by_key, day)
    steps, stages = _latest(NextStep, by_key, day), _latest(LegalStage, by_key, day)
    standing = Visit.objects.standing().filter(household__in=by_key, on__lte=day).order_by()
    counts = dict(standing.values("household").annotate(found=Count("pk")).values_list("household", "found"))
    stuck = _stuck(by_key)
    held = {pk: (reasons.get(pk), visits.get(pk), counts.get(pk, 0), steps.get(pk), stages.get(pk)) for pk in by_key}
    return {pk: Known(day, stuck.get(pk), each.held_reason, *held[pk]) for pk, each in by_key.items()}


def known_by(household: Household, notes: Mapping[type[HouseholdNote], Sequence[Any]], day: date) -> Known:
    """The same of one household whose notes were read already, newest first. One query."""
    held: dict[Any, list[Any]] = {
        model: [note for note in rows if note.on <= day and not note.is_voided] for model, rows in notes.items()
    }
    reason, visit, step, stage = (next(iter(held[model]), None) for model in (StuckReason, Visit, NextStep, LegalStage))
    stuck = _stuck([household.pk]).get(household.pk)
    return Known(day, stuck, household.held_reason, reason, visit, len(held[Visit]), step, stage)


@dataclass(frozen=True, slots=True)
class Place:
    """Where remaining households lie and whose they are, as the register writes it; empty where it writes nothing."""

    town: str
    village: str
    officer: str


def places_on(actor: Actor, day: date, project: int | None) -> Sequence[Place]:
    """Each place of those that remain, once; remembered."""
    key = ("clearing-places", actor.reach, project, day)

    def read() -> tuple[Place, ...]:
        names = ("town", "village", "officer")
        found = remaining_on(actor, day, project).order_by(*names).values_list(*names).distinct()
        return tuple(Place(*row) for row in found)

    return remembered(records_seen(), key, read)


def with_days(households: QuerySet[Any], day: date) -> QuerySet[Any]:
    """The same beside ``stuck_days`` up to the day, to be put in order by."""
    length = ExpressionWrapper(Value(day, DateField()) - F("since"), DurationField())
    beside: QuerySet[Any] = with_since(households).annotate(stuck_days=length)
    return beside


def late_steps(actor: Actor, day: date) -> int:
    """Of how many remaining households the next step is late."""
    return with_step(remaining_on(actor, day), StepDue.LATE, day).order_by().count()


def notes_of(model: type[Note], household: int) -> list[Note]:
    """All notes of one kind of a household, newest first, withdrawn ones too."""
    rows: Any = model.objects.filter(household=household)
    return list(rows)
