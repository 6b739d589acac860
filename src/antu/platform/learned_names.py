"""What an organisation's own names for sheets and columns mean: taught once, remembered for its next workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.kernel.text import text_form
from antu.platform import journal
from antu.platform.actor import Actor, not_within_reach, require
from antu.platform.models import LearnedName
from antu.platform.workbook import TaughtNames
from antu.platform.workbook.taught import name_form

TYPED_CHARACTERS: Final = 200
IGNORED_LABEL: Final = "忽略"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A name as typed: of a column in ``sheet``, or of a sheet where that is empty; what it means, and what to call it.

    ``meaning`` is a field or a sheet of the layout, empty for what is to be ignored.
    """

    sheet: str
    typed: str
    meaning: str
    label: str


def learned_names(actor: Actor, workbook: str | None = None) -> QuerySet[LearnedName]:
    """What the actor's organisation taught (of one kind of workbook)."""
    known = ever_learned_names(actor).filter(is_forgotten=False)
    return known if workbook is None else known.filter(workbook=workbook)


def ever_learned_names(actor: Actor) -> QuerySet[LearnedName]:
    """The same, and what was forgotten since."""
    return LearnedName.objects.filter(organisation=_organisation(actor))


def taught_names(actor: Actor, workbook: str) -> TaughtNames:
    """The same, as the reader of workbooks takes it. One query."""
    known = list(learned_names(actor, workbook))
    return TaughtNames(
        {each.form: each.meaning for each in known if not each.sheet},
        {(each.sheet, each.form): each.meaning for each in known if each.sheet},
    )


def teach_names(actor: Actor, workbook: str, lessons: Sequence[Lesson], *, source: str) -> None:
    """Remember what the names of a workbook (``register``, ``district``) mean for the actor's organisation.

    Raises Forbidden, or BadInput (``R-HEAD-DUPLICATE``) where two names of a sheet would mean the same column.
    """
    require(actor, f"{workbook}.import")
    if actor.reach.is_empty:
        raise Forbidden(not_within_reach(actor, "记住的表名和列名"))
    _refuse_doubles(lessons)
    with transaction.atomic():
        changes = [change for each in lessons if (change := _learned(actor, workbook, each))]
        journal.record_each(actor, "记住表名和列名", changes, source=source)


def forget_name(actor: Actor, known: LearnedName) -> None:
    """Forget a name that the actor's organisation taught: its sheet or column is unknown again."""
    require(actor, f"{known.workbook}.import")
    if known.organisation != _organisation(actor):
        raise Forbidden(not_within_reach(actor, f"“{known}”"))
    with transaction.atomic():
        before = journal.snapshot(known)
        known.is_forgotten = True
        known.save()
        journal.record(actor, "不再记住名称", known, journal.difference(before, journal.snapshot(known)))


def _organisation(actor: Actor) -> str:
    """Whose names they are; the centre's are those of who sees everything, nobody's those of an empty reach."""
    reach = actor.reach
    return "全区" if reach.everything else reach.town or reach.owner or "—"


def _refuse_doubles(lessons: Sequence[Lesson]) -> None:
    first: dict[tuple[str, str], Lesson] = {}
    for each in lessons:
        if max(len(each.typed), len(name_form(each.sheet, each.typed))) > TYPED_CHARACTERS:
            raise BadInput(
                Problem("R-RANGE", f"名称“{each.typed[:20]}…”超过 {TYPED_CHARACTERS} 个字，记不住；请在文件里缩短")
            )
        other = first.setdefault((each.sheet, each.meaning), each) if each.meaning else each
        if other is not each:
            what = f"“{other.typed}”和“{each.typed}”都选了“{each.label}”；请只留一个，另一个改选别的或“{IGNORED_LABEL}”"
            raise BadInput(Problem("R-HEAD-DUPLICATE", what))


def _learned(actor: Actor, workbook: str, lesson: Lesson) -> tuple[LearnedName, journal.Change] | None:
    """The remembered name and its change; None where it meant the same already."""
    values = {"meaning": lesson.meaning, "label": lesson.label, "typed": text_form(lesson.typed)}
    known, is_new = LearnedName.objects.select_for_update().get_or_create(
        organisation=_organisation(actor),
        workbook=workbook,
        sheet=lesson.sheet,
        form=name_form(lesson.sheet, lesson.typed),
        is_forgotten=False,
        defaults={**values, "by_login": actor.login, "by_name": actor.name},
    )
    if is_new:
        return known, journal.difference({}, journal.snapshot(known))
    if known.meaning == lesson.meaning:
        return None
    before = journal.snapshot(known)
    known.meaning, known.label = lesson.meaning, lesson.label
    known.by_login, known.by_name, known.at = actor.login, actor.name, timezone.now()
    known.save()
    return known, journal.difference(before, journal.snapshot(known))
