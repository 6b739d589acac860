"""Entering and correcting a project in a page: judged whole, one transaction, one journal entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.events import announce
from antu.platform.models import JournalEntry, require_seen
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text
from antu.policy import PackShelf
from antu.projects.access import require_change
from antu.projects.domain.precedence import changed_with_unit
from antu.projects.events import ProjectFactsChanged
from antu.projects.models import Project
from antu.projects.services.lock import hold_register
from antu.projects.services.typed_project import PROJECT_COLUMNS, against_records, read_project, recorded_texts

ENTERED: Final = "登记项目"
CORRECTED: Final = "更正项目"
REASON: Final = "edit_reason"
REASON_LENGTH_MAX: Final = 200
#: What households are computed by; a change of it is a change of every signed household, and says why.
PRICED_BY: Final = frozenset(
    {"land", "zone", "pack_id", "notice_on", "population_cutoff_on", "sign_start_on", "vacate_by_on"}
)


class ProjectChangedMeanwhile(BadInput):
    """Others wrote to the project after the page was opened.

    ``texts`` join both sides: what only the others changed is as they left it. ``entries`` are theirs, oldest first.
    """

    def __init__(self, project: Project, entries: Collection[JournalEntry], typed: Mapping[str, str]) -> None:
        self.entries = tuple(entries)
        now, then = recorded_texts(project), recorded_texts(_as_before(project, self.entries))
        self.texts = {name: now[name] if typed.get(name, "") == then[name] else typed.get(name, "") for name in now}
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in self.entries)
        both = [name for name in now if now[name] != then[name] and self.texts[name] != now[name]]
        what = f"还没有保存：您打开这一页以后，项目又被改过：{who}。没有冲突的改动已经合并，请核对后再保存"
        fields = (
            Problem(
                "P-CHANGED",
                f"别人已改为「{now[name] or '（空）'}」，这里是您填的；保存即以您填的为准",
                {"column": name},
            )
            for name in both
        )
        super().__init__([Problem("P-CHANGED", what), *fields])


@dataclass(frozen=True, slots=True)
class Correction:
    """A project as typed over the ``version`` that the page showed; ``reason`` is why."""

    texts: Mapping[str, str]
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordedProject:
    """A project after it was saved; ``is_changed`` is False when it already was as typed."""

    project: Project
    is_changed: bool


@transaction.atomic
def enter_project_by_hand(actor: Actor, texts: Mapping[str, str], shelf: PackShelf) -> RecordedProject:
    """Enter a new project. Raises Forbidden, or BadInput with every problem beside its field."""
    require(actor, "project.edit")
    project = Project()
    values = _judged(actor, project, texts, shelf, [])
    filled = {name for name, value in values.items() if value not in (None, "", [])}
    return RecordedProject(_save(actor, project, values, filled, ""), is_changed=True)


@transaction.atomic
def correct_project(actor: Actor, pk: int, correction: Correction, shelf: PackShelf) -> RecordedProject:
    """Correct a project as it was typed; signed households follow in the same transaction.

    Raises Forbidden, :class:`ProjectChangedMeanwhile`, or BadInput with every problem beside its field.
    """
    require(actor, "project.edit")
    hold_register(pk)
    project = Project.objects.standing().select_for_update().get(pk=pk)
    require_seen(actor, project)
    require_change(actor, project.name, project.town_forms)
    if since := entries_since(project, correction.version):
        raise ProjectChangedMeanwhile(project, since, correction.texts)
    texts, reason = correction.texts, correction.reason.strip()
    values = _judged(actor, project, texts, shelf, _wrong_reason(project, texts, reason))
    changed = {name for name, value in values.items() if getattr(project, name) != value}
    if not changed:
        return RecordedProject(project, is_changed=False)
    source = f"{CORRECTED}：{reason}" if reason else CORRECTED
    _save(actor, project, values, changed_with_unit(changed), source)
    if changed & PRICED_BY:
        announce(ProjectFactsChanged(actor, project.pk, source, shelf))
    return RecordedProject(project, is_changed=True)


def _judged(
    actor: Actor, project: Project, texts: Mapping[str, str], shelf: PackShelf, further: list[Problem]
) -> dict[str, Any]:
    values, problems = read_project(texts)
    problems += [*against_records(actor, project, values, shelf), *further]
    if problems:
        raise BadInput(problems)
    return values


def _wrong_reason(project: Project, texts: Mapping[str, str], reason: str) -> list[Problem]:
    before = recorded_texts(project)
    moved = [
        PROJECT_COLUMNS[name].header
        for name in PROJECT_COLUMNS
        if name in PRICED_BY and texts.get(name, "") != before[name]
    ]
    if moved and not reason and project.pack_id:
        what = f"更正了{joined(moved)}，已签约的户会形成新一版核定；请写明更正原因"
        return [Problem("R-REQUIRED", what, {"column": REASON})]
    if len(reason) > REASON_LENGTH_MAX:
        what = f"更正原因有 {len(reason)} 个字，最多 {REASON_LENGTH_MAX} 个；请缩短"
        return [Problem("R-RANGE", what, {"column": REASON})]
    return []


def _save(actor: Actor, project: Project, values: Mapping[str, Any], given: Collection[str], source: str) -> Project:
    action, before = (ENTERED, {}) if project.pk is None else (CORRECTED, journal.snapshot(project))
    for name, value in values.items():
        setattr(project, name, value)
    project.given_by_page = sorted({*project.given_by_page, *given})
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError as error:  # entered by somebody else in this very moment
        raise BadInput(
            Problem("R-DUPLICATE", "刚刚有人登记了同名或同编号的项目；请核对后再保存", {"column": "name"})
        ) from error
    require_seen(actor, project)
    change = journal.difference(before, journal.snapshot(project))
    journal.record(actor, action, project, change, source=source)
    return project


def _as_before(project: Project, entries: Collection[JournalEntry]) -> Project:
    """The project as it was before these entries."""
    before = copy(project)
    for entry in reversed(tuple(entries)):
        for name, values in entry.change.items():
            if name in PROJECT_COLUMNS and isinstance(values, list):
                column: Any = Project._meta.get_field(name)
                setattr(before, name, column.to_python(values[0]))
    return before
