"""Problems and measures in pages, with the rules that they led to."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.web.people import browser_of
from tests.web.village import Village

from antu.performance.models import ProblemAndMeasure
from antu.regulations.models import IssuedRule

TYPED = {"year": "2023", "problem": "结算资料移交不及时", "source": "审计", "measure": "按月移交"}


@pytest.fixture
def writer() -> Client:
    return browser_of("report.view", "problem.edit")


@pytest.fixture
def rule(village: Village) -> IssuedRule:  # noqa: ARG001 - a rule of its year
    return IssuedRule.objects.earliest("pk")


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def seen(browser: Client, problem: ProblemAndMeasure) -> str:
    found = re.search(r'name="version" value="(\d+)"', browser.get(f"/problems/{problem.pk}/edit/").content.decode())
    assert found
    return found.group(1)


def test_a_problem_is_entered_with_its_rules_which_show_it_too(rule: IssuedRule, writer: Client) -> None:
    page = writer.post("/problems/new/", {**TYPED, "rules-n1-rule": str(rule)}, follow=True)
    assert "还没有效果" in words(page)
    assert str(rule) in words(page)
    shown = words(writer.get(f"/rules/{rule.pk}/"))
    assert "针对的问题 问题 年度 版本 措施 效果 结算资料移交不及时 2023 不分版 按月移交" in shown


def test_what_is_wrong_stands_beside_its_field_and_row_and_nothing_typed_is_lost(
    rule: IssuedRule, writer: Client
) -> None:
    wrong = {
        **TYPED,
        "problem": "",
        "effect_on": "2023-12-01",
        "rules-n1-rule": str(rule),
        "rules-n2-rule": "《没有的》",
    }
    answer = writer.post("/problems/new/", wrong)
    assert answer.status_code == 400
    page = answer.content.decode()
    for anchor in ("problem-problem", "problem-effect", "rules-n2-rule"):
        assert f'href="#{anchor}"' in page
    assert "没有制度文件「《没有的》」" in words(answer)
    assert 'value="审计"' in page
    assert not ProblemAndMeasure.objects.filter(source="审计").exists()


def test_more_rows_are_asked_for_without_saving(village: Village, writer: Client) -> None:  # noqa: ARG001
    answer = writer.post("/problems/new/", {**TYPED, "rules-n1-rule": "", "more-rules": "5"})
    assert answer.status_code == 200
    assert "rules-n8-rule" in answer.content.decode()


def test_a_row_of_the_grid_is_withdrawn(rule: IssuedRule, writer: Client) -> None:
    writer.post("/problems/new/", {**TYPED, "rules-n1-rule": str(rule)})
    problem = ProblemAndMeasure.objects.get(problem=TYPED["problem"])
    (named,) = problem.rules.all()
    row = {f"rules-{named.pk}-rule": str(rule), f"rules-{named.pk}-withdrawn": "1"}
    writer.post(f"/problems/{problem.pk}/edit/", {**TYPED, **row, "version": seen(writer, problem)})
    named.refresh_from_db()
    assert named.is_voided
    assert "没有为它印发制度" in words(writer.get(f"/problems/{problem.pk}/"))


def test_the_second_of_two_is_told_and_may_save_once_more(village: Village, writer: Client) -> None:  # noqa: ARG001
    writer.post("/problems/new/", TYPED)
    problem = ProblemAndMeasure.objects.get(problem=TYPED["problem"])
    version = seen(writer, problem)
    address = f"/problems/{problem.pk}/edit/"
    browser_of("report.view", "problem.edit").post(address, {**TYPED, "measure": "按周移交", "version": version})
    refused = writer.post(address, {**TYPED, "measure": "按季移交", "version": version})
    assert refused.status_code == 400
    assert "又被改过：测试人" in words(refused)
    again = re.search(r'name="version" value="(\d+)"', refused.content.decode())
    assert again
    writer.post(address, {**TYPED, "measure": "按季移交", "version": again.group(1)})
    problem.refresh_from_db()
    assert problem.measure == "按季移交"


def test_the_list_is_filtered_by_year_source_effect_and_rule(rule: IssuedRule, writer: Client) -> None:
    writer.post("/problems/new/", {**TYPED, "effect": "按期", "effect_on": "2023-12-20", "rules-n1-rule": str(rule)})

    def listed(query: str) -> int:
        return writer.get(f"/problems/?{query}").content.decode().count("data-href=")

    assert listed("") == 2
    assert listed("source=审计") == listed("effect=yes") == listed("ruled=yes") == listed("q=移交") == 1
    assert listed("effect=no") == listed("ruled=no") == 1
    assert listed("year=2023") == 2
    assert listed("year=2020") == 0


def test_a_voided_problem_says_why_and_leaves_the_list(village: Village, writer: Client) -> None:  # noqa: ARG001
    writer.post("/problems/new/", TYPED)
    problem = ProblemAndMeasure.objects.get(problem=TYPED["problem"])
    assert writer.post(f"/problems/{problem.pk}/void/", {"reason": " "}).status_code == 400
    page = writer.post(f"/problems/{problem.pk}/void/", {"reason": "登记重了"}, follow=True)
    assert page.content.decode().count("data-href=") == 1
    shown = words(writer.get(f"/problems/{problem.pk}/"))
    assert "登记重了" in shown
    assert "更正问题与措施" not in shown
