"""A version of a rule: drafted, published by somebody else, and then as it is, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import DatabaseError, transaction

from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import EVERYTHING, PERMISSIONS, SYSTEM, Actor, Reach
from antu.platform.attachments.services import SentFile, attachments_of
from antu.platform.models import JournalEntry
from antu.platform.versions import version_of
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors.rules import RuleState, rule_state, version_in_force, versions_of
from antu.regulations.services import (
    VersionDraft,
    change_rule_draft,
    correct_rule,
    draft_rule_version,
    enter_rule,
    publish_rule_version,
    void_rule,
    withdraw_rule_draft,
)

pytestmark = pytest.mark.django_db

WRITER = Actor("xiezuo", "示例起草", frozenset(PERMISSIONS), EVERYTHING)
CHECKER = Actor("fuhe", "示例复核", frozenset(PERMISSIONS), EVERYTHING)
TODAY = date(2024, 1, 31)
ISSUED = date(2023, 5, 8)
LATER = date(2023, 9, 1)
FIRST = VersionDraft("第一条 为了规范征地，制定本规程。\n第二条 镇街实施。")
SECOND = VersionDraft("第一条 为了规范征地，制定本规程。\n第二条 中心统筹，镇街实施。", reason="机构调整")


@pytest.fixture
def rule() -> IssuedRule:
    return enter_rule(WRITER, {"name": "示例工作规程", "kind": "procedure", "lead": "示例中心"})


def refusals(deed: Callable[[], object]) -> list[tuple[str, object]]:
    """Rule and column of each problem."""
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("column")) for each in refused.value.problems]


def published(
    rule: IssuedRule, draft: VersionDraft = FIRST, on: date = ISSUED, number: str = "示例〔2023〕1号"
) -> RuleVersion:
    version = draft_rule_version(WRITER, rule, draft)
    return publish_rule_version(CHECKER, version, number, on, today=TODAY)


def state(rule: IssuedRule, day: date) -> RuleState:
    rule.refresh_from_db()
    return rule_state(rule, versions_of(SYSTEM, rule), day)


def test_a_rule_is_a_draft_until_its_first_version_is_published(rule: IssuedRule) -> None:
    version = draft_rule_version(WRITER, rule, FIRST)
    assert (version.label, version.is_draft, version.drafted_by) == ("第1版", True, "示例起草")
    assert state(rule, TODAY) is RuleState.DRAFT
    assert version_in_force(rule, TODAY) is None
    version = publish_rule_version(CHECKER, version, "示例〔2023〕1号", ISSUED, today=TODAY)
    assert (version.valid_from, version.published_by) == (ISSUED, "示例复核")
    assert state(rule, TODAY) is RuleState.IN_FORCE
    assert (rule.issued_on, rule.document_no) == (ISSUED, "示例〔2023〕1号")
    assert version_in_force(rule, ISSUED) == version


def test_who_drafted_or_changed_a_version_does_not_publish_it(rule: IssuedRule) -> None:
    version = draft_rule_version(WRITER, rule, FIRST)
    assert refusals(lambda: publish_rule_version(WRITER, version, "1号", ISSUED)) == [("R-RULE-OWN", None)]
    change_rule_draft(CHECKER, version, replace(FIRST, text="第一条 改。"), version_of(version))
    assert refusals(lambda: publish_rule_version(CHECKER, version, "1号", ISSUED)) == [("R-RULE-OWN", None)]
    third = replace(CHECKER, login="disan")
    assert publish_rule_version(third, version, "1号", ISSUED).issued_on == ISSUED


def test_a_published_version_cannot_be_changed_whoever_asks(rule: IssuedRule) -> None:
    version = published(rule)
    seen = version_of(version)
    for deed in (
        lambda: change_rule_draft(WRITER, version, SECOND, seen),
        lambda: withdraw_rule_draft(WRITER, version, "误发"),
        lambda: publish_rule_version(CHECKER, version, "2号", ISSUED),
    ):
        assert refusals(deed) == [("R-RULE-STATE", None)]
    for change in ({"text": "另一种"}, {"is_voided": True}, {"issued_on": None}, {"valid_to": TODAY}, {"number": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RuleVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).delete()


def test_the_next_version_replaces_the_one_before_from_its_first_day_on(rule: IssuedRule) -> None:
    first = published(rule)
    second = published(rule, replace(SECOND, valid_from=date(2023, 10, 1)), LATER, "示例〔2023〕9号")
    assert second.label == "第2版"
    assert version_in_force(rule, date(2023, 9, 30)) == first
    assert version_in_force(rule, date(2023, 10, 1)) == second
    rule.refresh_from_db()
    assert (rule.issued_on, rule.document_no) == (ISSUED, "示例〔2023〕1号")
    assert first.sha256 != second.sha256


def test_a_version_is_published_after_the_one_before_and_not_in_the_future(rule: IssuedRule) -> None:
    published(rule, on=LATER)
    draft = draft_rule_version(WRITER, rule, SECOND)

    def on(day: date | None) -> list[tuple[str, object]]:
        return refusals(lambda: publish_rule_version(CHECKER, draft, "9号", day, today=TODAY))

    assert on(None) == [("R-RULE-DAY", "on")]
    assert on(date(2024, 2, 1)) == [("R-RULE-DAY", "on")]
    assert on(ISSUED) == [("R-RULE-DAY", "on"), ("R-RULE-DAY", "valid_from")]
    assert on(LATER) == [("R-RULE-DAY", "valid_from")]


def test_every_problem_of_a_draft_is_told_at_its_field(rule: IssuedRule) -> None:
    wrong = VersionDraft(" \n", date(2023, 5, 1), date(2023, 4, 1))
    assert refusals(lambda: draft_rule_version(WRITER, rule, wrong)) == [
        ("R-RULE-TEXT", "text"),
        ("R-RULE-DAY", "valid_to"),
    ]
    published(rule)
    without_reason = replace(SECOND, reason=" ")
    assert refusals(lambda: draft_rule_version(WRITER, rule, without_reason)) == [("R-REQUIRED", "reason")]
    assert not rule.versions.filter(number=2).exists()


def test_a_rule_has_one_draft_and_a_withdrawn_one_frees_its_number(rule: IssuedRule) -> None:
    draft = draft_rule_version(WRITER, rule, FIRST)
    assert refusals(lambda: draft_rule_version(WRITER, rule, FIRST)) == [("R-RULE-STATE", None)]
    assert refusals(lambda: withdraw_rule_draft(WRITER, draft, " ")) == [("R-REQUIRED", "reason")]
    withdraw_rule_draft(WRITER, draft, "重写")
    assert draft_rule_version(WRITER, rule, FIRST).number == 1


def test_the_second_of_two_who_change_a_draft_is_told_of_the_first(rule: IssuedRule) -> None:
    draft = draft_rule_version(WRITER, rule, FIRST)
    seen = version_of(draft)
    change_rule_draft(WRITER, draft, replace(FIRST, text="第一条 甲。"), seen)
    with pytest.raises(BadInput, match="示例起草") as refused:
        change_rule_draft(CHECKER, draft, replace(FIRST, text="第一条 乙。"), seen)
    assert refused.value.problems[0].rule == "R-RULE-CHANGED"
    draft.refresh_from_db()
    assert draft.text == "第一条 甲。"


def test_the_journal_tells_what_changed_without_the_text(rule: IssuedRule) -> None:
    draft = draft_rule_version(WRITER, rule, FIRST)
    change_rule_draft(WRITER, draft, replace(FIRST, text=SECOND.text), version_of(draft))
    entry = JournalEntry.objects.get(action="修改制度草稿")
    assert entry.change["条文"] == ["", "修改 1 处"]
    assert set(entry.change) == {"sha256", "条文"}
    again = change_rule_draft(WRITER, draft, replace(FIRST, text=SECOND.text), version_of(draft))
    assert again.sha256 == entry.change["sha256"][1]
    assert JournalEntry.objects.filter(action="修改制度草稿").count() == 1


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_text_is_read_from_a_word_file_and_the_file_is_kept(rule: IssuedRule) -> None:
    file = SentFile("规程.docx", word("第一条　总则", "", "第二条　分工", "（一）中心；"))
    draft = draft_rule_version(WRITER, rule, VersionDraft(""), file)
    assert draft.text == "第一条 总则\n第二条 分工\n（一）中心；"
    assert [each.name for each in attachments_of(draft)] == ["规程.docx"]
    text = SentFile("规程.txt", "第一条 总则\r\n第二条 分工".encode("gb18030"))
    change_rule_draft(WRITER, draft, VersionDraft("不用"), version_of(draft), text)
    draft.refresh_from_db()
    assert draft.text == "第一条 总则\n第二条 分工"
    assert [each.name for each in attachments_of(draft)] == ["规程.docx", "规程.txt"]


def test_a_file_that_cannot_be_read_leaves_nothing(rule: IssuedRule) -> None:
    for file in (
        SentFile("规程.doc", b"\xd0\xcf\x11\xe0"),
        SentFile("规程.docx", b"PK\x03\x04"),
        SentFile("a.txt", b"\xff\x00"),
    ):
        assert refusals(lambda file=file: draft_rule_version(WRITER, rule, VersionDraft(""), file)) == [  # type: ignore[misc]
            ("R-RULE-TEXT", "file")
        ]
    assert not rule.versions.exists()


def test_a_rule_is_abolished_and_not_revised_any_more(rule: IssuedRule) -> None:
    published(rule)
    rule.refresh_from_db()
    texts = {
        "name": rule.name,
        "kind": rule.kind,
        "lead": rule.lead,
        "abolished_on": "2023-12-01",
        "abolished_by": "新办法",
    }
    correct_rule(WRITER, rule, texts, version_of(rule))
    assert state(rule, date(2023, 11, 30)) is RuleState.IN_FORCE
    assert state(rule, date(2023, 12, 1)) is RuleState.ENDED
    assert refusals(lambda: draft_rule_version(WRITER, rule, SECOND)) == [("R-RULE-STATE", None)]
    assert refusals(lambda: void_rule(WRITER, rule, "错了")) == [("R-RULE-STATE", None)]


def test_a_rule_of_the_same_name_is_revised_and_not_entered_again(rule: IssuedRule) -> None:
    assert refusals(lambda: enter_rule(WRITER, {"name": "示例 工作规程"})) == [("R-DUPLICATE", "name")]
    assert refusals(lambda: enter_rule(WRITER, {"name": "", "kind": "x", "abolished_by": "新办法"})) == [
        ("R-REQUIRED", "name"),
        ("R-CHOICE", "kind"),
        ("R-RULE-DAY", "abolished_on"),
    ]
    void_rule(WRITER, rule, "重复")
    again = enter_rule(WRITER, {"name": "示例工作规程"})
    assert (again.pk, again.is_voided, again.lead) == (rule.pk, False, "")


def test_a_rule_is_not_published_on_the_day_of_another_of_its_name(rule: IssuedRule) -> None:
    IssuedRule.objects.create(name=rule.name, issued_on=ISSUED, is_voided=True)
    draft = draft_rule_version(WRITER, rule, FIRST)
    assert refusals(lambda: publish_rule_version(CHECKER, draft, "1号", ISSUED)) == [("R-DUPLICATE", "on")]


def test_the_second_of_two_who_correct_a_rule_is_told_of_the_first(rule: IssuedRule) -> None:
    seen = version_of(rule)
    correct_rule(WRITER, rule, {"name": rule.name, "lead": "示例股"}, seen)
    assert refusals(lambda: correct_rule(CHECKER, rule, {"name": rule.name}, seen)) == [("R-RULE-CHANGED", None)]


def test_only_whose_post_writes_rules_of_all_the_district_may(rule: IssuedRule) -> None:
    reader = replace(WRITER, permissions=frozenset({"register.view"}))
    town = replace(WRITER, reach=Reach(town="青禾街道"))
    draft = draft_rule_version(WRITER, rule, FIRST)
    for actor in (reader, town):
        for deed in (
            lambda actor=actor: enter_rule(actor, {"name": "另一规程"}),
            lambda actor=actor: draft_rule_version(actor, rule, FIRST),
            lambda actor=actor: publish_rule_version(actor, draft, "1号", ISSUED),
            lambda actor=actor: void_rule(actor, rule, "错"),
        ):
            with pytest.raises(Forbidden):
                deed()


def test_a_town_reads_what_is_issued_and_no_draft(rule: IssuedRule) -> None:
    town = Actor("zhen", "示例镇街", frozenset({"register.view"}), Reach(town="青禾街道"))
    draft_rule_version(WRITER, rule, FIRST)
    assert not IssuedRule.objects.seen_by(town).exists()
    withdraw_rule_draft(WRITER, rule.versions.get(), "重写")
    published(rule)
    draft_rule_version(WRITER, rule, SECOND)
    assert IssuedRule.objects.seen_by(town).get() == rule
    assert [each.number for each in versions_of(town, rule)] == [1]
