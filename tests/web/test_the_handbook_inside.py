"""The handbook is read inside the product: every page, picture and link, and every code on a page leads to its line."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from tests.docs.pages import HANDBOOK, headings, tables
from tests.web.people import browser_of, signed_in, stranger

pytestmark = pytest.mark.usefixtures("village")
PAGES = sorted(page.stem for page in HANDBOOK.glob("*.md"))
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


def address(name: str) -> str:
    return "/handbook/" if name == "README" else f"/handbook/{name}/"


@pytest.mark.parametrize("name", PAGES)
def test_every_link_picture_and_anchor_of_a_page_is_there(name: str) -> None:
    browser = browser_of()
    text = browser.get(address(name)).content.decode()
    article = text[text.index("<article") : text.index("</article>")]
    for found in _ADDRESS.findall(article):
        path, _, anchor = unquote(found).partition("#")
        answer = browser.get(path or address(name))
        assert answer.status_code == 200, found
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), found
    assert all(f'id="{anchor}"' in text for anchor in headings(HANDBOOK / f"{name}.md") - {headings_first(name)})


def headings_first(name: str) -> str:
    title = (HANDBOOK / f"{name}.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_every_code_has_its_place_on_the_page_of_rules() -> None:
    rules = browser_of().get("/handbook/rules/").content.decode()
    codes = [row[0].strip("`") for row in tables((HANDBOOK / "rules.md").read_text(encoding="utf-8"))]
    assert [code for code in codes if f'<tr id="{code}">' not in rules] == []


def test_a_page_of_problems_links_its_codes() -> None:
    answer = signed_in(stranger("town")).get(reverse("reports"))
    assert 'href="/handbook/rules/#A-REACH"' in answer.content.decode()


def test_a_line_that_ends_between_chinese_signs_leaves_no_gap() -> None:
    assert "金额算到分，每一个数都能点开，一直看到它" in browser_of().get("/handbook/").content.decode()


@pytest.mark.parametrize(
    "path", ["/handbook/no-such/", "/handbook/images/no-such.png", "/handbook/images/..%2Frules.md"]
)
def test_nothing_else_of_the_folder_is_given_out(path: str) -> None:
    assert browser_of().get(path).status_code == 404
