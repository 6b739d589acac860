"""A text in clauses: entered, corrected without losing what hangs on it, taken from issued rules, voided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from antu.kernel.errors import BadInput, Forbidden
from antu.library.models import ClauseExplanation, LegalClause, LegalText, LinkedClause, TextLevel
from antu.library.selectors.texts import clauses_of_text, last_version, rules_to_take, texts_in_force
from antu.library.services import (
    NewWords,
    correct_text,
    correct_words,
    enter_text,
    explain_clause,
    link_citation,
    take_rules,
    void_explanation,
    void_text,
    words_of,
)
from antu.platform.actor import EVERYTHING, PERMISSIONS, SYSTEM, Actor, Reach
from antu.platform.attachments.services import SentFile, attachments_of
from antu.platform.journal_pages import entries_about
from antu.platform.versions import version_of
from antu.regulations.models import IssuedRule
from antu.regulations.services import VersionDraft, draft_rule_version, enter_rule, publish_rule_version

pytestmark = pytest.mark.django_db

TODAY = date(2024, 1, 31)
WRITER = Actor("faguigu", "示例法规", frozenset(PERMISSIONS), EVERYTHING)
OTHER = Actor("fuhe", "示例复核", frozenset(PERMISSIONS), EVERYTHING)
TITLE = {"title": "示例办法", "level": "规范性文件", "valid_from": "2023-01-01", "aliases": "办法、示例"}
WORDS = "第一条 甲甲甲甲甲甲。\n第二条 乙乙乙乙乙乙。\n第三条 丙丙丙丙丙丙。\n附件一 标准\n每平方米九百元。"


@pytest.fixture
def text() -> LegalText:
    return enter_text(WRITER, TITLE, WORDS)


def labels(text: LegalText) -> list[str]:
    return [each.label for each in clauses_of_text(text)]


def clause(text: LegalText, label: str) -> LegalClause:
    return next(each for each in clauses_of_text(text) if each.label == label)


def refusals(deed: Callable[[], object]) -> list[tuple[str, object]]:
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("column")) for each in refused.value.problems]


def test_a_text_is_split_into_clauses_in_their_order(text: LegalText) -> None:
    assert labels(text) == ["第一条", "第二条", "第三条", "附件一"]
    assert clause(text, "附件一").content == "标准\n每平方米九百元。"
    assert text.level == TextLevel.NORMATIVE
    assert (last_version(text).number, last_version(text).words) == (1, WORDS)
    assert text.names == {"示例办法", "办法", "示例"}


def test_the_file_that_a_text_is_read_from_is_kept_with_it() -> None:
    sent = SentFile("办法.txt", WORDS.encode())
    entered = enter_text(WRITER, TITLE, words_of("", sent), sent)
    (kept,) = attachments_of(entered)
    assert (kept.name, kept.note) == ("办法.txt", "第1版正文原件")


def test_what_hangs_on_clauses_that_stay_stays(text: LegalText) -> None:
    for label in ("第一条", "第二条", "第三条"):
        explain_clause(WRITER, clause(text, label).pk, f"{label}的意思", TODAY)
    link_citation(WRITER, "hunan-demo-2023", "结算单一", clause(text, "第三条"))
    third = clause(text, "第三条")
    words = WORDS.replace("甲甲甲甲甲甲", "甲甲甲甲甲改").replace("第二条 乙乙乙乙乙乙。\n第三条", "第二条")
    told = correct_words(OTHER, text.pk, NewWords(words, "勘误"))
    assert labels(text) == ["第一条", "第二条", "附件一"]
    assert told.reworded == ("第一条（1 条解释）",)
    assert told.renumbered == ("第三条→第二条",)
    assert told.dropped == ("第二条（1 条解释）",)
    assert told.kept == 1
    moved = clause(text, "第二条")
    assert (moved.pk, moved.key) == (third.pk, "2")
    assert ClauseExplanation.objects.standing().get(clause=moved).content == "第三条的意思"
    assert LinkedClause.objects.standing().get().clause_id == moved.pk
    behind = ClauseExplanation.objects.standing().get(clause=clause(text, "第一条"))
    assert behind.is_behind
    assert not ClauseExplanation.objects.standing().get(clause=moved).is_behind
    gone = ClauseExplanation.objects.get(content="第二条的意思")
    assert (gone.is_voided, gone.void_reason) == (True, "第2版删去第二条")
    assert [each.number for each in text.versions.all()] == [1, 2]
    assert text.versions.get(number=1).words == WORDS


def test_an_explanation_written_anew_is_of_the_words_as_they_are_now(text: LegalText) -> None:
    first = clause(text, "第一条")
    explain_clause(WRITER, first.pk, "原来的意思", TODAY)
    correct_words(WRITER, text.pk, NewWords(WORDS.replace("甲甲甲甲甲甲", "甲甲甲甲甲改"), "勘误"))
    explained = explain_clause(OTHER, first.pk, "现在的意思", TODAY)
    explained.clause.refresh_from_db()
    assert not explained.is_behind
    assert explained.written_by == "示例复核"
    changes = [each.change["content"] for each in entries_about(explained) if "content" in each.change]
    assert changes[0] == ["原来的意思", "现在的意思"]
    void_explanation(WRITER, explained.pk, "不准确")
    assert not ClauseExplanation.objects.standing().exists()


def test_the_same_words_are_no_correction(text: LegalText) -> None:
    assert refusals(lambda: correct_words(WRITER, text.pk, NewWords(WORDS, "勘误"))) == [("K-SAME", "text")]
    assert refusals(lambda: correct_words(WRITER, text.pk, NewWords(WORDS + "改", ""))) == [("R-REQUIRED", "reason")]


def test_two_who_correct_at_once_do_not_overwrite_each_other(text: LegalText) -> None:
    seen = version_of(text)
    correct_text(OTHER, text.pk, {**TITLE, "source_note": "政府网站"}, seen)
    assert refusals(lambda: correct_text(WRITER, text.pk, TITLE, seen)) == [("K-CHANGED", None)]
    assert refusals(lambda: correct_words(WRITER, text.pk, NewWords(WORDS + "改", "勘误"), seen)) == [
        ("K-CHANGED", None)
    ]


def test_days_and_names_are_checked_beside_their_fields(text: LegalText) -> None:  # noqa: ARG001
    backwards = {**TITLE, "title": "别的办法", "valid_to": "2022-01-01"}
    assert refusals(lambda: enter_text(WRITER, backwards, WORDS)) == [("R-DATE-ORDER", "valid_to")]
    assert refusals(lambda: enter_text(WRITER, {**TITLE, "title": "《示例办法》（合成）"}, WORDS)) == [
        ("R-DUPLICATE", "title")
    ]
    assert refusals(lambda: enter_text(WRITER, {"title": "", "level": "什么"}, WORDS)) == [
        ("R-REQUIRED", "title"),
        ("R-CHOICE", "level"),
    ]
    assert refusals(lambda: words_of("  \n", None)) == [("R-RULE-TEXT", "text")]
    again = enter_text(WRITER, {**TITLE, "document_no": "示例〔2024〕1号"}, WORDS)
    assert again.document_no


def test_in_force_is_asked_of_a_day(text: LegalText) -> None:
    correct_text(WRITER, text.pk, {**TITLE, "valid_to": "2023-12-31"})
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [texts_in_force(day).exists() for day in days] == [False, True, True, False]
    text.refresh_from_db()
    assert [text.holds_on(day) for day in days] == [False, True, True, False]


def test_a_voided_text_takes_its_clauses_with_it(text: LegalText) -> None:
    explained = explain_clause(WRITER, clause(text, "第一条").pk, "意思", TODAY)
    void_text(WRITER, text.pk, "录重了")
    assert not LegalClause.objects.standing().exists()
    explained.refresh_from_db()
    assert explained.is_voided
    assert refusals(lambda: void_text(WRITER, text.pk, "再来")) == [("K-VOIDED", None)]


def published(rule: IssuedRule, words: str, on: date, number: str) -> None:
    draft = draft_rule_version(WRITER, rule, VersionDraft(words, reason="修订"))
    publish_rule_version(OTHER, draft, number, on, today=TODAY)


def test_a_published_rule_is_in_the_library_at_once_and_its_words_stay_with_the_rule() -> None:
    rule = enter_rule(WRITER, {"name": "示例规程", "lead": "示例中心"})
    published(rule, "第一条 甲甲甲甲。\n第二条 乙乙乙乙。", date(2023, 5, 8), "示例〔2023〕1号")
    text = LegalText.objects.get(rule=rule)
    assert (text.title, text.level, text.document_no) == ("示例规程", TextLevel.OWN, "示例〔2023〕1号")
    assert (last_version(text).content, last_version(text).words) == ("", "第一条 甲甲甲甲。\n第二条 乙乙乙乙。")
    explain_clause(WRITER, clause(text, "第二条").pk, "意思", TODAY)
    published(rule, "第一条 甲甲甲甲。\n第二条 丙丙丙丙。\n第三条 乙乙乙乙。", date(2023, 9, 1), "示例〔2023〕2号")
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert ClauseExplanation.objects.standing().get().clause == clause(text, "第三条")
    assert last_version(text).number == 2
    assert refusals(lambda: correct_words(WRITER, text.pk, NewWords(WORDS, "勘误"))) == [("K-RULE", None)]
    rule.refresh_from_db()
    rule.abolished_on = date(2023, 12, 1)
    rule.save()
    assert [texts_in_force(day).exists() for day in (date(2023, 11, 30), date(2023, 12, 1))] == [True, False]


def test_rules_published_before_the_library_are_taken_in_one_deed() -> None:
    rule = enter_rule(WRITER, {"name": "示例规程"})
    published(rule, "第一条 甲。", date(2023, 5, 8), "1号")
    assert rules_to_take() == []
    LegalClause.objects.all().delete()
    text = LegalText.objects.get()
    text.versions.all().delete()
    text.delete()
    assert [each.rule for each in rules_to_take()] == [rule]
    (taken,) = take_rules(WRITER)
    assert labels(taken) == ["第一条"]
    assert take_rules(WRITER) == []


def test_a_rule_that_was_typed_in_before_is_the_same_text() -> None:
    typed = enter_text(WRITER, {**TITLE, "title": "示例规程", "document_no": "1号"}, "第一条 甲。")
    explain_clause(WRITER, clause(typed, "第一条").pk, "意思", TODAY)
    published(enter_rule(WRITER, {"name": "示例规程"}), "第一条 甲。", date(2023, 5, 8), "1号")
    text = LegalText.objects.standing().get()
    assert (text.pk, text.rule is not None) == (typed.pk, True)
    assert ClauseExplanation.objects.standing().count() == 1


def test_only_who_may_and_sees_the_whole_district_writes(text: LegalText) -> None:
    reader = replace(WRITER, permissions=frozenset({"register.view"}))
    town = replace(WRITER, reach=Reach(town="示例街道"))
    for actor in (reader, town):
        with pytest.raises(Forbidden):
            enter_text(actor, TITLE, WORDS)
        with pytest.raises(Forbidden):
            explain_clause(actor, clause(text, "第一条").pk, "意思", TODAY)
    assert list(LegalText.objects.seen_by(town)) == [text]
    assert LegalClause.objects.seen_by(town).count() == len(labels(text))


def test_a_citation_is_linked_once(text: LegalText) -> None:
    link_citation(WRITER, "wuhan-wuchang-2019", "结算单一", clause(text, "第一条"))
    again = clause(text, "第二条")
    assert refusals(lambda: link_citation(OTHER, "wuhan-wuchang-2019", "结算单一", again)) == [("K-LINK", None)]
    assert refusals(lambda: link_citation(OTHER, "wuhan-wuchang-2019", "—", again)) == [("K-LINK", None)]
    assert SYSTEM.may("library.edit")
