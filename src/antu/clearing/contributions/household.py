"""What is done of a remaining household, on its page; the rows that may be browsed, and which of them hold files."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.clearing.forms import LABELS
from antu.clearing.models import NOTES, LegalStage, Visit
from antu.clearing.selectors.households import known_by, notes_of
from antu.clearing.tables.panels import known_facts, notes_table
from antu.households.models import Household, SubjectKind
from antu.platform.attachments.holders import FileHolder
from antu.platform.display import Action, Table
from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.platform.records import RecordKind
from antu.platform.wording import day_text


def clearing_of_household(request: HttpRequest, pk: int) -> Context | None:
    """What holds today and what was entered; of a household that has moved out only what was entered, if anything."""
    actor, today = actor_of(request), timezone.localdate()
    household = Household.objects.seen_by(actor).filter(pk=pk, kind=SubjectKind.HOUSEHOLD).first()
    if household is None:
        return None
    may_edit = actor.may("register.edit") and not household.is_voided
    notes = {model: notes_of(model, pk) for model in NOTES.values()}
    shown: list[tuple[str, Table]] = [
        (str(model._meta.verbose_name), notes_table(kind, notes[model], may_void=may_edit))
        for kind, model in NOTES.items()
        if notes[model]
    ]
    vacated = household.vacated_on
    if (vacated and vacated <= today) or household.is_voided:
        left = f"{day_text(vacated)} 已腾地，不再列入清零扫尾；以下是腾地以前登记的。" if vacated else ""
        return {"left": left, "tables": shown} if shown else None
    known = known_by(household, notes, today)
    actions = [Action(LABELS[kind], reverse("clearing-enter", args=[pk, kind])) for kind in NOTES] if may_edit else []
    return {"actions": actions, "facts": known_facts(known, household.officer), "tables": shown}


HOUSEHOLD: tuple[object, ...] = (
    Panel(
        "household",
        "clearing",
        "清零扫尾",
        "clearing/household_panel.html",
        clearing_of_household,
        permission="register.view",
    ),
    *(RecordKind(model, ("register.view",)) for model in NOTES.values()),
    FileHolder(Visit),
    FileHolder(LegalStage),
)
