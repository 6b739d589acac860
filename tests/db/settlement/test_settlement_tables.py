"""The settlement tables of a project: every compensation column adds the frozen lines, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from tests.world import register_of_demo

from antu.compensation.models import DeterminationLine
from antu.households.models import SubjectKind
from antu.kernel.errors import Forbidden
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM, Actor
from antu.policy.settlement_columns import HOUSE_COLUMNS, LAND_COLUMNS, SEPARATE_COLUMNS
from antu.projects.models import Project
from antu.settlement.services import PAPERS, write_papers

pytestmark = pytest.mark.django_db
AS_OF = date(2023, 12, 31)
(SEPARATE,) = SEPARATE_COLUMNS

Table = list[dict[str, Any]]


def papers_of(project: Project, folder: Path) -> dict[str, Path]:
    return dict(zip(PAPERS, write_papers(SYSTEM, project, folder, as_of=AS_OF), strict=True))


def rows_of(path: Path, key: str) -> Table:
    """The rows under the header that has the key, by header."""
    lines = iter(load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True))
    header = [str(cell) for cell in next(line for line in lines if key in line)]
    return [dict(zip(header, line, strict=True)) for line in lines]


def frozen(project: Project, kind: SubjectKind, column: str) -> Money:
    lines = DeterminationLine.objects.filter(
        determination__is_standing=True,
        determination__household__project=project,
        determination__household__kind=kind,
        settlement_column=column,
    ).exclude(category="memo")
    return Money.total(line.amount for line in lines)


def amount(cell: object) -> Money:
    return Money(0) if cell in {None, "", "—"} else Money.from_yuan(Decimal(str(cell)).quantize(Decimal("0.01")))


def total_row(table: Table, first_header: str, label: str = "合计") -> dict[str, Any]:
    return next(row for row in table if row[first_header] == label)


@pytest.fixture
def project(db: None) -> Iterator[Project]:  # noqa: ARG001 - the database must be open
    return register_of_demo("canglonglu-1-clean")  # type: ignore[return-value]


def test_each_house_column_totals_the_frozen_lines_of_its_items(project: Project, tmp_path: Path) -> None:
    table = rows_of(papers_of(project, tmp_path)["房屋补偿明细表.xlsx"], "户主")
    total = total_row(table, "序号")
    for column in HOUSE_COLUMNS:
        assert amount(total[f"{column}（元）"]) == frozen(project, SubjectKind.HOUSEHOLD, column), column
    assert amount(total["合计（元）"]).fen > 0


def test_each_land_column_totals_the_frozen_lines_of_its_items(project: Project, tmp_path: Path) -> None:
    table = rows_of(papers_of(project, tmp_path)["土地补偿明细表.xlsx"], "权属单位（村/组）")
    total = total_row(table, "权属单位（村/组）")
    for column in LAND_COLUMNS:
        assert amount(total[f"{column}（元）"]) == frozen(project, SubjectKind.COLLECTIVE, column), column
    separate = frozen(project, SubjectKind.COLLECTIVE, SEPARATE)
    assert separate.fen > 0
    assert amount(total[f"{SEPARATE}（元）"]) == separate


def test_a_parcel_shows_the_price_and_the_factor_that_its_land_fee_read(project: Project, tmp_path: Path) -> None:
    table = rows_of(papers_of(project, tmp_path)["土地补偿明细表.xlsx"], "权属单位（村/组）")
    orchard = next(row for row in table if row["地类（GB/T 21010）"] == "0201 果园")
    assert (Decimal(str(orchard["区片价（元/亩）"])), Decimal(str(orchard["系数"]))) == (Decimal(80000), Decimal("0.9"))


def test_a_household_row_adds_up_to_its_determination(project: Project, tmp_path: Path) -> None:
    table = rows_of(papers_of(project, tmp_path)["房屋补偿明细表.xlsx"], "户主")
    agreed = {row["户编号"]: amount(row["合计（元）"]) for row in table if str(row["户编号"]).startswith("CLL1-")}
    for household in project.households.filter(kind=SubjectKind.HOUSEHOLD, determinations__is_standing=True):
        assert agreed[household.code] == household.determinations.get(is_standing=True).payable


def test_the_unsigned_stand_apart_as_estimates_and_count_in_no_total(tmp_path: Path) -> None:
    remaining = register_of_demo("dashuju-2-remaining")
    papers = papers_of(remaining, tmp_path)
    table = rows_of(papers["房屋补偿明细表.xlsx"], "户主")
    labels = [str(row["序号"]) for row in table]
    heading = next(number for number, label in enumerate(labels) if label.startswith("未签约对象测算（假定 2023-12-31"))
    apart = {row["户编号"]: amount(row["合计（元）"]) for row in table[heading:] if row["户编号"]}
    assert apart == {
        "DSJ2-003": Money.parse("193878.84"),
        "DSJ2-005": Money.parse("258117.20"),
        "DSJ2-008": Money.parse("187042.10"),
    }
    assert amount(total_row(table, "序号")["合计（元）"]) == Money.parse("1790971.67")
    review = rows_of(papers["资金结算审核表.xlsx"], "内容")
    assert amount(total_row(review, "内容", "应付合计")["应付（元）"]) == Money.parse("1790971.67")


def test_who_cannot_be_estimated_on_that_day_is_listed_with_the_reason(tmp_path: Path) -> None:
    remaining = register_of_demo("dashuju-2-remaining")
    path = write_papers(SYSTEM, remaining, tmp_path, as_of=date(2023, 1, 1))[0]
    row = next(row for row in rows_of(path, "户主") if row["户编号"] == "DSJ2-003")
    assert row["主体补偿（元）"] == "—"
    assert "签约日早于签约期首日" in row["备注"]


def test_the_papers_say_in_print_that_rates_are_synthetic_and_rows_invented(project: Project, tmp_path: Path) -> None:
    papers = papers_of(project, tmp_path)
    for name in PAPERS[:3]:
        sheet = load_workbook(papers[name]).worksheets[0]
        head = " ".join(str(row[0]) for row in sheet.iter_rows(max_row=5, values_only=True))
        assert "演示标准（合成），非任何机关发布" in head, name
        assert "示例" in head, name
    agreement = "\n".join(paragraph.text for paragraph in Document(str(papers["结算协议.docx"])).paragraphs)
    assert "演示标准（合成），非任何机关发布" in agreement


def test_the_agreement_names_the_project_and_its_total_in_words(project: Project, tmp_path: Path) -> None:
    document = Document(str(papers_of(project, tmp_path)["结算协议.docx"]))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    due = Money.total(
        household.determinations.get(is_standing=True).payable
        for household in project.households.filter(determinations__is_standing=True)
    )
    assert "藏龙路一期征地拆迁结算协议" in text
    assert "{{" not in text
    assert cells["应付合计（元）"] == due.grouped()
    assert cells["应付合计（大写）"] == due.in_words()


def test_a_state_owned_project_is_settled_by_the_same_code(tmp_path: Path) -> None:
    dormitory = register_of_demo("示例国有宿舍区")
    table = rows_of(papers_of(dormitory, tmp_path)["房屋补偿明细表.xlsx"], "户主")
    total = total_row(table, "序号")
    swap = frozen(dormitory, SubjectKind.HOUSEHOLD, "产权调换房价款")
    assert swap.fen < 0
    assert amount(total["产权调换房价款（元）"]) == swap
    assert amount(total["合计（元）"]) == Money.total(
        household.determinations.get(is_standing=True).payable
        for household in dormitory.households.filter(determinations__is_standing=True)
    )


def test_without_the_permission_nothing_is_written(project: Project, tmp_path: Path) -> None:
    nobody = Actor(login="x", name="示例丁", permissions=frozenset())
    with pytest.raises(Forbidden):
        write_papers(nobody, project, tmp_path / "papers", as_of=AS_OF)
    assert not (tmp_path / "papers").exists()
