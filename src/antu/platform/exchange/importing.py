"""The use case «导入年度工作簿»: bad rows stay out, the others go in, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import comparable
from antu.platform.actor import Actor, require, require_everything
from antu.platform.contributions import collected
from antu.platform.exchange.judging import judge
from antu.platform.exchange.lock import wait_for_other_imports
from antu.platform.exchange.names import Directory
from antu.platform.exchange.outcome import (
    FOR_GOOD,
    Effect,
    ImportMode,
    ImportOutcome,
    OutcomeRow,
    RowProblems,
    SheetCount,
)
from antu.platform.exchange.recording import Recorder
from antu.platform.exchange.row_list import outcome_rows
from antu.platform.exchange.sheet import DistrictSheet
from antu.platform.progress import Told
from antu.platform.workbook import (
    NOTHING_TAUGHT,
    Sheet,
    SheetLayout,
    TaughtNames,
    Workbook,
    match_sheets,
    naming_of,
    read_sheet,
    read_workbook,
)

REGISTER_SHEETS = frozenset({"户", "户信息", "户表", "被征收户"})
"""Names of the sheet that every register has and no district workbook."""


def import_district(actor: Actor, path: Path, mode: ImportMode = FOR_GOOD) -> ImportOutcome:
    """Import the workbook (an .xlsx or a folder of .csv) at the path; a dry run says what would come of it.

    A row with an error is left out, and so is one that names it. Raises Forbidden, or BadInput when the file cannot be
    read or has none of the sheets.
    """
    require(actor, "district.import")
    require_everything(actor, "导入年度工作簿")
    mode.told(0, None, "读取工作簿")
    workbook = read_workbook(path)
    offered = collected(DistrictSheet)
    layouts = district_layouts(mode.names)
    found, warnings = match_sheets(workbook, layouts, mode.names.ignored_sheets)
    if not found:
        raise _no_sheet(workbook, offered)
    _refuse_register(workbook, found)
    with transaction.atomic():
        wait_for_other_imports(mode.told)
        progress = _Progress(actor, workbook.name, mode.told, warnings=list(warnings))
        for sheet in offered:
            progress.take(sheet, found.get(sheet.name), mode.names)
        if mode.dry_run:
            transaction.set_rollback(True)
    return replace(progress.outcome(), naming=naming_of(workbook, layouts, mode.names.ignored_sheets))


def district_layouts(names: TaughtNames = NOTHING_TAUGHT) -> tuple[SheetLayout, ...]:
    """All sheets of a district workbook, as an office that taught these names writes it."""
    return tuple(names.applied_to(sheet.layout) for sheet in collected(DistrictSheet))


def _no_sheet(workbook: Workbook, offered: tuple[DistrictSheet, ...]) -> BadInput:
    names = "、".join(sheet.name for sheet in offered)
    what = f"「{workbook.name}」里没有年度工作簿的任何一张表；表名应为：{names}"
    return BadInput(Problem("R-SHEET-MISSING", what, {"sheet": None, "row": None, "column": None}))


def _refuse_register(workbook: Workbook, found: Mapping[str, Sheet]) -> None:
    """A register has a sheet 项目 too, with other words: taken for a district's, it would mark and change projects."""
    if len(found) == 1 and any(comparable(sheet.name) in REGISTER_SHEETS for sheet in workbook.sheets):
        what = f"「{workbook.name}」是台账，不是年度工作簿；请用「导入台账」（register import）导入"
        raise BadInput(Problem("R-SHEET-MISSING", what, {"sheet": None, "row": None, "column": None}))


@dataclass
class _Progress:
    """What has come of the sheets so far; a sheet comes after those that it names rows of."""

    actor: Actor
    source: str
    told: Told
    warnings: list[Problem]
    errors: list[Problem] = field(default_factory=list)
    counts: dict[str, SheetCount] = field(default_factory=dict)
    effects: Counter[Effect] = field(default_factory=Counter)
    rows: list[OutcomeRow] = field(default_factory=list)
    places: set[tuple[str, int]] = field(default_factory=set)
    directory: Directory = field(default_factory=Directory)

    def take(self, sheet: DistrictSheet, given: Sheet | None, names: TaughtNames) -> None:
        """Read, judge and record one sheet; without one, only its names on record count."""
        self._learn(sheet)
        if given is None:
            return
        reading = read_sheet(given, names.applied_to(sheet.layout))
        judgement = judge(reading, sheet, self.directory)
        self.errors += judgement.problems
        self.counts[sheet.name] = SheetCount(len(reading.rows), len(judgement.accepted))
        recorder = Recorder(self.actor, sheet, reading, judgement, self.directory, self.source, self.told)
        effects = recorder.record_all()
        reading = replace(reading, warnings=(*reading.warnings, *recorder.warnings))
        self.warnings += reading.warnings
        self.effects.update(did.effect for did in effects.values())
        self.places |= {(sheet.name, row.number) for row in reading.rows}
        self.rows += outcome_rows(sheet, reading, judgement, effects)
        self._learn(sheet)

    def _learn(self, sheet: DistrictSheet) -> None:
        if sheet.known_by:
            self.directory.learn(sheet)

    def outcome(self) -> ImportOutcome:
        """The whole, as it is told."""
        return ImportOutcome(
            sheets=self.counts,
            errors=tuple(self.errors),
            warnings=tuple(self.warnings),
            created=self.effects[Effect.CREATED],
            updated=self.effects[Effect.UPDATED],
            unchanged=self.effects[Effect.UNCHANGED],
            rows=tuple(self.rows),
            sheet_problems=RowProblems.beside((*self.errors, *self.warnings), self.places),
        )
