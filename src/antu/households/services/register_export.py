"""The use case «导出台账»: the register back as a workbook that imports unchanged, numbers of people in full."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from antu.households.access import require_export
from antu.households.domain.subject import Subject
from antu.households.domain.workbook_out import RegisterCopy, write_register
from antu.households.models import Household
from antu.households.selectors import project_row, subject_of, whole_households
from antu.households.selectors.editing import register_layout_of
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.models import require_seen
from antu.platform.progress import Told, to_nobody
from antu.policy import PackShelf
from antu.projects.models import Project

EXPORT_JOB: Final = "register-export"
"""The kind of job that does this for a page."""


@transaction.atomic
def export_register(actor: Actor, project: Project, path: Path, *, shelf: PackShelf, told: Told = to_nobody) -> int:
    """Write what the actor sees of the project's register to the path; how many subjects it holds.

    Identity numbers, accounts and telephones stand there whole, because a masked one read back would corrupt the
    record: who may not see them may not export, and has the list of households instead. The journal keeps who took it.
    ``told`` hears how far it is: done, total, what is being done. Raises Forbidden, or BadInput for a project without
    a pack.
    """
    require_export(actor)
    require_seen(actor, project)
    layout = register_layout_of(project, shelf)
    seen = list(whole_households(project).seen_by(actor))
    copy = RegisterCopy(
        project=project_row(project),
        subjects=_subjects(seen, told),
        is_sample=_is_sample(seen, project),
        made_by=actor.name,
        made_at=timezone.localtime().replace(tzinfo=None),
    )
    told(0, 1, "写入工作簿")
    write_register(layout, copy, path)
    told(1, 1, "写入工作簿")
    journal.record(actor, "导出台账", project, {"户数": [None, len(seen)]}, source=path.name)
    return len(seen)


def _subjects(seen: list[Household], told: Told) -> list[Subject]:
    subjects = []
    for number, household in enumerate(seen, start=1):
        subjects.append(subject_of(household))
        told(number, len(seen), "读取各户")
    return subjects


def _is_sample(households: list[Household], project: Project) -> bool:
    """The mark 示例 of the workbook, which is one for all its rows: no invented row may lose it."""
    return any(household.is_sample for household in households) or project.is_sample
