"""Issued rules as lists and tables: the rules, a rule's versions, a text in its clauses, two texts compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.regulations.domain.clauses import Clause, clauses_of
from antu.regulations.domain.comparing import ChangeKind, ClauseChange, Piece, changes_between, pieces_of
from antu.regulations.domain.standing import RuleState, in_force_on
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors.rules import rule_state

DRAFT: Final = Chip("草稿", Tone.DUE, title="还没有发布，哪一天都不适用")
_STATE_CHIPS: Final = {
    RuleState.IN_FORCE: Chip("现行", Tone.DONE),
    RuleState.COMING: Chip("尚未施行", Tone.GOING),
    RuleState.DRAFT: DRAFT,
    RuleState.ENDED: Chip("已废止", title="已经废止，或有效期已满"),
}
_REPLACED: Final = Chip("已被替代", title="后一版施行以后不再适用")
_ENDED: Final = Chip("已失效", title="制度已经废止，或这一版有效期已满")


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule with its versions, as it stands on a day."""

    rule: IssuedRule
    versions: Sequence[RuleVersion]
    day: date

    @property
    def state(self) -> RuleState:
        """现行, 尚未施行, 草稿 or 已废止."""
        return rule_state(self.rule, self.versions, self.day)

    @property
    def current(self) -> RuleVersion | None:
        """The version in force on the day."""
        return in_force_on(self.versions, self.day, self.rule.abolished_on)

    @property
    def draft(self) -> RuleVersion | None:
        """The version that waits for its publication."""
        return next((each for each in self.versions if each.is_draft), None)

    @property
    def years(self) -> set[int]:
        """In which years the rule or a version of it was issued."""
        days = (self.rule.issued_on, *(each.issued_on for each in self.versions))
        return {day.year for day in days if day}

    @property
    def chip(self) -> Chip:
        """The state as a word in its colour."""
        return _STATE_CHIPS[self.state]


def listed_rules(
    rules: Iterable[IssuedRule], versions: Mapping[int, Sequence[RuleVersion]], day: date
) -> list[ListedRule]:
    """The rules with their versions."""
    return [ListedRule(rule, versions.get(rule.pk, ()), day) for rule in rules]


def matching(listed: Iterable[ListedRule], filters: Sequence[Filter]) -> list[ListedRule]:
    """Those that the filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}

    def fits(each: ListedRule) -> bool:
        rule = each.rule
        numbers = " ".join(version.document_no for version in each.versions)
        words = f"{rule.name} {rule.document_no} {numbers} {rule.lead} {rule.basis}".casefold()
        return (
            wanted.get("q", "").casefold() in words
            and wanted.get("kind", rule.kind) == rule.kind
            and wanted.get("state", each.state.code) == each.state.code
            and ("year" not in wanted or int(wanted["year"]) in each.years)
        )

    unknown = any(each.unknown for each in filters)
    return [] if unknown else [each for each in listed if fits(each)]


def rule_listing(actor: Actor) -> Listing:
    """The list of rules."""
    way = ("登记制度文件", reverse("rule-new")) if actor.may("rule.edit") else ("", "")
    return Listing(
        "rules",
        "制度文件",
        (
            ListColumn("name", Column("名称", kind=Kind.LONG), _name_cell, by_value(lambda each: each.rule.name)),
            ListColumn(
                "state",
                Column("状态"),
                lambda each: Cell(chips=(each.chip,)),
                by_value(lambda each: list(RuleState).index(each.state)),
            ),
            _text("kind", Column("类别"), lambda each: each.rule.get_kind_display()),
            ListColumn("version", Column("适用版本"), _version_cell, by_value(_current_number)),
            _text("document", Column("文号"), _document_no),
            _text("issued", Column("首次印发", is_day=True), lambda each: _day(each.rule.issued_on)),
            _text("valid", Column("适用版施行", is_day=True), _valid_from),
            _text("lead", Column("牵头单位", kind=Kind.LONG), lambda each: each.rule.lead),
            _text("abolished", Column("废止", is_day=True), lambda each: _day(each.rule.abolished_on), is_shown=False),
            _text("basis", Column("依据", kind=Kind.LONG), lambda each: each.rule.basis, is_shown=False),
        ),
        Empty("还没有制度文件。可以在这里登记，也可以随年度工作簿导入。", *way),
        counter="件",
        key_of=lambda each: each.rule.pk,
        url_of=lambda each: record_url(each.rule),
        is_picked=False,
    )


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def _valid_from(each: ListedRule) -> str:
    return _day(each.current.valid_from) if each.current else ""


def _current_number(each: ListedRule) -> int:
    return each.current.number if each.current else 0


def _document_no(each: ListedRule) -> str:
    return (each.current.document_no if each.current else "") or each.rule.document_no


def _name_cell(each: ListedRule) -> Cell:
    return Cell(str(each.rule), record_url(each.rule), chips=marks(is_sample=each.rule.is_sample))


def _version_cell(each: ListedRule) -> Cell:
    current, draft = each.current, each.draft
    chips = (Chip(f"{draft.label}草稿", Tone.DUE),) if draft else ()
    if current is None:
        return Cell(UNKNOWN, title="没有录入正文，或这一天没有适用的版本", chips=chips)
    return Cell(current.label, record_url(current), chips=chips)


def _text(key: str, column: Column, text: Callable[[ListedRule], str], *, is_shown: bool = True) -> ListColumn:
    def of(each: ListedRule) -> str:
        return text(each) or UNKNOWN

    return ListColumn(key, column, lambda each: Cell(of(each)), by_value(of), is_shown=is_shown)


def rule_facts(rule: IssuedRule) -> list[Fact]:
    """What is registered of a rule."""
    abolished = joined((_day(rule.abolished_on), rule.abolished_by), "，") if rule.abolished_on else UNKNOWN
    texts = (
        ("类别", rule.get_kind_display()),
        ("首次印发", _day(rule.issued_on)),
        ("文号", rule.document_no),
        ("牵头单位", rule.lead),
        ("依据", rule.basis),
        ("废止", abolished),
        ("作废原因", rule.void_reason),
    )
    return [Fact(label, Cell(text or UNKNOWN)) for label, text in texts if text or label != "作废原因"]


def version_chip(version: RuleVersion, versions: Iterable[RuleVersion], day: date) -> Chip:
    """What a version is on a day."""
    if version.is_draft:
        return DRAFT
    if version.valid_from and version.valid_from > day:
        return _STATE_CHIPS[RuleState.COMING]
    if in_force_on(versions, day, version.rule.abolished_on) == version:
        return _STATE_CHIPS[RuleState.IN_FORCE]
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
    way = "点“起草第1版”，粘贴正文或上传 .docx、.txt 文件。" if may_draft else ""
    return Table(_VERSIONS, rows, f"还没有录入正文。{way}")


def _version_row(version: RuleVersion, versions: Sequence[RuleVersion], day: date) -> Row:
    url = record_url(version)
    texts = (
        version.document_no,
        _day(version.issued_on),
        _day(version.valid_from),
        _day(version.valid_to),
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
        ("印发日期", _day(version.issued_on)),
        ("施行日期", _day(version.valid_from) or ("印发之日" if version.is_draft else "")),
        ("失效日期", _day(version.valid_to)),
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
