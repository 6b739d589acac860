from __future__ import annotations

import re
from fractions import Fraction
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.web.people import browser_of

from antu.performance.models import Expenditure
from antu.performance.selectors import figure_title, report_figures, report_identities
from antu.projects.domain.state import ProjectState

pytestmark = pytest.mark.usefixtures("village")


def reader() -> Client:
    return browser_of("report.view", "register.view")


def test_the_home_page_shows_the_latest_year_and_each_figure_leads_to_its_rows() -> None:
    page = reader().get("/").content.decode()
    assert "2023年工作台" in page
    for figure in report_figures(2023):
        assert f'href="/report/2023/figures/{figure.id}/"' in page
        assert f"{figure.printed} {figure.unit}" in page


def test_another_year_can_be_chosen_and_an_unknown_one_is_left_out() -> None:
    browser = reader()
    assert "2022年工作台" in browser.get("/?year=2022").content.decode()
    assert "2023年工作台" in browser.get("/?year=1999").content.decode()
    assert "2023年工作台" in browser.get("/?year=x").content.decode()


def test_the_states_of_the_home_page_lead_to_as_many_projects() -> None:
    browser = reader()
    page = browser.get("/").content.decode()
    for state in ProjectState:
        link = re.search(rf'href="(/projects/\?year=2023&amp;state={state.name.lower()})">(\d+)<', page)
        if link:
            listed = browser.get(link[1].replace("&amp;", "&")).content.decode()
            assert f"共 {link[2]} 个项目" in listed


def test_a_post_without_the_report_sees_no_figure_of_it() -> None:
    page = browser_of("register.view").get("/").content.decode()
    assert "/report/" not in page
    assert "项目状态" in page


def test_every_figure_of_the_report_opens_to_rows_that_come_to_it() -> None:
    browser = reader()
    for figure in report_figures(2023):
        page = browser.get(f"/report/2023/figures/{figure.id}/").content.decode()
        assert f"等于下列 {len(figure.rows)} 条记录" in page
        cells = re.findall(
            r'<td class="number[^"]*" data-label="(?:计数|数值)[^"]*">\s*([\d.]+)\+?\s*</td>', body_of(page)
        )
        assert sum(Fraction(cell) for cell in cells) == figure.value, figure.id


def body_of(page: str) -> str:
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_every_row_of_every_figure_leads_to_a_page() -> None:
    browser = reader()
    urls = {row.url for figure in report_figures(2023) for row in figure.rows}
    assert len(urls) > 100
    for url in sorted(urls)[::7]:
        assert browser.get(url).status_code == 200, url


def test_identities_are_written_in_words_with_both_sides() -> None:
    page = reader().get("/report/2023/").content.decode()
    assert "年初预算 + 调整追加 = 2023年预算收入" in page
    assert page.count("成立</span>") == len(report_identities(report_figures(2023)))


def test_the_report_comes_as_a_document() -> None:
    answer = reader().get("/report/2023/document/")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert "2023" in answer["Content-Disposition"]


def test_a_report_that_does_not_add_offers_no_document_and_says_why() -> None:
    Expenditure.objects.create(year=2023, month=12, kind="gift", subject="不明", amount_fen=100)
    browser = reader()
    page = browser.get("/report/2023/").content.decode()
    assert "有 1 处勾稽关系不成立" in page
    assert "下载报告" not in page
    refused = browser.get("/report/2023/document/")
    assert refused.status_code == 400
    assert "budget.basic + budget.project = budget.expenditure" in refused.content.decode()


def test_a_year_without_rows_is_not_there() -> None:
    assert reader().get("/report/1999/").status_code == 404


def test_an_unknown_figure_is_told_in_words() -> None:
    answer = reader().get("/report/2023/figures/no.such/")
    assert answer.status_code == 400
    assert "没有指标" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?land=state", "国有"),
        ("?state=paused", "石油智能装备地块三"),
        ("?q=藏龙路", "藏龙路一期"),
    ],
)
def test_projects_are_narrowed_by_the_url(query: str, found: str) -> None:
    assert found in reader().get("/projects/" + query).content.decode()


def test_paging_keeps_the_filters() -> None:
    page = reader().get("/projects/?land=collective&size=50").content.decode()
    assert "/projects/?land=collective&amp;size=50&amp;page=2" in page


def test_all_figures_of_a_year_are_taken_out_as_a_workbook_and_on_paper() -> None:
    browser = reader()
    book = load_workbook(BytesIO(b"".join(browser.get("/report/2023/?export=xlsx"))))
    rows = [
        row
        for row in book.worksheets[0].iter_rows(values_only=True)
        if str(row[0]).startswith(("一、", "二、", "三（"))
    ]
    listed = sorted((str(row[1]), Fraction(str(row[2]))) for row in rows)
    figures = sorted((figure_title(each), each.value) for each in report_figures(2023))
    assert [value for _, value in listed] == [value for _, value in figures]
    assert all(title.startswith(own) for (title, _), (own, _) in zip(listed, figures, strict=True))
    assert b"".join(browser.get("/report/2023/?print=pdf")).startswith(b"%PDF")
