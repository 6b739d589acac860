"""A version held for a write: nobody else writes it, it is in the state needed, and nobody came between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimateVersion
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.models import Job
from antu.platform.procedure_kinds import why_held
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text

COMPUTE_JOB: Final = "estimate"
_WAY_OUT: Final[Mapping[EstimateState, str]] = {
    EstimateState.DRAFT: "还没有送审；请先送审",
    EstimateState.SUBMITTED: "已经送审，不能再改；要改请由评审退回，再起草下一版",
    EstimateState.SENT_BACK: "已经退回；要改请起草下一版，内容照抄这一版",
    EstimateState.APPROVED: "已经批准，不能再改；要调整请起草下一版",
}


def held(version: EstimateVersion, state: EstimateState, seen: int | None = None) -> EstimateVersion:
    """The version, held until the transaction ends; ``seen`` is what a page showed of it (``version_of``).

    Raises BadInput: ``E-VOIDED``, ``E-STATE`` where it is not in this state, ``E-CHANGED`` where somebody wrote to it.
    """
    row = EstimateVersion.objects.select_for_update(of=("self",)).select_related("project").get(pk=version.pk)
    if row.is_voided:
        raise BadInput(Problem("E-VOIDED", f"{row}已经撤销；请另起草一版"))
    if row.state is not state:
        raise BadInput(Problem("E-STATE", f"{row}{_WAY_OUT[row.state]}"))
    if words := why_held(row):
        raise BadInput(Problem("E-STATE", words))
    since = entries_since(row, seen) if seen is not None else []
    if since:
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since)
        what = f"您打开这一页以后，{row}又被改过：{who}；请另开一页核对现在的内容，再保存一次就以本页所填为准"
        raise BadInput(Problem("E-CHANGED", what))
    return row


def changes_of(version: EstimateVersion, before: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What the journal keeps of a write; moments are its own."""
    changes = journal.difference(before, journal.snapshot(version))
    return {name: values for name, values in changes.items() if name not in {"computed_at", "submitted_at"}}


def computing_job(version: EstimateVersion) -> Job | None:
    """The job that computes the version now, whoever queued it."""
    return Job.objects.open().filter(kind=COMPUTE_JOB, unique_key=unique_key(version)).first()


def unique_key(version: EstimateVersion) -> str:
    """What a job that computes the version is known by."""
    return f"{COMPUTE_JOB} {version.pk}"
