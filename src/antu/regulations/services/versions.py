"""Writes of the versions of a rule: drafted, changed, withdrawn, published by another person, and then as it is."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.attachments.services import SentFile, Shelving, attach_files
from antu.platform.events import announce
from antu.platform.procedure_kinds import why_held, why_kept
from antu.platform.voiding import void_row
from antu.regulations.access import require_rules
from antu.regulations.domain.clauses import TEXT_MAX, clauses_of, kept_text
from antu.regulations.domain.comparing import ChangeKind, changes_between
from antu.regulations.domain.publishing import (
    Before,
    Publication,
    VersionDraft,
    problems_of_draft,
    problems_of_publication,
)
from antu.regulations.domain.rule_file import text_of_file
from antu.regulations.events import RulePublished
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors.rules import (
    DRAFTED,
    REDRAFTED,
    changed_by_others,
    drafter_logins,
    open_draft,
    published_before,
)
from antu.regulations.services.holidays import REASON_MAX

PUBLISHED: Final = "发布制度版本"
ORIGINAL: Final = "正文原件"
TEXT_READ_MAX: Final = 4 * TEXT_MAX
"""Characters with all blanks; more is not even looked at."""

#: The journal keeps the text by its hash and what changed in it in words: the text itself stands in the version.
_JOURNALED: Final = (
    "number",
    "sha256",
    "document_no",
    "issued_on",
    "valid_from",
    "valid_to",
    "reason",
    "drafted_by",
    "published_by",
)


@transaction.atomic
def draft_rule_version(
    actor: Actor, rule: IssuedRule, draft: VersionDraft, original: SentFile | None = None
) -> RuleVersion:
    """Draft the rule's next version; ``original`` is the file that its text is read from, and is kept with it.

    Raises Forbidden, or BadInput: ``R-RULE-STATE`` while another draft waits or the rule is abolished, ``R-RULE-TEXT``
    for a file that cannot be read, else every problem by ``column``.
    """
    require_rules(actor)
    held = _held(rule)
    waiting = open_draft(held)
    if waiting or held.abolished_on:
        state = f"已有{waiting.label}的草稿没有发布；请先发布或撤销它" if waiting else "已经废止，不再修订"
        raise BadInput(Problem("R-RULE-STATE", f"{held}{state}"))
    last = published_before(held)
    version = RuleVersion(rule=held, number=last.number + 1 if last else 1, is_sample=held.is_sample)
    return _keep(actor, DRAFTED, version, draft, original)


@transaction.atomic
def change_rule_draft(
    actor: Actor, version: RuleVersion, draft: VersionDraft, seen: int, original: SentFile | None = None
) -> RuleVersion:
    """Change a draft as it was typed over what the journal's entry ``seen`` left.

    Raises Forbidden, or BadInput: ``R-RULE-STATE`` for what is no draft, ``R-RULE-CHANGED`` when somebody wrote in
    between, else as :func:`draft_rule_version`.
    """
    require_rules(actor)
    held = _held_draft(version, seen)
    return _keep(actor, REDRAFTED, held, draft, original)


@transaction.atomic
def publish_rule_version(
    actor: Actor, version: RuleVersion, document_no: str, on: date | None, *, today: date | None = None
) -> RuleVersion:
    """Publish a draft on a day under a document number; from then on the database refuses any change of it.

    It is in force from the day that the draft names, else from ``on``. The rule takes day and number of its first
    version. Raises Forbidden, or BadInput: ``R-RULE-OWN`` for who wrote at the draft, ``R-RULE-STATE`` for what is no
    draft, else every problem by ``column``. Without ``today`` it is not asked whether the day has come.
    """
    require_rules(actor)
    held = _held_draft(version)
    if actor.login in drafter_logins(held):
        what = f"{held}是{actor.name}起草或修改过的，不能由本人发布；请由另一位有“登记制度文件”权限的同志核对后发布"
        raise BadInput(Problem("R-RULE-OWN", what))
    last = published_before(held.rule)
    before = Before(last.number, *_days(last)) if last else None
    publication = Publication(document_no.strip(), on, held.valid_from, held.valid_to)
    problems = list(problems_of_publication(publication, before, today))
    if last is None and IssuedRule.objects.filter(issued_on=on, name=held.rule.name).exclude(pk=held.rule_id).exists():
        what = f"{on} 已经登记过另一件{held.rule}，现在作废或废止了；请核对印发日期"
        problems.append(Problem("R-DUPLICATE", what, {"column": "on"}))
    if problems:
        raise BadInput(problems)
    was = journal.snapshot(held, _JOURNALED)
    held.document_no, held.issued_on = publication.document_no, on
    held.valid_from, held.published_by = held.valid_from or on, actor.name
    held.save()
    change = journal.difference(was, journal.snapshot(held, _JOURNALED))
    journal.record(actor, PUBLISHED, held, change, source=held.document_no)
    _take_over(actor, held)
    announce(RulePublished(actor, held.pk))
    return held


@transaction.atomic
def withdraw_rule_draft(actor: Actor, version: RuleVersion, reason: str) -> None:
    """Withdraw a draft; its number is free again. Raises Forbidden, or BadInput (``R-RULE-STATE``, ``R-REQUIRED``)."""
    require_rules(actor)
    held, given = _held_draft(version), reason.strip()
    if not given or len(given) > REASON_MAX:
        what = f"请写明撤销草稿的原因，最多 {REASON_MAX} 个字"
        raise BadInput(Problem("R-REQUIRED", what, {"column": "reason"}))
    if words := why_kept(held):
        raise BadInput(Problem("R-RULE-STATE", words))
    void_row(actor, held, "撤销制度草稿", given)


def _held(rule: IssuedRule) -> IssuedRule:
    """The rule, held: nobody else writes it or its versions until this transaction ends."""
    held = IssuedRule.objects.select_for_update().get(pk=rule.pk)
    if held.is_voided:
        raise BadInput(Problem("R-RULE-STATE", f"{held}已经作废，不再修订"))
    return held


def _held_draft(version: RuleVersion, seen: int | None = None) -> RuleVersion:
    rule = _held(IssuedRule.objects.get(pk=version.rule_id))
    held = RuleVersion.objects.get(pk=version.pk)
    held.rule = rule
    if not held.is_draft:
        state = "已经撤销" if held.is_voided else "已经发布，不能再改；要改，请起草下一版"
        raise BadInput(Problem("R-RULE-STATE", f"{held}{state}"))
    if words := why_held(held):
        raise BadInput(Problem("R-RULE-STATE", words))
    others = changed_by_others(held, seen) if seen is not None else ""
    if others:
        what = f"您打开这一页以后，{held}又被改过：{others}；请另开一页核对现在的草稿，再保存一次就以本页所填为准"
        raise BadInput(Problem("R-RULE-CHANGED", what))
    return held


def _keep(
    actor: Actor, action: str, version: RuleVersion, draft: VersionDraft, original: SentFile | None
) -> RuleVersion:
    read = text_of_file(original.name, original.content) if original else draft.text
    if len(read) > TEXT_READ_MAX:
        what = f"正文有 {len(read)} 个字，最多 {TEXT_MAX} 个；请核对是不是选错了文件"
        raise BadInput(Problem("R-RULE-TEXT", what, {"column": "file" if original else "text"}))
    given = VersionDraft(kept_text(read), draft.valid_from, draft.valid_to, draft.reason.strip())
    if problems := list(problems_of_draft(given, version.number)):
        raise BadInput(problems)
    before, text_before = (journal.snapshot(version, _JOURNALED), version.text) if version.pk else ({}, "")
    version.text, version.sha256 = given.text, hashlib.sha256(given.text.encode()).hexdigest()
    version.valid_from, version.valid_to, version.reason = given.valid_from, given.valid_to, given.reason
    version.drafted_by = version.drafted_by or actor.name
    change = journal.difference(before, journal.snapshot(version, _JOURNALED))
    if change:
        version.save()
        journal.record(actor, action, version, {**change, "条文": ["", _told(text_before, given.text)]})
    if original:
        attached = attach_files(actor, version, [original], Shelving(note=ORIGINAL))
        if attached.refused:
            raise BadInput(Problem(each.rule, each.message, {"column": "file"}) for each in attached.refused)
    return version


def _told(before: str, after: str) -> str:
    """What changes in the text, by the number of clauses."""
    kinds = [each.kind for each in changes_between(clauses_of(before), clauses_of(after))]
    counted = (f"{kind.value} {kinds.count(kind)} 处" for kind in ChangeKind if kind is not ChangeKind.SAME)
    return "、".join(each for each in counted if " 0 " not in each) or "没有变化"


def _days(version: RuleVersion) -> tuple[date, date]:
    assert version.issued_on  # noqa: S101 - a published version
    assert version.valid_from  # noqa: S101 - as the database asks
    return version.issued_on, version.valid_from


def _take_over(actor: Actor, version: RuleVersion) -> None:
    """The rule has the day and the number of its first version; a workbook knows it as before."""
    rule, first = version.rule, version.number == 1
    before = journal.snapshot(rule)
    if first:
        if rule.source_row is not None and rule.issued_on and not rule.workbook_key:
            rule.workbook_key = [str(rule.issued_on), rule.name]
        rule.issued_on, rule.document_no = version.issued_on, version.document_no or rule.document_no
    given = {"issued_on", "document_no", "is_voided"} if first else {"is_voided"}
    rule.given_by_page = sorted({*rule.given_by_page, *given})
    if change := journal.difference(before, journal.snapshot(rule)):
        rule.save()
        journal.record(actor, PUBLISHED, rule, change, source=version.document_no)
