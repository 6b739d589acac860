"""Entering and editing a household by hand: judged as an import judges, one transaction, nothing lost or deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from antu.households.access import require_edit
from antu.households.domain.layout import RegisterLayout
from antu.households.domain.subject import Subject
from antu.households.domain.typed import TypedHousehold, TypedReading
from antu.households.events import HouseholdsRecorded, RecordingRefused
from antu.households.models import Household
from antu.households.selectors import whole_households
from antu.households.selectors.editing import (
    is_sample_register,
    read_household,
    recorded_rows,
    register_layout_of,
)
from antu.households.services.recording import Recorder
from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.events import announce
from antu.platform.models import JournalEntry, require_seen, sees
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text
from antu.policy import PackShelf
from antu.projects.models import Project
from antu.projects.services.lock import hold_register

ENTERED, CORRECTED = "登记新户", "页面更正"
REASON_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class EditedHousehold:
    """A household after it was saved; ``is_changed`` is False when it already was as typed."""

    household: Household
    is_changed: bool
    warnings: tuple[Problem, ...]


class TypedRefused(BadInput):
    """Typed texts that cannot be recorded, with every problem of all rows; ``reading`` leads them to their fields."""

    def __init__(self, reading: TypedReading) -> None:
        self.reading = reading
        super().__init__(reading.errors)


class ChangedMeanwhile(BadInput):
    """Others wrote to the household after the page was opened: ``entries`` of the journal, oldest first."""

    def __init__(self, household: Household, entries: Collection[JournalEntry]) -> None:
        self.entries = tuple(entries)
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in self.entries)
        what = f"您打开这一页以后，{household} 又被改过：{who}；请在页面上核对，再保存"
        super().__init__(Problem("H-CHANGED", what))


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and by which packs something is recorded."""

    today: date
    shelf: PackShelf


@dataclass(frozen=True, slots=True)
class Edit:
    """A whole household as typed over the ``version`` that the page showed; ``reason`` is why."""

    typed: TypedHousehold
    version: int
    reason: str = ""


def edit_household(actor: Actor, household: int, edit: Edit, *, occasion: Occasion) -> EditedHousehold:
    """Record a household as it was typed; a signed one gets a superseding determination in the same transaction.

    A recorded row that is not among the typed ones is withdrawn. Raises Forbidden, :class:`ChangedMeanwhile` when
    somebody wrote in between, and :class:`TypedRefused` with every problem; a signed household needs a reason.
    """
    require_edit(actor)
    with transaction.atomic():
        record = _held(actor, household)
        layout = register_layout_of(record.project, occasion.shelf)
        if since := entries_since(record, edit.version):
            raise ChangedMeanwhile(record, since)
        reading = read_household(actor, record.project, record, edit.typed, layout)
        reading = _with_reason(reading, edit.reason, needed=record.signed_on is not None)
        subject = _accepted(reading)
        source = f"{CORRECTED}：{edit.reason.strip()}" if edit.reason.strip() else CORRECTED
        writer = _Writer(actor, record.project, layout, source, occasion)
        return writer.write(reading, _as_placed(subject, record), record)


def enter_household(actor: Actor, project: int, typed: TypedHousehold, *, occasion: Occasion) -> EditedHousehold:
    """Enter a new household of the project by hand. Raises Forbidden, or :class:`TypedRefused` with every problem."""
    require_edit(actor)
    with transaction.atomic():
        found = Project.objects.standing().get(pk=project)
        require_seen(actor, found)
        hold_register(found.pk)
        layout = register_layout_of(found, occasion.shelf)
        reading = read_household(actor, found, None, typed, layout)
        writer = _Writer(actor, found, layout, ENTERED, occasion)
        return writer.write(reading, _as_placed(_accepted(reading), None), None)


def _held(actor: Actor, pk: int) -> Household:
    """The household, with nobody else writing to its register until this transaction ends."""
    found = Household.objects.standing().select_related("project").get(pk=pk)
    require_seen(actor, found)
    hold_register(found.project_id)
    return whole_households(found.project, pks=[pk]).get()


def _with_reason(reading: TypedReading, reason: str, *, needed: bool) -> TypedReading:
    given = reason.strip()
    if needed and not given:
        what = "这一户已经签约，更正会形成新一版核定；请写明更正原因"
    elif len(given) > REASON_LENGTH_MAX:
        what = f"更正原因有 {len(given)} 个字，最多 {REASON_LENGTH_MAX} 个；请缩短"
    else:
        return reading
    missing = Problem("R-REQUIRED" if not given else "R-RANGE", what, {"field": "reason"})
    return replace(reading, subject=None, errors=(*reading.errors, missing))


def _accepted(reading: TypedReading) -> Subject:
    if reading.subject is None:
        raise TypedRefused(reading)
    return reading.subject


def _as_placed(subject: Subject, record: Household | None) -> Subject:
    """The subject with each row where its file had it; a row that came by hand stands in no file."""
    rows = {(key, row.no): row.source_row for key, row in recorded_rows(record)} if record else {}
    children = {
        key: tuple(replace(child, row=rows.get((key, child.no))) for child in owned)
        for key, owned in subject.children.items()
    }
    return replace(subject, row=record.source_row if record else None, children=children)


@dataclass(frozen=True, slots=True)
class _Writer:
    actor: Actor
    project: Project
    layout: RegisterLayout
    source: str
    occasion: Occasion

    def write(self, reading: TypedReading, subject: Subject, record: Household | None) -> EditedHousehold:
        """Record the subject, withdraw what is no longer there, announce it; all of it or nothing."""
        sample = record.is_sample if record else is_sample_register(self.project)
        names = {key: sheet.layout.name for key, sheet in self.layout.sheets.items()}
        recorder = Recorder(
            self.actor,
            self.project,
            self.source,
            self.occasion.today,
            sample,
            names,
            (ENTERED, CORRECTED),
            keeps_marks=True,
        )
        written = recorder.record([subject], self._withdrawn(record, subject))[subject.code]
        changed = recorder.changed_ids
        if changed:
            self._announce(reading, changed)
        household = Household.objects.select_related("project").get(pk=written.pk)
        if not sees(self.actor, household):
            what = f"镇街填的是「{household.town}」，不在{self.actor.reach.words}的范围内；请核对镇街"
            raise TypedRefused(replace(reading, errors=(reading.own_problem("town", "A-REACH", what),)))
        return EditedHousehold(household, bool(changed), reading.warnings)

    def _announce(self, reading: TypedReading, changed: tuple[int, ...]) -> None:
        event = HouseholdsRecorded(self.actor, self.project.pk, changed, self.source, self.occasion.shelf)
        try:
            announce(event)
        except RecordingRefused as refusal:
            errors = tuple(reading.own_problem("household", each.rule, each.message) for each in refusal.problems)
            raise TypedRefused(replace(reading, subject=None, errors=errors)) from refusal

    def _withdrawn(self, record: Household | None, subject: Subject) -> dict[str, list[int]]:
        """The recorded rows that are no longer typed; rows of sheets that the pack doesn't have are not on the page."""
        kept = {(key, child.no) for key, owned in subject.children.items() for child in owned}
        gone: dict[str, list[int]] = {}
        for key, row in recorded_rows(record) if record else ():
            if key in self.layout.sheets and (key, row.no) not in kept:
                gone.setdefault(key, []).append(row.pk)
        return gone
