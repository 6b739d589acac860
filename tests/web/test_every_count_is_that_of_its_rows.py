"""Home page, board and lists: the list behind a number holds exactly as many rows, for every post."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of, demo_post
from tests.web.village import Village

from antu.households.models import Circumstance, Household
from antu.organisations.models import Organisation
from antu.platform.charts import BARS_DRAWN
from antu.platform.display import Tone

TOWN, OTHER_TOWN = "青禾街道（示例）", "白露镇（示例）"
OWNER, OTHER_OWNER = "示例城投公司", "示例大数据产业园公司"
POSTS = {
    "director": "",
    "expropriation": "",
    "finance": "",
    "audit": "",
    "town": TOWN,
    "other town": OTHER_TOWN,
    "owner": OWNER,
}
"""By post: the organisation that the person is of; the centre, without one."""
PAGES = ("home", "board", "remaining", "clearing-cadres", "projects")
NUMBER = re.compile(r'<a href="([^"]+)"[^>]*>(\d+)(?: [户个])?</a>')
COUNTED = re.compile(r"共 (\d+) ")
ROWS_OF_A_FIGURE = re.compile(r"等于下列 (\d+) 条记录")


@pytest.fixture
def shared(village: Village) -> Village:
    """大数据二期 in two towns and of the other owner; one household without a town and a cadre, one in trouble."""
    project = village.remaining
    project.owner, project.towns = OTHER_OWNER, [TOWN, OTHER_TOWN]
    project.save()
    households = list(Household.objects.filter(project=project).order_by("code"))
    for number, household in enumerate(households):
        household.town = (OTHER_TOWN, TOWN, "")[number % 3]
        household.officer = "" if number % 3 else household.officer
        household.save()
    Circumstance.objects.create(household=households[0], kind="appeal", from_on=village.day)
    return village


def browser(post: str) -> Client:
    name = POSTS[post]
    allowed = demo_post("town" if "town" in post else post)
    return browser_of(*allowed, of=Organisation.objects.get(name=name) if name else None)


def numbers(page: str) -> Iterator[tuple[str, int]]:
    """Every whole number of the page that is a link to a list: address, number."""
    main = page[page.index('<main id="main"') :]
    for url, number in NUMBER.findall(main):
        path = unescape(url).partition("#")[0]
        if path.startswith("/") and "page=" not in path and "size=" not in path:
            yield path, int(number)


def rows_behind(client: Client, url: str) -> int:
    answer = client.get(url)
    assert answer.status_code == 200, url
    text = answer.content.decode()
    found = COUNTED.search(text) or ROWS_OF_A_FIGURE.search(text)
    assert found, url
    return int(found[1])


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("shared")
def test_a_number_leads_to_as_many_rows(name: str, post: str) -> None:
    client = browser(post)
    page = client.get(reverse(name)).content.decode()
    counted = {(url, number) for url, number in numbers(page) if not is_a_sum_of_areas(url)}
    assert len(counted) >= 2
    behind = {(url, rows_behind(client, url)) for url, _ in counted}
    assert counted == behind


def is_a_sum_of_areas(url: str) -> bool:
    """Figures of the report that add values have their own test."""
    return "/figures/" in url and not url.endswith(".count/")


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("name", ["home", "remaining"])
@pytest.mark.usefixtures("shared")
def test_a_drawn_bar_is_a_number_of_its_table(name: str, post: str) -> None:
    page = browser(post).get(reverse(name)).content.decode()
    charts = re.findall(r'<figure class="chart"[^>]*data-chart="([^"]*)">(.*?)</figure>', page, re.DOTALL)
    assert 1 <= len(charts) <= 4
    for drawn, table in charts:
        chart = json.loads(unescape(drawn))
        assert 1 <= len(chart["categories"]) <= BARS_DRAWN
        assert {series["tone"] for series in chart["series"]} <= set(Tone)
        linked = {(unescape(url), number) for url, number in re.findall(r'<a href="([^"]+)">(\d+)</a>', table)}
        for series in chart["series"]:
            for value, url in zip(series["values"], series["urls"], strict=True):
                assert value == "0" or (url, value) in linked


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.usefixtures("shared")
def test_at_most_six_figures_lead_the_home_page(post: str) -> None:
    page = browser(post).get("/").content.decode()
    strip = page.partition('<dl class="strip">')[2].partition("</dl>")[0]
    assert 1 <= strip.count("<dt>") <= 6
    assert strip.count("<a href=") == strip.count("<dt>")


@pytest.mark.parametrize(
    ("post", "first"), [("director", "progress"), ("finance", "money"), ("town", "first"), ("expropriation", "first")]
)
@pytest.mark.usefixtures("shared")
def test_what_concerns_the_post_stands_first(post: str, first: str) -> None:
    page = browser(post).get("/").content.decode()
    assert re.findall(r'<section class="panel[^"]*" id="([^"]+)"', page)[0] == first


@pytest.mark.usefixtures("shared")
def test_a_town_counts_its_own_part_of_a_shared_project() -> None:
    own = browser("town").get(reverse("board")).content.decode()
    other = browser("other town").get(reverse("board")).content.decode()
    everything = browser("director").get(reverse("board")).content.decode()
    of_town, of_other, all_of = (subjects_of(page, "大数据二期") for page in (own, other, everything))
    assert 0 < of_town < all_of
    assert 0 < of_other < all_of


def subjects_of(page: str, project: str) -> int:
    row = next(row for row in re.findall(r"<tr[^>]*>.*?</tr>", page, re.DOTALL) if f">{project}<" in row)
    found = re.search(r'data-label="在册\(户\)">(?:<a[^>]*>)?(\d+)', row)
    assert found
    return int(found[1])


def test_what_is_most_stuck_stands_first_on_the_board(village: Village) -> None:
    page = browser("director").get(reverse("board")).content.decode()
    names = re.findall(r'<td class="long[^"]*" data-label="项目名称"[^>]*><a[^>]*>([^<]+)</a>', page)
    assert names[:2] == [village.remaining.name, village.tutorial.name], "the longest past its last day, then the other"
    project = village.tutorial
    project.vacate_by_on = village.remaining.vacate_by_on.replace(year=2020)  # type: ignore[union-attr]
    project.save()
    page = browser("director").get(reverse("board")).content.decode()
    assert re.findall(r'data-label="项目名称"[^>]*><a[^>]*>([^<]+)</a>', page)[0] == project.name


@pytest.mark.parametrize(
    ("query", "found"),
    [("state=paused", "石油智能装备地块三"), ("left=some", "大数据二期"), ("year=2023", "大数据二期")],
)
@pytest.mark.usefixtures("village")
def test_the_board_is_narrowed_by_the_url(query: str, found: str) -> None:
    page = browser("director").get(f"{reverse('board')}?{query}&size=500").content.decode()
    whole = browser("director").get(f"{reverse('board')}?size=500").content.decode()
    assert found in page
    assert int(COUNTED.search(page)[1]) < int(COUNTED.search(whole)[1])  # type: ignore[index]


@pytest.mark.usefixtures("shared")
def test_counts_of_the_remaining_follow_the_filter() -> None:
    client = browser("director")
    page = client.get(f"{reverse('remaining')}?state=unsigned").content.decode()
    assert {url for url, _ in numbers(page)}
    for url, number in numbers(page):
        assert "state=unsigned" in url
        assert rows_behind(client, url) == number


@pytest.mark.usefixtures("village")
def test_a_post_that_sees_no_money_finds_none_on_the_home_page() -> None:
    assert 'id="money"' in browser_of("register.view", "settlement.view").get("/").content.decode()
    assert 'id="money"' not in browser_of("register.view").get("/").content.decode()
    town = browser_of("register.view", "settlement.view", of=Organisation.objects.get(name=TOWN))
    assert 'id="money"' not in town.get("/").content.decode()


@pytest.mark.usefixtures("village")
def test_amounts_under_a_pack_that_is_not_official_say_so_on_the_home_page() -> None:
    page = browser("finance").get("/").content.decode()
    assert 'class="notice"' in page
    assert 'class="notice"' not in browser("town").get("/").content.decode()


@pytest.mark.usefixtures("village")
def test_the_year_that_is_looked_at_stays_beside_the_name() -> None:
    client = browser("director")
    client.get("/?year=2022")
    other = client.get(reverse("projects")).content.decode()
    assert re.search(r'class="who-place"[^>]*>[^<]*2022年<', other)
    assert "2022年工作台" in client.get("/").content.decode()
