"""A problem with its measure in pages: judged whole, naming the rules it led to, and left so by workbooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.district_files import counts, imported, places
from tests.world import demo_district

from antu.kernel.errors import BadInput, Forbidden
from antu.performance.documents import draft_report, report_material
from antu.performance.models import ProblemAndMeasure
from antu.performance.selectors.measures import named_rules, rule_choices
from antu.performance.services import EnteredProblem, TypedRule, correct_problem, enter_problem, void_problem
from antu.platform.actor import EVERYTHING, PERMISSIONS, Actor, Reach
from antu.platform.documents.official import Paragraph
from antu.platform.exchange import export_district, import_district
from antu.platform.models import JournalEntry
from antu.platform.versions import version_of
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.services import VersionDraft, draft_rule_version, enter_rule, publish_rule_version, void_rule

pytestmark = pytest.mark.django_db

WRITER = Actor("xiezuo", "示例综合", frozenset(PERMISSIONS), EVERYTHING)
CHECKER = Actor("fuhe", "示例法规", frozenset(PERMISSIONS), EVERYTHING)
TODAY = date(2024, 1, 31)
TEXTS = {"year": "2023", "problem": "结算进度慢", "source": "会议", "measure": "逐项目排期"}
HEAD = ("年度", "问题", "来源", "措施", "作废")
ROW = ("2023", "结算进度慢", "会议", "逐项目排期", "")


def sheet(*rows: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {"问题与措施": (HEAD, *rows)}


def entered(*rules: str, **texts: str) -> EnteredProblem:
    typed = tuple(TypedRule(f"n{number}", text) for number, text in enumerate(rules, start=1))
    return EnteredProblem({**TEXTS, **texts}, typed)


def enter(*rules: str, **texts: str) -> ProblemAndMeasure:
    return enter_problem(WRITER, entered(*rules, **texts), today=TODAY)


def correct(problem: ProblemAndMeasure, /, *rules: str, **texts: str) -> ProblemAndMeasure:
    return correct_problem(WRITER, problem, entered(*rules, **texts), version_of(problem), today=TODAY)


def refusals(deed: Callable[[], Any]) -> list[tuple[str, object, object]]:
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("row"), each.where.get("column")) for each in refused.value.problems]


@pytest.fixture
def version() -> RuleVersion:
    rule = enter_rule(WRITER, {"name": "示例结算规程"})
    draft = draft_rule_version(WRITER, rule, VersionDraft("第一条 总则。"))
    return publish_rule_version(CHECKER, draft, "示例〔2023〕8号", date(2023, 5, 8))


def test_a_problem_names_the_rules_that_it_led_to_by_version_or_as_a_whole(version: RuleVersion) -> None:
    other = enter_rule(WRITER, {"name": "示例资金办法", "issued_on": "2023-06-01", "document_no": "示例〔2023〕9号"})
    problem = enter(f"v{version.pk}", "《示例资金办法》", effect="按期结算", effect_on="2023-12-20")
    assert [str(each) for each in named_rules(problem)] == ["《示例结算规程》第1版", "《示例资金办法》"]
    assert [each.version for each in named_rules(problem)] == [version, None]
    (entry,) = JournalEntry.objects.filter(action="登记问题与措施")
    assert entry.change["印发的制度"] == [[], ["《示例结算规程》第1版", "《示例资金办法》"]]
    correct(problem, f"r{other.pk}", effect="按期结算", effect_on="2023-12-20")
    assert [str(each) for each in named_rules(problem)] == ["《示例资金办法》"]
    correct(problem, f"r{other.pk}", f"v{version.pk}", effect="按期结算", effect_on="2023-12-20")
    assert [str(each) for each in named_rules(problem)] == ["《示例资金办法》", "《示例结算规程》第1版"]


def test_every_problem_of_what_was_typed_is_told_at_its_place(version: RuleVersion) -> None:
    wrong = {"year": "", "problem": "", "effect_on": "2023-12-20"}
    assert refusals(lambda: enter(f"v{version.pk}", "《没有的》", str(version), **wrong)) == [
        ("R-REQUIRED", None, "year"),
        ("R-REQUIRED", None, "problem"),
        ("R-PROBLEM", None, "effect"),
        ("R-PROBLEM", "n2", "rule"),
        ("R-PROBLEM", "n3", "rule"),
    ]
    assert refusals(lambda: enter(source="长" * 201, problem="长" * 2001)) == [
        ("R-RANGE", None, "source"),
        ("R-RANGE", None, "problem"),
    ]
    for day in ("2024-02-01", "2022-12-31"):
        assert refusals(lambda day=day: enter(effect="好", effect_on=day)) == [("R-PROBLEM", None, "effect_on")]  # type: ignore[misc]
    assert not ProblemAndMeasure.objects.exists()


def test_a_problem_is_entered_once_a_year_and_again_after_it_was_voided() -> None:
    problem = enter()
    assert refusals(lambda: enter(problem="结算 进度慢")) == [("R-DUPLICATE", None, "problem")]
    enter(year="2024")
    void_problem(WRITER, problem, "登记错了")
    assert refusals(lambda: void_problem(WRITER, problem, "再来")) == [("R-PROBLEM", None, None)]
    other = enter(problem="另一个")
    assert refusals(lambda: correct(other)) == [("R-DUPLICATE", None, "problem")]
    again = enter(measure="按月通报")
    assert (again.pk, again.is_voided, again.void_reason, again.measure) == (problem.pk, False, "", "按月通报")


def test_a_problem_is_voided_with_a_reason() -> None:
    problem = enter()
    assert refusals(lambda: void_problem(WRITER, problem, " ")) == [("R-REQUIRED", None, "reason")]
    void_problem(WRITER, problem, "登记错了")
    problem.refresh_from_db()
    assert (problem.is_voided, problem.void_reason) == (True, "登记错了")


def test_the_second_of_two_who_correct_a_problem_is_told_of_the_first() -> None:
    problem = enter()
    seen = version_of(problem)
    correct(problem, measure="按月通报")
    second = lambda: correct_problem(CHECKER, problem, entered(measure="按周通报"), seen, today=TODAY)  # noqa: E731
    assert refusals(second) == [("R-PROBLEM-CHANGED", None, None)]
    problem.refresh_from_db()
    assert problem.measure == "按月通报"


def test_what_is_saved_as_it_was_writes_nothing(version: RuleVersion) -> None:
    problem = enter(f"v{version.pk}")
    entries = JournalEntry.objects.count()
    correct(problem, f"v{version.pk}")
    assert JournalEntry.objects.count() == entries


def test_only_whose_post_writes_problems_of_all_the_district_may() -> None:
    problem = enter()
    reader = replace(WRITER, permissions=frozenset({"report.view"}))
    town = replace(WRITER, reach=Reach(town="青禾街道"))
    for actor in (reader, town):
        with pytest.raises(Forbidden):
            enter_problem(actor, entered(problem="另一个"), today=TODAY)
        with pytest.raises(Forbidden):
            correct_problem(actor, problem, entered(), version_of(problem), today=TODAY)
        with pytest.raises(Forbidden):
            void_problem(actor, problem, "错")


def test_a_rule_that_was_voided_is_named_no_more_and_not_offered() -> None:
    rule = enter_rule(WRITER, {"name": "示例资金办法"})
    problem = enter(f"r{rule.pk}")
    void_rule(WRITER, rule, "重复")
    assert named_rules(problem) == []
    assert rule_choices(ProblemAndMeasure()) == []


def test_what_a_page_gave_stays_when_a_workbook_says_otherwise(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    correct(ProblemAndMeasure.objects.get(), measure="按月通报")
    outcome = imported(tmp_path, sheet(("2023", "结算进度慢", "审计", "逐项目排期", "")))
    problem = ProblemAndMeasure.objects.get()
    assert (problem.source, problem.measure) == ("审计", "按月通报")
    assert [(each.rule, each.where["column"]) for each in outcome.warnings] == [("W-PAGE", "措施")]


def test_a_problem_that_a_page_worded_otherwise_is_found_by_the_workbooks_old_row(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    correct(ProblemAndMeasure.objects.get(), problem="项目结算进度慢")
    assert counts(imported(tmp_path, sheet(ROW))) == (0, 0, 1)
    assert ProblemAndMeasure.objects.get().problem == "项目结算进度慢"
    both = imported(tmp_path, sheet(ROW, ("2023", "项目结算进度慢", "", "", "")))
    assert places(both) == [("问题与措施", 2, "问题", "R-DUPLICATE")]


def test_a_problem_that_a_page_voided_stays_voided_and_an_export_goes_back_in(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    void_problem(WRITER, ProblemAndMeasure.objects.get(), "重复")
    enter()
    assert counts(imported(tmp_path, sheet(ROW)))[0] == 0
    export_district(WRITER, tmp_path / "out.xlsx")
    assert import_district(WRITER, tmp_path / "out.xlsx").created == 0
    assert ProblemAndMeasure.objects.filter(is_voided=False).count() == 1


def section_four() -> list[str]:
    blocks = draft_report(report_material(2023), "示例", TODAY).blocks
    texts = [str(getattr(block, "text", "")) for block in blocks]
    start = next(place for place, text in enumerate(texts) if text.startswith("四、"))
    return [text for text, block in zip(texts[start:], blocks[start:], strict=True) if isinstance(block, Paragraph)]


def test_the_report_names_the_rule_that_was_issued_and_is_as_before_where_there_is_none(version: RuleVersion) -> None:
    demo_district()
    before = section_four()[0]
    assert "印发" not in before
    assert "效果" not in before
    (problem,) = ProblemAndMeasure.objects.filter(year=2023)
    texts = {name: str(getattr(problem, name)) for name in ("problem", "source", "analysis", "measure", "responsible")}
    typed = EnteredProblem({**texts, "year": "2023"}, (TypedRule("n1", f"v{version.pk}"),))
    correct_problem(WRITER, problem, typed, version_of(problem), today=TODAY)
    said = "印发：《示例结算规程》（示例〔2023〕8号，第1版）。"
    assert section_four()[0].replace(said, "") == before
    told = EnteredProblem({**typed.texts, "effect": "按期结算", "effect_on": "2023-12-20"}, typed.rules)
    correct_problem(WRITER, problem, told, version_of(problem), today=TODAY)
    assert section_four()[0].endswith("效果（2023年12月20日）：按期结算。")


def test_the_report_names_a_rule_that_was_revised_in_the_year(version: RuleVersion) -> None:
    demo_district()

    def said() -> str:
        blocks = draft_report(report_material(2023), "示例", TODAY).blocks
        return "".join(str(getattr(block, "text", "")) for block in blocks)

    before = said()
    assert "修订" not in before
    draft = draft_rule_version(WRITER, version.rule, VersionDraft("第一条 新总则。", reason="机构调整"))
    publish_rule_version(CHECKER, draft, "示例〔2023〕10号", date(2023, 11, 1))
    assert said().replace("修订《示例结算规程》（示例〔2023〕10号，第2版）。", "") == before


def test_a_rule_that_is_a_sample_says_so_in_the_report(version: RuleVersion) -> None:
    demo_district()
    sample = IssuedRule.objects.create(name="虚拟规程", issued_on=date(2022, 1, 1), is_sample=True)
    (problem,) = ProblemAndMeasure.objects.filter(year=2023)
    texts = {"year": "2023", "problem": problem.problem, "measure": problem.measure}
    typed = EnteredProblem(texts, (TypedRule("n1", f"r{sample.pk}"), TypedRule("n2", f"v{version.pk}")))
    correct_problem(WRITER, problem, typed, version_of(problem), today=TODAY)
    assert "印发：《虚拟规程》（示例）、《示例结算规程》（示例〔2023〕8号，第1版）。" in section_four()[0]
    assert "制度文件1条" in "".join(section_four())
