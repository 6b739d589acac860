"""The use cases «起草概算», «录入» and «撤销草稿»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from antu.estimates.access import require_drafting
from antu.estimates.domain.draft import HandLine, TypedLine, read_lines
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimatedHousehold, EstimateLine, EstimateVersion, LineSource
from antu.estimates.selectors import versions_of
from antu.estimates.services.holding import changes_of, held
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.bulk import add_rows
from antu.platform.procedure_kinds import why_kept
from antu.platform.voiding import void_row
from antu.platform.wording import fen_text, number_text
from antu.projects.models import Project

REASON_MAX: Final = 300
NOTE_MAX: Final = 1000
_COPIED: Final = ("basis", "as_if_signed_on", "household_total", "packs", "computed_at", "note")
_LINE: Final = ("position", "source", "category", "item", "code", "quantity", "unit", "amount_fen", "basis_text")
_HOUSEHOLD: Final = ("household_id", "is_determined", "amount_fen", "problem")


@transaction.atomic
def begin_estimate(actor: Actor, project: Project) -> EstimateVersion:
    """Begin the project's next version: the first is empty, each other a copy of the one before.

    Raises Forbidden, or BadInput: ``P-VOIDED``, ``E-OPEN`` while another version is drafted or under review.
    """
    require_drafting(actor, project)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if locked.is_voided:
        raise BadInput(Problem("P-VOIDED", f"项目「{locked}」已作废；请先恢复该项目"))
    known = versions_of(locked)
    waiting = next((each for each in known if each.state in {EstimateState.DRAFT, EstimateState.SUBMITTED}), None)
    if waiting:
        what = f"{waiting}还是{waiting.state.value}；一个项目一次只编一版，请先办完它"
        raise BadInput(Problem("E-OPEN", what))
    before = known[-1] if known else None
    version = EstimateVersion(
        project=locked,
        number=before.number + 1 if before else 1,
        drafted_by=actor.name,
        is_sample=before.is_sample if before else locked.is_sample,
        **({name: getattr(before, name) for name in _COPIED} if before else {}),
    )
    version.save()
    lines = _copy(before, version) if before else 0
    change = {**changes_of(version, {}), "照抄": ["", before.label if before else ""]}
    journal.record(actor, "编制概算：起草", version, change | {"明细": [0, lines]})
    return version


def _copy(before: EstimateVersion, version: EstimateVersion) -> int:
    lines = [
        EstimateLine(version=version, **{name: getattr(line, name) for name in _LINE})
        for line in before.lines.standing().order_by("position", "id")
    ]
    EstimateLine.objects.bulk_create(lines)
    households = before.households.standing().order_by("id").values(*_HOUSEHOLD)
    add_rows(EstimatedHousehold(version=version, **each) for each in households)
    return len(lines)


@transaction.atomic
def save_lines(
    actor: Actor, version: EstimateVersion, rows: Iterable[TypedLine], note: str, seen: int
) -> EstimateVersion:
    """Keep the draft's lines entered by hand, and its note, as typed; a line that is not among them is withdrawn.

    Raises Forbidden, or BadInput as of :func:`held`, else every problem of the rows by ``row`` and ``column``.
    """
    require_drafting(actor, version.project)
    draft = held(version, EstimateState.DRAFT, seen)
    said = note.replace("\r\n", "\n").strip()
    problems: list[Problem] = []
    if len(said) > NOTE_MAX:
        problems.append(Problem("R-RANGE", f"编制说明最多 {NOTE_MAX} 个字；请缩短", {"column": "note"}))
    lines: Sequence[HandLine] = ()
    try:
        lines = read_lines(rows)
    except BadInput as error:
        problems += error.problems
    if problems:
        raise BadInput(problems)
    before = journal.snapshot(draft)
    draft.note = said
    changes = {**changes_of(draft, before), **_keep(draft, lines)}
    if changes:
        draft.save(update_fields=("note",))
        journal.record(actor, "编制概算：录入", draft, changes)
    return draft


def _keep(draft: EstimateVersion, lines: Sequence[HandLine]) -> dict[str, list[Any]]:
    """Make these the draft's lines entered by hand; what changed, by their names, in words."""
    rows = {str(row.pk): row for row in draft.lines.standing().filter(source=LineSource.HAND)}
    first = _first_position(draft)
    changes: dict[str, list[Any]] = {}
    for place, line in enumerate(lines):
        row = rows.pop(line.row, None) or EstimateLine(version=draft, source=LineSource.HAND)
        before = _in_words(row) if row.pk else {}
        row.category, row.item, row.quantity, row.unit = line.category, line.item, line.quantity, line.unit
        row.amount_fen, row.basis_text, row.position = line.amount.fen, line.basis_text, first + place
        row.save()
        if (after := _in_words(row)) != before:
            changes[f"明细「{row}」"] = [before or None, after]
    for row in rows.values():
        changes[f"明细「{row}」"] = [_in_words(row), "删去"]
        row.is_voided = True
        row.save(update_fields=("is_voided",))
    return changes


def _first_position(draft: EstimateVersion) -> int:
    computed = draft.lines.standing().exclude(source=LineSource.HAND).order_by("-position").first()
    return computed.position + 1 if computed else 1


def _in_words(line: EstimateLine) -> Mapping[str, str]:
    """The line as the journal keeps it."""
    quantity = f"{number_text(line.quantity)} {line.unit}".strip() if line.quantity is not None else ""
    words = {
        "费用类别": line.category,
        "费用名称": line.item,
        "数量": quantity,
        "金额": fen_text(line.amount_fen),
        "依据": line.basis_text,
    }
    return {name: text for name, text in words.items() if text}


@transaction.atomic
def withdraw_estimate(actor: Actor, version: EstimateVersion, reason: str) -> EstimateVersion:
    """Withdraw a draft with its lines; its number is free again. Raises Forbidden, or BadInput (``E-REASON``)."""
    require_drafting(actor, version.project)
    why = reason.strip()
    if not why or len(why) > REASON_MAX:
        what = f"请写明撤销草稿的原因，最多 {REASON_MAX} 个字"
        raise BadInput(Problem("E-REASON", what, {"column": "reason"}))
    draft = held(version, EstimateState.DRAFT)
    if words := why_kept(draft):
        raise BadInput(Problem("E-STATE", words))
    draft.lines.standing().update(is_voided=True)
    draft.households.standing().update(is_voided=True)
    void_row(actor, draft, "编制概算：撤销草稿", why)
    return draft
