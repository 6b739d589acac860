"""The versions of a rule as pages show them: listed, one with its clauses, two compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.wording import UNKNOWN, joined
from antu.regulations.domain.clauses import Clause, clauses_of
from antu.regulations.domain.comparing import ChangeKind, ClauseChange, Piece, changes_between, pieces_of
from antu.regulations.domain.standing import RuleState, in_force_on
from antu.regulations.models import RuleVersion
from antu.regulations.tables.rules import DRAFT, STATE_CHIPS, shown_day

_REPLACED: Final = Chip("已被替代", title="后一版施行以后不再适用")
_ENDED: Final = Chip("已失效", title="制度已经废止，或这一版有效期已满")


def version_chip(version: RuleVersion, versions: Iterable[RuleVersion], day: date) -> Chip:
    """What a version is on a day."""
    if version.is_draft:
        return DRAFT
    if version.valid_from and version.valid_from > day:
        return STATE_CHIPS[RuleState.COMING]
    if in_force_on(versions, day, version.rule.abolished_on) == version:
        return STATE_CHIPS[RuleState.IN_FORCE]
    later = (each for each in versions if each.number > version.number and each.valid_from and each.valid_from <= day)
    return _REPLACED if any(later) else _ENDED


_VERSIONS: Final = (
    Column("版本"),
    Column("状态"),
    Column("文号"),
    Column("印发"),
    Column("施行"),
    Column("失效"),
    Column("修订原因", kind=Kind.LONG),
    Column("起草 / 发布", kind=Kind.MINOR),
)


def version_table(versions: Sequence[RuleVersion], day: date, *, may_draft: bool) -> Table:
    """A rule's versions, the latest first."""
    rows = [_version_row(each, versions, day) for each in reversed(versions)]
    way = "点“起草第1版”，粘贴正文或上传 .docx、.pdf、.txt 文件。" if may_draft else ""
    return Table(_VERSIONS, rows, f"还没有录入正文。{way}")


def _version_row(version: RuleVersion, versions: Sequence[RuleVersion], day: date) -> Row:
    url = record_url(version)
    texts = (
        version.document_no,
        shown_day(version.issued_on),
        shown_day(version.valid_from),
        shown_day(version.valid_to),
        version.reason,
        joined((version.drafted_by, version.published_by), " / "),
    )
    cells = (
        Cell(version.label, url, chips=marks(is_sample=version.is_sample)),
        Cell(chips=(version_chip(version, versions, day),)),
    )
    return Row((*cells, *(Cell(text or UNKNOWN) for text in texts)), url)


def version_facts(version: RuleVersion) -> list[Fact]:
    """What is registered of a version."""
    articles = sum(bool(each.label) for each in clauses_of(version.text))
    texts = (
        ("文号", version.document_no),
        ("印发日期", shown_day(version.issued_on)),
        ("施行日期", shown_day(version.valid_from) or ("印发之日" if version.is_draft else "")),
        ("失效日期", shown_day(version.valid_to)),
        ("修订原因", version.reason),
        ("条数", f"{articles} 条" if articles else "没有分条"),
        ("起草人", version.drafted_by),
        ("发布人", version.published_by),
        ("作废原因", version.void_reason),
    )
    facts = [Fact(label, Cell(text or UNKNOWN)) for label, text in texts if text or label != "作废原因"]
    hashed = Fact("正文 SHA-256", Cell(version.sha256, title="正文改动一个字，它就不同"))
    return [Fact("制度文件", Cell(str(version.rule), record_url(version.rule))), *facts, hashed]


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A part of a text as a page prints it."""

    label: str
    first: str
    rest: tuple[str, ...]
    is_heading: bool


def shown_clauses(text: str) -> list[ShownClause]:
    """The text in its parts."""
    return [_shown(each) for each in clauses_of(text)]


def _shown(clause: Clause) -> ShownClause:
    first, *rest = clause.paragraphs
    return ShownClause(clause.label, first.removeprefix(clause.label).lstrip(), tuple(rest), clause.is_heading)


_CHANGES: Final = (
    Column("变动"),
    Column("条"),
    Column("原文", kind=Kind.LONG),
    Column("新文", kind=Kind.LONG),
)
_CHANGE_TONES: Final = {
    ChangeKind.ADDED: Tone.DONE,
    ChangeKind.DROPPED: Tone.STOPPED,
    ChangeKind.CHANGED: Tone.DUE,
}


def comparison_table(before: RuleVersion, after: RuleVersion) -> Table:
    """What the later version changes, clause by clause; gone and new words stand in brackets that say so."""
    changes = changes_between(clauses_of(before.text), clauses_of(after.text))
    told = [each for each in changes if each.kind is not ChangeKind.SAME]
    same = len(changes) - len(told)
    return Table(
        _CHANGES,
        [_change_row(each) for each in told],
        f"{before.label}和{after.label}的正文完全相同。",
        caption=f"{after.label}与{before.label}逐条对照；另有 {same} 处未变，没有列出",
    )


def _change_row(change: ClauseChange) -> Row:
    labels = [each.label for each in (change.before, change.after) if each and each.label]
    olds, news = "", ""
    if change.before and change.after:
        pieces = pieces_of(change.before.body, change.after.body)
        olds, news = _in_words(pieces[0], "删"), _in_words(pieces[1], "增")
    elif change.before:
        olds = _on_one_line(change.before.body)
    elif change.after:
        news = _on_one_line(change.after.body)
    return Row(
        (
            Cell(chips=(Chip(change.kind.value, _CHANGE_TONES.get(change.kind, Tone.PLAIN)),)),
            Cell(" → ".join(dict.fromkeys(labels)) or UNKNOWN),
            Cell(olds or UNKNOWN),
            Cell(news or UNKNOWN),
        )
    )


def _in_words(pieces: Iterable[Piece], word: str) -> str:
    return "".join(
        f"【{word}：{text}】" if each.is_changed else text for each in pieces if (text := _on_one_line(each.text))
    )


def _on_one_line(text: str) -> str:
    return text.replace("\n", "↵")
