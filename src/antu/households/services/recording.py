"""Accepted subjects become records: rows created, changed where they differ, or left alone; never deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Model, prefetch_related_objects

from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.domain.subject import Child, Subject
from antu.households.models import ExtraRow, Household
from antu.households.selectors.tables import SIGNED_ON, VACATED_ON, attribute_of, child_model
from antu.households.services.days import EventBook, record_circumstance
from antu.households.services.stored_row import Changes, fill, named, save_changes
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.bulk import add_rows, new_row
from antu.platform.change_words import words_of_changes
from antu.platform.exchange import Effect, RowEffect
from antu.platform.models import RecordedRow
from antu.platform.progress import Told, to_nobody
from antu.projects.models import Project

IMPORTED: Final = ("导入台账：新增", "导入台账：更正")

Withdrawn = Mapping[str, Collection[int]]
"""Rows that are withdrawn: their keys in the database, by what they describe."""


@dataclass
class Recorder:
    """Records subjects of one project, from a register or from a page.

    ``source`` names the file or the page with its reason, ``sheet_names`` the sheet of each kind, ``words`` what the
    journal calls a new and a changed subject. ``sample`` marks the rows 示例; ``keeps_marks`` leaves known rows theirs.
    """

    actor: Actor
    project: Project
    source: str
    today: date
    sample: bool
    sheet_names: Mapping[str, str]
    words: tuple[str, str] = IMPORTED
    keeps_marks: bool = False
    told: Told = to_nobody
    effects: list[tuple[str, int | None, RowEffect]] = field(default_factory=list)
    _changes: dict[int, Changes] = field(default_factory=lambda: defaultdict(dict))
    _new: set[int] = field(default_factory=set)
    _rows: int = 0

    def record(self, subjects: Sequence[Subject], withdrawn: Withdrawn | None = None) -> dict[str, Household]:
        """Record the subjects with all their rows, one journal entry a changed subject; every subject by its code.

        ``withdrawn`` rows stay in their tables, voided. A voided row that comes again under its 编号 counts again.
        """
        self._rows = sum(subject.row_count for subject in subjects)
        households = self._record_households(subjects)
        for key in dict.fromkeys(key for subject in subjects for key in subject.children):
            owned = [(households[s.code], child) for s in subjects for child in s.of(key)]
            self._record_children(key, owned)
        for key, rows in (withdrawn or {}).items():
            self._withdraw(key, rows)
        self._enter_in_journal(households.values())
        return households

    @property
    def changed_ids(self) -> tuple[int, ...]:
        """The subjects of which anything changed."""
        return tuple(pk for pk, changes in self._changes.items() if changes)

    def _record_households(self, subjects: Sequence[Subject]) -> dict[str, Household]:
        codes = [subject.code for subject in subjects]
        known = Household.objects.filter(project=self.project, code__in=codes)
        households = {household.code: household for household in known}
        changes = {
            subject.code: self._fill_household(households, subject) for subject in subjects if subject.has_own_row
        }
        known_ones = [each for each in households.values() if each.pk is not None]
        created = [each for each in households.values() if each.pk is None]
        add_rows(created)
        self._new = {household.pk for household in created}
        prefetch_related_objects(known_ones, "events", "circumstances")
        events = EventBook()
        for subject in subjects:
            if subject.has_own_row:
                self._record_household(households[subject.code], subject, changes[subject.code], events)
        events.enter()
        return households

    def _fill_household(self, households: dict[str, Household], subject: Subject) -> Changes:
        household = households.setdefault(subject.code, Household(project=self.project, code=subject.code))
        values = {
            attribute_of(name): value for name, value in subject.values.items() if name not in {SIGNED_ON, VACATED_ON}
        }
        household.source_row = subject.row
        return fill(household, values, subject.extra, sample=self._sample(household))

    def _sample(self, row: RecordedRow) -> bool:
        return row.is_sample if self.keeps_marks and row.pk else self.sample

    def _record_household(self, household: Household, subject: Subject, changes: Changes, events: EventBook) -> None:
        is_new = household.pk in self._new
        if changes and not is_new:
            save_changes(household, changes)
        whole = {**changes, **events.note(household, subject.values, is_new=is_new)}
        if is_new or {"status_written", "held_reason"} & changes.keys():
            whole |= record_circumstance(household, self.today, is_new=is_new)
        self._changes[household.pk] |= whole
        self._count(SUBJECT_SHEET, subject.row, Household, whole, is_new=is_new)

    def _record_children(self, key: str, owned: Sequence[tuple[Household, Child]]) -> None:
        model: Any = child_model(key)
        of_table = {"table": key} if model is ExtraRow else {}
        known_owners = {household.pk for household, _ in owned} - self._new
        known = model.objects.filter(household__in=known_owners, **of_table)
        rows = {(row.household_id, row.no): row for row in known}
        created, moved = [], []
        for household, child in owned:
            row = rows.get((household.pk, child.no)) or new_row(
                model, household_id=household.pk, no=child.no, **of_table
            )
            is_new, is_moved, row.source_row = row.pk is None, row.source_row != child.row, child.row
            changes = fill(row, {**child.values, "is_voided": False}, child.extra, sample=self._sample(row))
            if is_new:
                created.append(row)
            elif changes:
                save_changes(row, changes)
            elif is_moved:
                moved.append(row)
            self._changes[household.pk] |= self._described(key, row, changes, is_new=is_new)
            self._count(key, child.row, model, changes, is_new=is_new)
        add_rows(created)
        model.objects.bulk_update(moved, ["source_row"])

    def _withdraw(self, key: str, rows: Collection[int]) -> None:
        model: Any = child_model(key)
        for row in model.objects.standing().filter(pk__in=rows, household__project=self.project):
            changes = fill(row, {"is_voided": True}, {}, sample=row.is_sample)
            save_changes(row, changes)
            self._changes[row.household_id] |= self._described(key, row, changes, is_new=False)
            self._count(key, row.source_row, model, changes, is_new=False)

    def _described(self, key: str, row: Any, changes: Changes, *, is_new: bool) -> Changes:
        """The changes of a child row under its sheet and 编号; a new row as a whole."""
        name = f"{self.sheet_names[key]} {row.no}"
        by_name = named(row, changes)
        if is_new:
            return {name: [None, {column: after for column, (_, after) in by_name.items()}]}
        return {f"{name} {column}": values for column, values in by_name.items()}

    def _count(self, key: str, source_row: int | None, model: type[Model], changes: Changes, *, is_new: bool) -> None:
        effect = RowEffect(Effect.CREATED if is_new else Effect.UNCHANGED)
        if changes and not is_new:
            effect = RowEffect(Effect.UPDATED, words_of_changes(model._meta.label_lower, changes))
        self.effects.append((key, source_row, effect))
        self.told(len(self.effects), self._rows, "写入记录")

    def _enter_in_journal(self, households: Collection[Household]) -> None:
        for action, are_new in zip(self.words, (True, False), strict=True):
            told = [each for each in households if (each.pk in self._new) is are_new and self._changes[each.pk]]
            journal.record_each(
                self.actor, action, ((each, self._changes[each.pk]) for each in told), source=self.source
            )
