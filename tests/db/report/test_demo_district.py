"""The demo district gives the published figures of 2023, each from rows, and a document with every published number."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from tests.districts.files import DEMO

from antu.performance.documents import draft_report, report_material
from antu.performance.selectors import figure_rows, report_figures, report_identities
from antu.platform.actor import SYSTEM
from antu.platform.documents.official_docx import write_official
from antu.platform.exchange import import_district
from antu.platform.figures import Figure, exact_text

pytestmark = pytest.mark.django_db

PUBLISHED: Final = Path("tests/golden/report")
REFERENCE: Final[dict[str, Any]] = json.loads((PUBLISHED / "report-figures-2023.json").read_text(encoding="utf-8"))
#: A number of the published text with what it counts.
NUMBER = re.compile(r"\d+(?:\.\d+)?\s*(?:万\+|万元|个|人|户|条|次|亩|㎡)")
#: Beyond what the published report says.
FURTHER: Final = {"done.state.count": "5", "done.state.area": "12087.57"}


@pytest.fixture(scope="module", autouse=True)
def _demo(kept_for_the_file: None) -> None:  # noqa: ARG001
    assert not import_district(SYSTEM, DEMO).errors


def as_published(figure: Figure) -> dict[str, object]:
    published: dict[str, object] = {
        "id": figure.id,
        "label": figure.label,
        "value": figure.exact_text,
        "unit": figure.unit,
    }
    if figure.names is not None:
        published["names"] = list(figure.names)
    if figure.printed != figure.exact_text:
        published["printed"] = figure.printed
    return published


def test_every_published_figure_comes_out_of_the_records() -> None:
    found = [as_published(figure) for figure in report_figures(2023) if figure.id not in FURTHER]
    assert len(found) > 45
    assert found == REFERENCE["figures"]


def test_what_the_report_does_not_count_is_counted_too() -> None:
    found = {figure.id: figure.exact_text for figure in report_figures(2023)}
    assert {figure_id: found[figure_id] for figure_id in FURTHER} == FURTHER


def test_the_published_identities_are_among_those_that_hold() -> None:
    identities = report_identities(report_figures(2023))
    assert all(each.holds for each in identities)
    assert set(REFERENCE["identities"]) <= {each.text for each in identities}


def test_the_rows_of_each_figure_are_the_figure() -> None:
    for figure in report_figures(2023):
        shown = sum(Fraction(exact_text(row.value)) for row in figure.rows)
        assert Fraction(figure.exact_text) == (len(figure.rows) if figure.how == "count" else shown)
        assert all(row.url.startswith("/") for row in figure.rows)


def test_a_figure_can_be_asked_for_alone() -> None:
    (figure,) = (each for each in report_figures(2023) if each.id == "done.out_of_plan.area")
    assert figure_rows(2023, "done.out_of_plan.area") == figure


def test_a_key_project_that_was_not_reported_has_no_rows() -> None:
    assert figure_rows(2023, "key.cancelled").rows == ()


def test_the_document_has_the_published_parts_in_their_order() -> None:
    lines = drafted().splitlines()
    places = [lines.index(section) for section in REFERENCE["sections"]]
    assert places == sorted(places)


def test_the_document_prints_every_number_of_the_published_text() -> None:
    published = (PUBLISHED / "performance-report-2023.txt").read_text(encoding="utf-8")
    numbers = {re.sub(r"\s", "", number) for number in NUMBER.findall(published)}
    assert len(numbers) > 30
    text = drafted()
    assert sorted(number for number in numbers if number not in text) == []


def test_the_document_says_that_the_plan_of_state_owned_projects_was_reached() -> None:
    assert "国有项目全年完成5个，涉征12087.57㎡，圆满完成年度任务目标。" in drafted()
    assert "2023年无项目支出。" in drafted()


def test_the_document_says_nothing_twice() -> None:
    text = drafted()
    assert "均已基本完成：示例棚改片区一、示例棚改片区二、示例旧厂区。" in text
    assert "因业主单位无资金保障已暂停2个：轨道科技城工业地块五、石油智能装备地块三；" in text
    assert text.count("公安") == text.count("最新政策汇编") == 1
    assert "1.预算编制" not in text


def test_the_document_says_which_figures_rest_on_invented_rows() -> None:
    text = drafted()
    assert text.splitlines()[2] == "（本报告含示例数据，见第五部分）"
    assert "集体已完成项目（30条中26条）" in text
    invented = [figure.label for figure in report_figures(2023) if figure.sample_rows]
    assert all(label in text.split("五、其他需要说明的情况")[1] for label in invented)


def test_the_annex_lists_every_figure_as_printed() -> None:
    paper = draft_report(report_material(2023), "李四", date(2024, 1, 5))
    table = docx.Document(BytesIO(write_official(paper))).tables[0]
    listed = [(row.cells[2].text, row.cells[3].text, row.cells[4].text) for row in table.rows[1:]]
    assert listed == [(figure.label, figure.printed, figure.unit) for figure in report_figures(2023)]


def drafted() -> str:
    return draft_report(report_material(2023), "李四", date(2024, 1, 5)).text
