"""The use case «导入台账»: bad subjects stay out whole, the others go in, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from antu.households.access import require_import
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, register_layout
from antu.households.domain.reading import RegisterReading, read_register
from antu.households.domain.subject import ProjectRow, Subject
from antu.households.events import HouseholdsRecorded, RecordingRefused
from antu.households.models import Household
from antu.households.selectors import RecordedRegisters
from antu.households.services.reach import FOREIGN, refuse_foreign
from antu.households.services.recording import Recorder
from antu.households.services.stored_row import merged
from antu.kernel.errors import Problem
from antu.kernel.text import entries
from antu.platform.actor import Actor
from antu.platform.change_words import words_of_changes
from antu.platform.events import announce
from antu.platform.exchange import (
    FOR_GOOD,
    Effect,
    ImportMode,
    ImportOutcome,
    MovedAmount,
    OutcomeRow,
    RowEffect,
    RowProblems,
    RowVerdict,
    SheetCount,
    wait_for_other_imports,
)
from antu.platform.models import require_seen
from antu.platform.progress import Told
from antu.platform.workbook import at
from antu.policy import Pack, PackShelf
from antu.projects.models import AreaUnit, Project
from antu.projects.services import enter_project
from antu.projects.services.lock import hold_register

Effects = Mapping[tuple[str, int], RowEffect]
"""What each row did to the records, by what it describes and its number."""


def import_register(
    actor: Actor, path: Path, *, today: date, shelf: PackShelf, mode: ImportMode = FOR_GOOD
) -> ImportOutcome:
    """Import the register workbook at the path; a dry run says what would come of it, and leaves nothing.

    ``today`` is the day from which written states hold as circumstances. What was signed is determined in the same
    transaction. Raises Forbidden, or BadInput when the file is no workbook, or when its project's facts contradict a
    signed subject that the file does not have.
    """
    require_import(actor)
    with transaction.atomic():
        wait_for_other_imports(mode.told)
        mode.told(0, None, "打开工作簿")
        records = RecordedRegisters(actor)
        reading = read_register(path, shelf, records, mode.told, mode.names)
        if reading.known_project:
            require_seen(actor, records.project_of(reading.known_project))
        outcome = _Import(actor, path.name, today, shelf, records, reading, mode.told).outcome()
        if mode.dry_run:
            transaction.set_rollback(True)
            outcome = replace(outcome, project_id=None)  # a new one is gone again
    return outcome


@dataclass
class _Import:
    actor: Actor
    source: str
    today: date
    shelf: PackShelf
    records: RecordedRegisters
    reading: RegisterReading
    told: Told
    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    project_id: int | None = None
    moved: tuple[MovedAmount, ...] = ()

    def outcome(self) -> ImportOutcome:
        """Record what may go in, as often as it takes until nobody refuses a subject any more."""
        effects: Effects | None = None
        while effects is None:
            try:
                with transaction.atomic():
                    effects = self._record()
            except RecordingRefused as refusal:
                self._refuse(refusal)
        counted = Counter(did.effect for did in effects.values())
        errors = (*self.reading.errors, *(problem for each in self.refused.values() for problem in each))
        return ImportOutcome(
            sheets=self._counts(),
            errors=errors,
            warnings=self.reading.warnings,
            rejected_households=(*self.reading.rejected_households, *self.refused),
            created=counted[Effect.CREATED],
            updated=counted[Effect.UPDATED],
            unchanged=counted[Effect.UNCHANGED],
            rows=tuple(self._rows(effects, RowProblems(errors), RowProblems(self.reading.warnings))),
            sheet_problems=RowProblems.beside(
                (*errors, *self.reading.warnings), {(row.sheet, row.number) for row in self.reading.rows}
            ),
            project_id=self.project_id,
            naming=self.reading.naming,
            titles={row.sheet: row.title for row in self.reading.rows},
            moved=self.moved,
        )

    def _record(self) -> Effects:
        pack, row = self.reading.pack, self.reading.project
        if self.reading.is_rejected or pack is None or row is None:
            return {}
        known = self.reading.known_project
        recorded = self.records.project_of(known) if known else None
        if recorded is not None:
            hold_register(recorded.pk)
        entry = enter_project(self.actor, recorded, _project_values(row, pack, recorded), source=self.source)
        self.project_id = entry.project.pk
        is_sample, names = bool(row.values.get("sample")), _sheet_names(pack)
        recorder = Recorder(self.actor, entry.project, self.source, self.today, is_sample, names, told=self.told)
        subjects = [subject for subject in self.reading.subjects if subject.code not in self.refused]
        codes = [subject.code for subject in subjects]
        refuse_foreign(self.actor, entry.project, codes)
        recorder.record(subjects)
        refuse_foreign(self.actor, entry.project, codes)
        changed = recorder.changed_ids
        if entry.changes and not entry.is_new:  # facts that all subjects share
            changed = tuple(Household.objects.filter(project=entry.project).values_list("pk", flat=True))
        reason = f"据台账《{self.source}》"
        recorded_now = HouseholdsRecorded(self.actor, entry.project.pk, changed, reason, self.shelf, self.told)
        announce(recorded_now)
        self.moved = tuple(recorded_now.moved)
        effect = RowEffect(Effect.CREATED if entry.is_new else Effect.UNCHANGED)
        if entry.changes and not entry.is_new:
            effect = RowEffect(Effect.UPDATED, words_of_changes(Project._meta.label_lower, entry.changes))
        of_rows = {(key, number): each for key, number, each in recorder.effects if number is not None}
        return {**of_rows, (PROJECT_SHEET, row.row or 0): effect}

    def _refuse(self, refusal: RecordingRefused) -> None:
        """Leave the refused subjects out from now on; one that the file does not have cannot be left out."""
        in_file = {subject.code: subject for subject in self.reading.subjects}
        for code, problems in refusal.problems_by_code.items():
            if code not in in_file or code in self.refused:
                raise refusal
            where = at("户", in_file[code].row, "户编号")
            self.refused[code] = tuple(Problem(_rule(problem), problem.message, where) for problem in problems)

    def _rows(self, effects: Effects, errors: RowProblems, warnings: RowProblems) -> Iterator[OutcomeRow]:
        for row in self.reading.rows:
            reasons = errors.of(row.sheet, row.number)
            did = effects.get((row.key, row.number))
            if did:
                verdict = RowVerdict(did.effect)
            elif reasons:
                verdict = RowVerdict.BAD
            elif row.code in self.refused:
                verdict = RowVerdict.WITH_SUBJECT
                where = self.refused[row.code][0].where  # the household's own row, which has the words
                reasons = (f"同户有错：{where['sheet']} 第 {where['row']} 行",)
            else:
                verdict = RowVerdict.WITH_SUBJECT if row.is_with_subject else RowVerdict.WITH_SHEET
                reasons = (row.left_out,)
            told = warnings.of(row.sheet, row.number)
            changes = did.changes if did else ()
            yield OutcomeRow(row.title, row.number, row.about, verdict, reasons, told, changes)

    def _counts(self) -> dict[str, SheetCount]:
        counts = {name: SheetCount(each.rows, each.accepted) for name, each in self.reading.sheets.items()}
        if self.reading.pack is None:  # nothing was recorded, so nobody was refused
            return counts
        left_out = [subject for subject in self.reading.subjects if subject.code in self.refused]
        names = _sheet_names(self.reading.pack)
        for key, rows in _rows_by_key(left_out).items():
            count = counts[names[key]]
            counts[names[key]] = SheetCount(count.rows, count.accepted - rows)
        return counts


def _rule(refused: Problem) -> str:
    return FOREIGN if refused.rule == FOREIGN else "R-PACK-CHECK"


def _sheet_names(pack: Pack) -> dict[str, str]:
    return {key: sheet.layout.name for key, sheet in register_layout(pack).sheets.items()}


def _rows_by_key(subjects: list[Subject]) -> Mapping[str, int]:
    rows = Counter({SUBJECT_SHEET: sum(subject.has_own_row for subject in subjects)})
    for subject in subjects:
        rows.update({key: len(children) for key, children in subject.children.items()})
    return rows


def _project_values(row: ProjectRow, pack: Pack, recorded: Project | None) -> dict[str, Any]:
    """The row of 项目 by attribute of the project. 示例 marks the register's rows, not the project."""
    values = row.values
    area = values.get("area_mu")
    texts = {name: values.get(name) or "" for name in ("code", "name", "owner", "approval_no", "land", "zone", "note")}
    days = {name: values.get(name) for name in ("notice_on", "population_cutoff_on", "sign_start_on", "vacate_by_on")}
    return {
        **texts,
        **days,
        "pack_id": pack.id,
        "towns": entries(str(values.get("town") or "")),
        "area": area,
        "area_unit": AreaUnit.MU if area is not None else "",
        "extra": merged(recorded.extra if recorded else {}, row.extra),
    }
