"""Issued rules as lists and tables: the rules, a rule's versions, a text in its clauses, two texts compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.regulations.domain.standing import RuleState, in_force_on
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors.rules import rule_state

DRAFT: Final = Chip("草稿", Tone.DUE, title="还没有发布，哪一天都不适用")
STATE_CHIPS: Final = {
    RuleState.IN_FORCE: Chip("现行", Tone.DONE),
    RuleState.COMING: Chip("尚未施行", Tone.GOING),
    RuleState.DRAFT: DRAFT,
    RuleState.ENDED: Chip("已废止", title="已经废止，或有效期已满"),
}


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
        return STATE_CHIPS[self.state]


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
            _text("issued", Column("首次印发", is_day=True), lambda each: shown_day(each.rule.issued_on)),
            _text("valid", Column("适用版施行", is_day=True), _valid_from),
            _text("lead", Column("牵头单位", kind=Kind.LONG), lambda each: each.rule.lead),
            _text(
                "abolished", Column("废止", is_day=True), lambda each: shown_day(each.rule.abolished_on), is_shown=False
            ),
            _text("basis", Column("依据", kind=Kind.LONG), lambda each: each.rule.basis, is_shown=False),
        ),
        Empty("还没有制度文件。可以在这里登记，也可以随年度工作簿导入。", *way),
        counter="件",
        key_of=lambda each: each.rule.pk,
        url_of=lambda each: record_url(each.rule),
        is_picked=False,
    )


def shown_day(day: date | None) -> str:
    """A day, or nothing."""
    return day_text(day) if day else ""


def _valid_from(each: ListedRule) -> str:
    return shown_day(each.current.valid_from) if each.current else ""


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
    abolished = joined((shown_day(rule.abolished_on), rule.abolished_by), "，") if rule.abolished_on else UNKNOWN
    texts = (
        ("类别", rule.get_kind_display()),
        ("首次印发", shown_day(rule.issued_on)),
        ("文号", rule.document_no),
        ("牵头单位", rule.lead),
        ("依据", rule.basis),
        ("废止", abolished),
        ("作废原因", rule.void_reason),
    )
    return [Fact(label, Cell(text or UNKNOWN)) for label, text in texts if text or label != "作废原因"]
