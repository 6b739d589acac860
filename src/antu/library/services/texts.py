"""Writes of texts: entered, corrected, voided; taken from issued rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import entries
from antu.library.access import require_editing
from antu.library.domain.carrying import Carried
from antu.library.domain.names import name_key
from antu.library.models import LegalText, TextLevel, TextVersion
from antu.library.selectors.texts import last_version, rules_to_take
from antu.library.services.clauses import correction_of, drop_all, write_clauses
from antu.library.services.columns import (
    TEXT_COLUMNS,
    read_reason,
    refuse_later_writes,
    refuse_voided,
    wrong,
)
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.attachments.services import SentFile, Shelving, attach_files
from antu.platform.voiding import void_row
from antu.platform.workbook.texts import read_texts
from antu.regulations.models import RuleVersion
from antu.regulations.selectors.texts import TEXT_MAX, kept_text, text_of_file

ENTERED: Final = "录入法规文本"
CORRECTED: Final = "更正法规文本"
TAKEN: Final = "取用制度正文"
ORIGINAL: Final = "正文原件"
_READ_MAX: Final = 4 * TEXT_MAX


@dataclass(frozen=True, slots=True)
class NewWords:
    """The words of a text's next version, why they are otherwise, and the file that they were read from."""

    words: str
    reason: str = ""
    original: SentFile | None = None


def words_of(typed: str, original: SentFile | None) -> str:
    """The words that were sent: out of the file, where there is one. Raises BadInput (``R-RULE-TEXT``)."""
    column = "file" if original else "text"
    read = text_of_file(original.name, original.content) if original else typed
    if len(read) > _READ_MAX:
        what = f"正文有 {len(read)} 个字，最多 {TEXT_MAX} 个；请核对是不是选错了文件，长的汇编请分成几件录入"
        raise BadInput(wrong(column, "R-RULE-TEXT", what))
    words = kept_text(read)
    if not words or len(words) > TEXT_MAX:
        what = (
            "还没有正文；请选文件，或把正文粘贴进来" if not words else f"正文有 {len(words)} 个字，最多 {TEXT_MAX} 个"
        )
        raise BadInput(wrong(column, "R-RULE-TEXT", what))
    return words


@transaction.atomic
def enter_text(
    actor: Actor, texts: Mapping[str, str], words: str, original: SentFile | None = None, *, is_sample: bool = False
) -> LegalText:
    """Enter a text with its clauses; ``words`` is what :func:`words_of` read, ``original`` the file, which is kept.

    Raises Forbidden, or BadInput with every problem by its field.
    """
    require_editing(actor)
    text = LegalText(entered_by=actor.name, is_sample=is_sample)
    _keep(actor, ENTERED, text, texts)
    _new_version(actor, text, NewWords(words, original=original))
    return text


@transaction.atomic
def correct_text(actor: Actor, pk: int, texts: Mapping[str, str], seen: int | None = None) -> LegalText:
    """Correct what is said of a text, but not its words. Raises Forbidden, or BadInput (``K-CHANGED``)."""
    require_editing(actor)
    text = _held(pk)
    refuse_later_writes(text, seen)
    return _keep(actor, CORRECTED, text, texts)


@transaction.atomic
def correct_words(actor: Actor, pk: int, words: NewWords, seen: int | None = None) -> Carried:
    """Give the text other words, as its next version: what hangs on clauses that stay stays.

    Raises Forbidden, or BadInput: ``K-RULE`` for a text whose words are those of an issued rule, ``K-SAME`` where
    nothing is otherwise, ``K-CHANGED``.
    """
    require_editing(actor)
    text = _held(pk)
    if text.rule_id:
        raise BadInput(Problem("K-RULE", f"{text}的正文取自制度文件；要改，请在制度文件里起草、发布下一版"))
    refuse_later_writes(text, seen)
    return _new_version(actor, text, replace(words, reason=read_reason(words.reason, "更正原因")))


@transaction.atomic
def void_text(actor: Actor, pk: int, reason: str) -> None:
    """Take a text back that was entered by mistake, with its clauses and what hangs on them."""
    require_editing(actor)
    text = _held(pk)
    said = read_reason(reason)
    drop_all(actor, text, f"{text}作废：{said}"[:300])
    void_row(actor, text, "作废法规文本", said)


@transaction.atomic
def take_rules(actor: Actor) -> list[LegalText]:
    """Take the published text of every issued rule of which the library has none, or an older one."""
    require_editing(actor)
    return [take_rule(actor, each) for each in rules_to_take()]


@transaction.atomic
def take_rule(actor: Actor, version: RuleVersion) -> LegalText:
    """Show a rule's published version in the library: the words stay with the rule, clauses are cut from them.

    Whoever publishes the rule does so; it needs no further permission.
    """
    rule = version.rule
    standing = LegalText.objects.standing().select_for_update(of=("self",))
    number = version.document_no or rule.document_no
    known = (
        standing.filter(rule=rule).first()
        or standing.filter(rule=None, title=rule.name, document_no=number).first()  # the same, entered by hand before
    )
    text = known or LegalText(rule=rule, entered_by=actor.name, level=TextLevel.OWN, is_sample=rule.is_sample)
    before = journal.snapshot(text) if known else {}
    text.rule, text.title, text.document_no = rule, rule.name, number
    text.issuing_body, text.issued_on = rule.lead or text.issuing_body, rule.issued_on
    text.valid_from, text.valid_to = text.valid_from or version.valid_from, version.valid_to
    text.save()
    journal.record(actor, TAKEN, text, journal.difference(before, journal.snapshot(text)), source=str(version)[:300])
    correction = correction_of(text, version.text)
    place = text.versions.count() + 1
    TextVersion.objects.create(
        text=text,
        number=place,
        sha256=version.sha256,
        rule_version=version,
        entered_by=actor.name,
        is_sample=text.is_sample,
    )
    write_clauses(actor, text, correction, place)
    return text


def _held(pk: int) -> LegalText:
    text = LegalText.objects.select_for_update(of=("self",)).get(pk=pk)
    refuse_voided(text)
    return text


def _keep(actor: Actor, action: str, text: LegalText, texts: Mapping[str, str]) -> LegalText:
    fixed = {"title", "document_no", "issued_on", "valid_from", "valid_to"} if text.rule_id else set()
    columns = [column for column in TEXT_COLUMNS if column.field not in fixed]
    values, problems = read_texts(columns, texts)
    kept: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    for name in ("issued_on", "valid_from", "valid_to"):
        if kept.get(name) == "":
            kept[name] = None
    problems += _against(text, kept)
    if problems:
        raise BadInput(problems)
    before = journal.snapshot(text) if text.pk else {}
    for name, value in kept.items():
        setattr(text, name, value)
    text.aliases = "、".join(dict.fromkeys(entries(text.aliases)))
    if (change := journal.difference(before, journal.snapshot(text))) or not text.pk:
        text.save()
        journal.record(actor, action, text, change)
    return text


def _against(text: LegalText, values: Mapping[str, Any]) -> list[Problem]:
    """What stands against a text: its days, and another text of the same name and number."""
    problems = []
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        problems.append(wrong("valid_to", "R-DATE-ORDER", f"失效日期 {ends} 早于施行日期 {begins}，请核对"))
    title = str(values.get("title") or text.title)
    key = name_key(title)
    number = values.get("document_no", text.document_no)
    others = LegalText.objects.standing().exclude(pk=text.pk).filter(document_no=number)
    if key and any(name_key(each.title) == key for each in others):
        way = "文字有出入，请在它那里更正正文；新修订的文本请写明不同的文号"
        what = f"《{title}》（{number or '没有文号'}）已经在库里；{way}"
        problems.append(wrong("title", "R-DUPLICATE", what))
    return problems


def _new_version(actor: Actor, text: LegalText, given: NewWords) -> Carried:
    words, reason, original = given.words, given.reason, given.original
    correction = correction_of(text, words)
    number = text.versions.count() + 1
    if number > 1 and last_version(text).words == words:
        raise BadInput(wrong("text", "K-SAME", "正文与现在的一字不差，没有要更正的"))
    digest = hashlib.sha256(words.encode()).hexdigest()
    TextVersion.objects.create(
        text=text,
        number=number,
        content=words,
        sha256=digest,
        reason=reason,
        entered_by=actor.name,
        is_sample=text.is_sample,
    )
    write_clauses(actor, text, correction, number)
    told = "；".join(correction.told.sentences)
    journal.record(
        actor,
        "录入正文" if number == 1 else "更正正文",
        text,
        {"版次": ["", number], "条文": ["", told]},
        source=reason,
    )
    if original:
        attached = attach_files(actor, text, [original], Shelving(note=f"第{number}版{ORIGINAL}"))
        if attached.refused:
            raise BadInput(Problem(each.rule, each.message, {"column": "file"}) for each in attached.refused)
    return correction.told
