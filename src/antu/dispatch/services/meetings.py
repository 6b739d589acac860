"""Writes of meetings: entered, corrected over what the page showed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from antu.dispatch.access import require_assigning
from antu.dispatch.models import Meeting
from antu.dispatch.services.texts import LongText, read_reason, wrong
from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import entries
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.exchange import day, text
from antu.platform.models import JournalEntry
from antu.platform.versions import entries_since
from antu.platform.voiding import void_row
from antu.platform.wording import joined, moment_text
from antu.platform.workbook.texts import read_texts

MINUTES: Final = LongText("minutes", "会议纪要", 20_000)
NAME_MAX: Final = 200
MEETING_COLUMNS: Final = (
    day("开会日期", "held_on", required=True),
    replace(text("会议名称", "title", required=True), length_max=NAME_MAX),
    replace(text("地点", "place"), length_max=100),
    replace(text("主持人", "chaired_by"), length_max=100),
    text("到会单位", "present"),
)


@transaction.atomic
def enter_meeting(actor: Actor, texts: Mapping[str, str], today: date) -> Meeting:
    """Enter a meeting that was held. Raises Forbidden, or BadInput with every problem beside its field."""
    require_assigning(actor)
    return _keep(actor, "登记调度会", Meeting(entered_by=actor.name), texts, today)


@transaction.atomic
def correct_meeting(actor: Actor, pk: int, texts: Mapping[str, str], version: int, today: date) -> Meeting:
    """Correct a meeting over what the page showed. Raises Forbidden, or BadInput (``M-CHANGED``)."""
    require_assigning(actor)
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{meeting}」已作废，不能更正"))
    refuse_later_writes(entries_since(meeting, version), f"「{meeting}」")
    return _keep(actor, "更正调度会", meeting, texts, today)


@transaction.atomic
def void_meeting(actor: Actor, meeting: Meeting, reason: str) -> None:
    """Withdraw a meeting of which nothing came. Raises Forbidden, or BadInput while anything assigned at it stands."""
    require_assigning(actor)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    said = read_reason(reason)
    if locked.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{locked}」已经作废，不用再办"))
    if standing := locked.assignments.standing().count():
        what = f"「{locked}」还有 {standing} 项交办；请先作废或取消它们，再作废会议"
        raise BadInput(Problem("M-ASSIGNED", what))
    void_row(actor, locked, "作废调度会", said)


def refuse_later_writes(since: list[JournalEntry], what: str) -> None:
    """Raise BadInput (``M-CHANGED``) where others wrote after the page was opened; nothing is merged."""
    if since:
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since)
        said = f"没有保存：您打开这一页以后，{what}又被改过：{who}；请另开一页核对，再保存一次就以本页所填为准"
        raise BadInput(Problem("M-CHANGED", said))


def _keep(actor: Actor, action: str, meeting: Meeting, texts: Mapping[str, str], today: date) -> Meeting:
    values, problems = read_texts(MEETING_COLUMNS, texts)
    minutes, too_long = MINUTES.read(texts)
    present = list(dict.fromkeys(entries(str(values.get("present") or ""))))
    problems += [*too_long, *_against(meeting, values, today)]
    problems += [
        wrong("present", "R-RANGE", f"「{each[:20]}…」太长，每个单位最多 {NAME_MAX} 个字")
        for each in present
        if len(each) > NAME_MAX
    ]
    if problems:
        raise BadInput(problems)
    before = journal.snapshot(meeting) if meeting.pk else {}
    kept: dict[str, Any] = {name: value or "" for name, value in values.items()}
    for name, value in {**kept, "present": present, "minutes": minutes}.items():
        setattr(meeting, name, value)
    change = journal.difference(before, journal.snapshot(meeting))
    if change or not before:
        meeting.save()
        journal.record(actor, action, meeting, change)
    return meeting


def _against(meeting: Meeting, values: Mapping[str, Any], today: date) -> list[Problem]:
    """What a meeting's own row and the others say against it; what could not be read is left alone."""
    held_on, title = values.get("held_on"), values.get("title")
    if held_on is None:
        return []
    if held_on > today:
        return [wrong("held_on", "P-FUTURE", f"开会日期 {held_on} 还没有到；会议在召开以后登记")]
    same = Meeting.objects.standing().filter(held_on=held_on, title=title).exclude(pk=meeting.pk).first()
    if same:
        return [wrong("title", "R-DUPLICATE", f"「{same}」已由{same.entered_by}登记；要补充内容，请更正那一次会议")]
    assigned = meeting.assignments.standing() if meeting.pk else ()
    if any(each.due_on < held_on or each.events.standing().filter(on__lt=held_on).exists() for each in assigned):
        what = f"会上交办的事项有期限或办理记录早于 {held_on}；请核对开会日期"
        return [wrong("held_on", "R-DATE-ORDER", what)]
    return []
