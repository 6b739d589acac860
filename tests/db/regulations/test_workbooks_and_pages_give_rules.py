"""A rule that a page gave or corrected stays so when a workbook says otherwise (ADR 0017), and is never doubled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.district_files import counts, imported, places

from antu.platform.actor import EVERYTHING, PERMISSIONS, Actor
from antu.platform.exchange import export_district, import_district
from antu.platform.versions import version_of
from antu.regulations.models import IssuedRule
from antu.regulations.services import (
    VersionDraft,
    correct_rule,
    draft_rule_version,
    enter_rule,
    publish_rule_version,
    void_rule,
)

pytestmark = pytest.mark.django_db

WRITER = Actor("xiezuo", "示例起草", frozenset(PERMISSIONS), EVERYTHING)
CHECKER = Actor("fuhe", "示例复核", frozenset(PERMISSIONS), EVERYTHING)
HEAD = ("日期", "名称", "文号", "牵头单位", "作废")
ROW = ("2023-12-31", "示例工作规程", "示例1号", "示例中心", "")


def sheet(*rows: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {"制度文件": (HEAD, *rows)}


def corrected(rule: IssuedRule, **changes: str) -> IssuedRule:
    now = {
        "issued_on": str(rule.issued_on or ""),
        "document_no": rule.document_no,
        "lead": rule.lead,
        "name": rule.name,
    }
    return correct_rule(WRITER, rule, {**now, **changes}, version_of(rule))


def published(rule: IssuedRule, on: date = date(2023, 5, 8)) -> None:
    draft = draft_rule_version(WRITER, rule, VersionDraft("第一条 总则。"))
    publish_rule_version(CHECKER, draft, "示例〔2023〕8号", on)


def test_what_a_page_corrected_stays_and_the_check_tells(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    corrected(IssuedRule.objects.get(), lead="示例股")
    outcome = imported(tmp_path, sheet(("2023-12-31", "示例工作规程", "示例2号", "示例中心", "")))
    rule = IssuedRule.objects.get()
    assert (rule.document_no, rule.lead) == ("示例2号", "示例股")
    assert [(each.rule, each.where["column"]) for each in outcome.warnings] == [("W-PAGE", "牵头单位")]


def test_a_rule_that_a_page_named_otherwise_is_found_by_the_workbooks_old_row(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    corrected(IssuedRule.objects.get(), name="示例征地工作规程", issued_on="2023-05-08")
    outcome = imported(tmp_path, sheet(ROW))
    assert (counts(outcome), places(outcome)) == ((0, 0, 1), [])
    rule = IssuedRule.objects.get()
    assert (rule.name, rule.issued_on) == ("示例征地工作规程", date(2023, 5, 8))


def test_the_published_text_gives_an_imported_rule_its_day_and_number(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    published(IssuedRule.objects.get())
    assert counts(imported(tmp_path, sheet((*ROW[:4], "是")))) == (0, 0, 1)
    rule = IssuedRule.objects.get()
    assert (rule.issued_on, rule.document_no, rule.is_voided) == (date(2023, 5, 8), "示例〔2023〕8号", False)


def test_a_rule_published_in_pages_is_not_entered_again_by_a_workbook_that_does_not_know_its_day(
    tmp_path: Path,
) -> None:
    published(enter_rule(WRITER, {"name": "示例工作规程"}))
    assert counts(imported(tmp_path, sheet(ROW)))[0] == 0
    assert IssuedRule.objects.get().issued_on == date(2023, 5, 8)
    other_year = ("2022-12-31", *ROW[1:])
    assert counts(imported(tmp_path, sheet(ROW, other_year)))[0] == 1


def test_two_rows_of_one_rule_are_refused_whatever_they_call_it(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    corrected(IssuedRule.objects.get(), name="示例征地工作规程")
    outcome = imported(tmp_path, sheet(ROW, ("2023-12-31", "示例征地工作规程", "", "", "")))
    assert places(outcome) == [("制度文件", 2, "名称", "R-DUPLICATE")]
    assert places(
        imported(tmp_path, sheet(("2023-01-01", "新规程", "", "", ""), ("2023-01-01", "新 规程", "", "", "")))
    ) == [("制度文件", 3, "名称", "R-DUPLICATE")]


def test_a_rule_that_a_page_voided_stays_voided(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    void_rule(WRITER, IssuedRule.objects.get(), "重复")
    assert counts(imported(tmp_path, sheet(ROW))) == (0, 0, 1)
    assert IssuedRule.objects.get().is_voided


def test_a_draft_leaves_in_no_workbook_and_an_export_goes_back_in_unchanged(tmp_path: Path) -> None:
    imported(tmp_path, sheet(ROW))
    corrected(IssuedRule.objects.get(), name="示例征地工作规程")
    enter_rule(WRITER, {"name": "示例资金管理办法"})
    export_district(WRITER, tmp_path / "out.xlsx")
    outcome = import_district(WRITER, tmp_path / "out.xlsx")
    assert (counts(outcome), places(outcome)) == ((0, 0, 1), [])
