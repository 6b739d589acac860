"""The use cases «预检» and «导入» of an uploaded workbook, as jobs: which of the two workbooks it is says its kind."""

from __future__ import annotations

from typing import Final

from antu.households.domain.columns import SHEETS
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET
from antu.households.domain.reading import register_layouts
from antu.households.selectors.imports import ImportKind, Step, import_of_check
from antu.households.services.editing import Occasion
from antu.households.services.register_import import import_register
from antu.platform.actor import Actor
from antu.platform.exchange import ImportMode, ImportOutcome, district_layouts, import_district
from antu.platform.jobs.queueing import queue_job
from antu.platform.learned_names import taught_names
from antu.platform.models import Job
from antu.platform.uploads import Upload
from antu.platform.workbook import TaughtNames, Unmatched, read_workbook, unmatched_names
from antu.platform.workbook.marking import TOP_ROWS, LayoutsOf
from antu.policy import PackShelf

TITLES: Final = {
    (ImportKind.REGISTER, Step.CHECK): "检查台账",
    (ImportKind.REGISTER, Step.IMPORT): "导入台账",
    (ImportKind.DISTRICT, Step.CHECK): "检查年度工作簿",
    (ImportKind.DISTRICT, Step.IMPORT): "导入年度工作簿",
}

#: Sheets without which such a workbook is no use.
NEEDED: Final = {
    ImportKind.REGISTER: tuple(SHEETS[key].name for key in (PROJECT_SHEET, SUBJECT_SHEET)),
    ImportKind.DISTRICT: (),
}


def run_import(actor: Actor, kind: ImportKind, upload: Upload, occasion: Occasion, mode: ImportMode) -> ImportOutcome:
    """Import the upload, or say what would come of it; raises as the import of its kind."""
    if kind is ImportKind.DISTRICT:
        return import_district(actor, upload.path, mode)
    return import_register(actor, upload.path, today=occasion.today, shelf=occasion.shelf, mode=mode)


def layouts_of(kind: ImportKind, shelf: PackShelf, names: TaughtNames) -> LayoutsOf:
    """By which layouts such a workbook is read."""
    if kind is ImportKind.REGISTER:
        return register_layouts(shelf, names)
    return lambda _tops: district_layouts(names)


def unmatched_of(actor: Actor, kind: ImportKind, upload: Upload, shelf: PackShelf) -> tuple[Unmatched, ...]:
    """The names in the upload that nothing is known by, neither by its layouts nor to the actor's organisation."""
    names = taught_names(actor, kind)
    tops = read_workbook(upload.path, rows=TOP_ROWS)
    return unmatched_names(tops, layouts_of(kind, shelf, names)(tops), names.ignored_sheets, NEEDED[kind])


def queue_check(actor: Actor, kind: ImportKind, upload: Upload) -> Job:
    """Have the upload checked; the check that goes on, where one does."""
    return _queue(actor, kind, Step.CHECK, upload, {})


def queue_import(actor: Actor, kind: ImportKind, upload: Upload, check: int) -> Job:
    """Have the upload imported that this check was confirmed of: once, however often it is confirmed."""
    known = import_of_check(actor, kind, upload.key, check)
    return known or _queue(actor, kind, Step.IMPORT, upload, {"check": check})


def _queue(actor: Actor, kind: ImportKind, step: Step, upload: Upload, more: dict[str, int]) -> Job:
    args = {"upload": upload.key, "name": upload.name, **more}
    title, once = f"{TITLES[kind, step]}：{upload.name}", f"{step.of(kind)} {upload.key}"
    return queue_job(actor, step.of(kind), title, args, unique_key=once)
