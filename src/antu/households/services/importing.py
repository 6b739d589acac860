"""The use cases «预检» and «导入» of an uploaded workbook, as jobs: which of the two workbooks it is says its kind."""

from __future__ import annotations

from typing import Final

from antu.households.domain.reading import register_layouts
from antu.households.selectors.imports import ImportKind, Step, import_of_check, jobs_about, require_within_reach
from antu.households.services.editing import Occasion
from antu.households.services.register_import import import_register
from antu.platform.actor import Actor
from antu.platform.exchange import ImportMode, ImportOutcome, district_layouts, import_district
from antu.platform.exchange.kept import KeptOutcome
from antu.platform.jobs.queueing import queue_job
from antu.platform.learned_names import taught_names
from antu.platform.models import Job
from antu.platform.uploads import Upload
from antu.platform.workbook import TaughtNames, Unmatched, naming_of, read_workbook
from antu.platform.workbook.marking import TOP_ROWS, LayoutsOf
from antu.policy import PackShelf

TITLES: Final = {
    (ImportKind.REGISTER, Step.CHECK): "检查台账",
    (ImportKind.REGISTER, Step.IMPORT): "导入台账",
    (ImportKind.DISTRICT, Step.CHECK): "检查年度工作簿",
    (ImportKind.DISTRICT, Step.IMPORT): "导入年度工作簿",
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


def unmatched_of(actor: Actor, kind: ImportKind, upload: Upload) -> tuple[Unmatched, ...]:
    """The names in the upload that nothing was known by when it was last checked.

    A year's workbook without any known sheet comes to no check: its names are looked for in its top rows.
    """
    check = jobs_about(actor, kind, Step.CHECK, upload.key).filter(cancelled_at=None).exclude(ended_at=None).first()
    if check and check.done_at:
        require_within_reach(actor, check)
        return KeptOutcome(upload.outcome_folder(check.pk)).unmatched()
    if kind is ImportKind.REGISTER:
        return ()
    names = taught_names(actor, kind)
    tops = read_workbook(upload.path, rows=TOP_ROWS)
    return naming_of(tops, district_layouts(names), names.ignored_sheets).unmatched


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
