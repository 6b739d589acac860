"""Projects as registers describe them; the district workbook writes its own sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.models import require_seen
from antu.projects.access import require_change
from antu.projects.models import Project


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project after a register came in; ``changes`` is column → [before, after], empty when all was as it is."""

    project: Project
    is_new: bool
    changes: Mapping[str, list[Any]]


def enter_project(actor: Actor, project: Project | None, given: Mapping[str, Any], *, source: str) -> ProjectEntry:
    """Create the project of a register (None: it is new), or change what the register says otherwise.

    ``given`` is by attribute; what pages and the district workbook gave stays. Call it in the import's transaction.
    Raises Forbidden, also for a project of another organisation, or BadInput for a withdrawn project and for another
    pack than a page gave. One journal entry when anything changed.
    """
    require(actor, "register.import")
    if project is not None:
        require_seen(actor, project)
    if project is not None and project.is_voided:
        what = f"项目「{project}」已在年度工作簿里作废，不能导入它的台账；请先恢复该项目，或更正台账的项目编号"
        raise BadInput(Problem("P-VOIDED", what))
    entered = project or Project()
    _refuse_other_pack(entered, given)
    fixed = {*entered.given_by_district, *entered.given_by_page}
    changed = {name: value for name, value in given.items() if name not in fixed and getattr(entered, name) != value}
    if not changed:
        return ProjectEntry(entered, is_new=False, changes={})
    if project is not None:
        require_change(actor, project.name, project.town_forms)
    before = {} if project is None else journal.snapshot(entered)
    for name, value in changed.items():
        setattr(entered, name, value)
    entered.save()
    require_seen(actor, entered)
    after = journal.snapshot(entered)
    changes = journal.difference(before, {name: after[name] for name in changed})
    action = "导入台账：新增项目" if project is None else "导入台账：更正项目"
    journal.record(actor, action, entered, changes, source=source)
    return ProjectEntry(entered, is_new=project is None, changes=changes)


def _refuse_other_pack(project: Project, given: Mapping[str, Any]) -> None:
    """Rows read by one pack's columns cannot be computed by another."""
    if "pack_id" in project.given_by_page and given.get("pack_id", project.pack_id) != project.pack_id:
        recorded = project.pack_id or "（未定）"
        what = (
            f"台账的适用办法是「{given['pack_id']}」，项目「{project}」在页面上登记的是「{recorded}」；"
            "请改台账的适用办法，或先更正项目"
        )
        raise BadInput(Problem("P-PACK", what))
