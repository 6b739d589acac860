"""A project's page in the order of the work: what it is, what happened, how far, the register, money, papers."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from tests.web.people import browser_of
from tests.web.test_every_count_is_that_of_its_rows import rows_behind
from tests.web.village import Village

from antu.organisations.models import Organisation
from antu.platform.actor import PERMISSIONS
from antu.projects.models import Project, ProjectEvent, ProjectEventKind

EVERYTHING = tuple(PERMISSIONS)


def page_of(project: Project, *permissions: str, town: str = "") -> str:
    of = Organisation.objects.get(name=town) if town else None
    return browser_of(*(permissions or EVERYTHING), of=of).get(reverse("project", args=[project.pk])).content.decode()


def panel(page: str, key: str) -> str:
    return page.partition(f'id="{key}" aria-labelledby')[2].partition("</section>")[0]


def test_its_panels_stand_in_the_order_of_the_work(village: Village) -> None:
    page = page_of(village.remaining)
    keys = re.findall(r'<section class="panel[^"]*" id="([^"]+)"', page)
    work = ["record", "events", "plans", "progress", "households", "totals", "settlement", "papers", "files", "journal"]
    assert [key for key in keys if key in work] == work


@pytest.mark.parametrize("which", ["tutorial", "remaining"])
def test_each_number_of_its_progress_leads_to_as_many_households(village: Village, which: str) -> None:
    project = getattr(village, which)
    browser = browser_of(*EVERYTHING)
    page = browser.get(reverse("project", args=[project.pk])).content.decode()
    counted = re.findall(r'<a href="([^"]+)"[^>]*>(\d+)</a>', panel(page, "progress"))
    assert len(counted) >= 5
    for url, number in counted:
        path = unescape(url)
        assert path.endswith("#households")
        assert rows_behind(browser, path.partition("#")[0]) == int(number) or number == "0"


def test_its_head_counts_what_remains_and_leads_there(village: Village) -> None:
    browser = browser_of(*EVERYTHING)
    page = browser.get(reverse("project", args=[village.remaining.pk])).content.decode()
    found = re.search(r'<dt>剩余户</dt>\s*<dd><a href="([^"]+)" aria-label="剩余户：\d+ 户">(\d+)</a>', page)
    assert found
    assert rows_behind(browser, found[1]) == int(found[2]) > 0


def test_every_paper_that_is_offered_opens(village: Village) -> None:
    browser = browser_of(*EVERYTHING)
    ProjectEvent.objects.filter(project=village.tutorial).update(document_no="示例〔2023〕1号")
    page = browser.get(reverse("project", args=[village.tutorial.pk])).content.decode()
    links = re.findall(r'<a href="([^"#]+)"[^>]*>([^<]+)</a>', panel(page, "papers"))
    labels = [label for _, label in links]
    assert {"打印户列表", "导出台账（.xlsx）", "批量打印计算书", "批量打印明白卡", "下载结算协议"} <= set(labels)
    for url, label in links:
        assert browser.get(unescape(url)).status_code == 200, label


@pytest.mark.parametrize(
    ("permissions", "missing"),
    [
        (("report.view",), ("打印户列表", "批量打印计算书", "下载结算协议", "导出台账")),
        (("register.view",), ("下载结算协议", "导出台账")),
        (("register.view", "settlement.view"), ("导出台账",)),
    ],
)
def test_papers_are_offered_only_to_who_may_have_them(
    village: Village, permissions: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    page = page_of(village.tutorial, *permissions)
    assert [words for words in missing if words in page] == []


def test_a_town_is_offered_no_settlement(village: Village) -> None:
    page = page_of(village.tutorial, town="青禾街道（示例）")
    assert "批量打印明白卡" in page
    assert "下载结算协议" not in page
    assert 'id="settlement"' not in page


def test_a_post_without_the_register_sees_no_count_of_it(village: Village) -> None:
    page = page_of(village.remaining, "report.view")
    assert 'id="progress"' not in page
    assert "剩余户" not in page


def test_a_project_without_a_register_says_so_and_shows_no_empty_chart(village: Village) -> None:
    bare = Project.objects.filter(households=None).exclude(pk=village.tutorial.pk).first()
    assert bare
    page = page_of(bare)
    assert "chart" not in panel(page, "progress")
    assert "还没有登记任何户" in page


def test_a_completed_project_that_still_has_households_says_so_on_its_page_and_on_the_board(village: Village) -> None:
    project, browser = village.remaining, browser_of(*EVERYTHING)
    said = "项目状态是“完成”，台账里还有"
    assert said not in browser.get(reverse("project", args=[project.pk])).content.decode()
    ProjectEvent.objects.create(project=project, kind=ProjectEventKind.DONE, on=date(2024, 1, 5))
    assert said in browser.get(reverse("project", args=[project.pk])).content.decode()
    board = browser.get(reverse("board"), {"q": project.name}).content.decode()
    assert ">还有剩余户</span>" in board
