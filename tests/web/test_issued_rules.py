"""Issued rules in pages: drafted from a file, published by another person, compared, asked for a day."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.people import browser_of, person_who_may, signed_in, stranger
from tests.web.village import Village

from antu.regulations.models import IssuedRule, RuleVersion

FIRST = "第一条 为了规范征地，制定本规程。\n第二条 镇街实施。"
SECOND = "第一条 为了规范征地，制定本规程。\n第二条 中心统筹，镇街实施。\n第三条 自印发之日起施行。"


@pytest.fixture
def writer() -> Client:
    return browser_of("register.view", "rule.edit")


@pytest.fixture
def checker() -> Client:
    return browser_of("register.view", "rule.edit")


@pytest.fixture
def rule(village: Village) -> IssuedRule:  # noqa: ARG001 - a rule of its year
    return IssuedRule.objects.earliest("pk")


def words(answer: object) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", unescape(text))


def publish(rule: IssuedRule, writer: Client, checker: Client, text: str, on: str, **more: str) -> RuleVersion:
    writer.post(f"/rules/{rule.pk}/draft/", {"text": text, **more})
    draft = rule.versions.get(issued_on=None)
    answer = checker.post(f"/rules/versions/{draft.pk}/publish/", {"document_no": "示例〔2023〕6号", "on": on})
    assert answer.status_code == 302
    draft.refresh_from_db()
    return draft


def test_a_text_is_uploaded_and_its_clauses_and_its_file_are_shown(rule: IssuedRule, writer: Client) -> None:
    file = SimpleUploadedFile("规程.txt", FIRST.encode())
    answer = writer.post(f"/rules/{rule.pk}/draft/", {"text": "", "file": file}, follow=True)
    shown = words(answer)
    assert "读出 2 条" in shown
    assert "第二条 镇街实施。" in shown
    assert "规程.txt" in shown


def test_a_file_that_cannot_be_read_is_refused_beside_its_field_and_the_typed_text_stays(
    rule: IssuedRule, writer: Client
) -> None:
    file = SimpleUploadedFile("规程.doc", b"\xd0\xcf\x11\xe0")
    answer = writer.post(f"/rules/{rule.pk}/draft/", {"text": FIRST, "file": file, "valid_from": "x"})
    assert answer.status_code == 400
    assert "不是日期" in words(answer)
    answer = writer.post(f"/rules/{rule.pk}/draft/", {"text": FIRST, "file": SimpleUploadedFile("规程.doc", b"x")})
    assert answer.status_code == 400
    assert 'href="#rule-draft-file"' in answer.content.decode()
    assert "另存为 .docx" in words(answer)
    assert "第二条 镇街实施。" in words(answer)
    assert not rule.versions.exists()


def test_who_drafted_a_version_is_told_why_not_to_publish_it(rule: IssuedRule, writer: Client, checker: Client) -> None:
    writer.post(f"/rules/{rule.pk}/draft/", {"text": FIRST})
    (draft,) = rule.versions.all()
    address = f"/rules/versions/{draft.pk}/publish/"
    assert "不能由本人发布" in words(writer.get(address))
    assert "不能由本人发布" not in words(checker.get(address))
    answer = writer.post(address, {"document_no": "1号", "on": "2023-05-08"})
    assert answer.status_code == 400
    assert "请由另一位有“登记制度文件”权限的同志" in words(answer)
    assert checker.post(address, {"document_no": "1号", "on": "2023-05-08"}).status_code == 302
    again = checker.post(address, {"document_no": "2号", "on": "2023-05-09"})
    assert "已经发布，不能再改" in words(again)


def test_two_versions_are_compared_clause_by_clause_in_words(rule: IssuedRule, writer: Client, checker: Client) -> None:
    publish(rule, writer, checker, FIRST, "2023-05-08")
    second = publish(rule, writer, checker, SECOND, "2023-09-01", reason="机构调整")
    page = words(writer.get(f"/rules/versions/{second.pk}/"))
    assert "第2版与第1版比较" in page
    assert "修改 第二条 镇街实施。 【增：中心统筹，】镇街实施。" in page
    assert "新增 第三条 — 自印发之日起施行。" in page
    assert "另有 1 处未变" in page


def test_a_day_says_which_version_was_in_force(rule: IssuedRule, writer: Client, checker: Client) -> None:
    publish(rule, writer, checker, FIRST, "2023-05-08")
    publish(rule, writer, checker, SECOND, "2023-09-01", reason="机构调整", valid_from="2023-10-01")
    address = f"/rules/{rule.pk}/"
    before = words(writer.get(f"{address}?on=2023-09-30"))
    assert "2023-09-30 适用第1版（2023-05-08 起施行）" in before
    assert "2023-09-30 适用的正文（第1版）" in before
    assert "2023-10-01 适用第2版" in words(writer.get(f"{address}?on=2023-10-01"))
    assert "2023-05-07 尚未施行，没有适用的版本" in words(writer.get(f"{address}?on=2023-05-07"))
    assert "「昨天」不是日期" in words(writer.get(f"{address}?on=昨天"))


def test_the_list_is_filtered_by_kind_state_and_year_as_of_a_day(rule: IssuedRule, writer: Client) -> None:
    writer.post("/rules/new/", {"name": "示例考核办法", "kind": "measures"})

    def listed(query: str) -> int:
        return writer.get(f"/rules/?{query}").content.decode().count("data-href=")

    assert listed("") == IssuedRule.objects.count()
    assert listed("state=draft") == 1
    assert listed("q=考核") == 1
    assert listed("year=2023") == listed("state=in_force") == IssuedRule.objects.count() - 1
    assert listed("state=in_force&on=2023-12-30") == 0
    assert listed("kind=procedure&q=" + rule.name) == 1
    assert listed("state=unknown") == 0


def test_a_town_sees_no_draft_of_a_rule(rule: IssuedRule, writer: Client) -> None:
    writer.post(f"/rules/{rule.pk}/draft/", {"text": FIRST})
    writer.post("/rules/new/", {"name": "示例考核办法", "kind": "measures"})
    (draft,) = rule.versions.all()
    town = signed_in(stranger("town"))
    assert town.get(f"/rules/versions/{draft.pk}/").status_code == 404
    assert "草稿" not in words(town.get(f"/rules/{rule.pk}/"))
    assert "示例考核办法" not in words(town.get("/rules/"))
    new = IssuedRule.objects.get(name="示例考核办法")
    assert town.get(f"/rules/{new.pk}/").status_code == 404


def test_the_second_of_two_who_change_a_draft_is_told_and_may_save_once_more(rule: IssuedRule, writer: Client) -> None:
    writer.post(f"/rules/{rule.pk}/draft/", {"text": FIRST})
    (draft,) = rule.versions.all()
    address = f"/rules/versions/{draft.pk}/edit/"
    version = _version(writer.get(address).content.decode())
    person = person_who_may("register.view", "rule.edit")
    signed_in(person).post(address, {"text": "第一条 甲。", "version": version})
    refused = writer.post(address, {"text": "第一条 乙。", "version": version})
    assert refused.status_code == 400
    assert "又被改过：测试人" in words(refused)
    draft.refresh_from_db()
    assert draft.text == "第一条 甲。"
    again = _version(refused.content.decode())
    assert writer.post(address, {"text": "第一条 乙。", "version": again}).status_code == 302
    draft.refresh_from_db()
    assert draft.text == "第一条 乙。"


def _version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def test_numbers_that_jump_are_told_on_the_draft(rule: IssuedRule, writer: Client) -> None:
    answer = writer.post(f"/rules/{rule.pk}/draft/", {"text": "第一条 甲。\n第三条 乙。"}, follow=True)
    assert "条号不连续：第一条之后是第三条" in words(answer)


def test_a_rule_is_corrected_abolished_and_voided_in_pages(rule: IssuedRule, writer: Client) -> None:
    typed = {"name": rule.name, "issued_on": "2023-05-08", "abolished_on": "2023-12-01", "abolished_by": "新办法"}
    refused = writer.post(
        f"/rules/{rule.pk}/edit/", {**typed, "abolished_on": "2023-05-01", "version": _seen(writer, rule)}
    )
    assert "早于印发日期" in words(refused)
    page = writer.post(f"/rules/{rule.pk}/edit/", {**typed, "version": _seen(writer, rule)}, follow=True)
    assert "已废止" in words(page)
    voided = writer.post(f"/rules/{rule.pk}/void/", {"reason": "登记重了"}, follow=True)
    assert "已作废" in words(voided)
    rule.refresh_from_db()
    assert rule.is_voided
    assert "登记重了" in words(writer.get(f"/rules/{rule.pk}/"))


def _seen(browser: Client, rule: IssuedRule) -> str:
    return _version(browser.get(f"/rules/{rule.pk}/edit/").content.decode())
