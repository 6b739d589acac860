"""The box in the shell and the page of what was found, as a browser gets them."""

from __future__ import annotations

import re

import pytest
from tests.web.people import browser_of, signed_in, stranger
from tests.web.village import Village

from antu.households.models import Household
from antu.platform.actor import PERMISSIONS


def text_of(path: str, *permissions: str) -> str:
    answer = browser_of(*(permissions or PERMISSIONS)).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_has_the_box_as_a_plain_form(village: Village) -> None:  # noqa: ARG001 - its rows are there
    page = text_of("/projects/")
    assert re.search(r'<form class="find" action="/search/" method="get" role="search"', page)
    assert '<label class="visually-hidden" for="find">' in page


def test_what_was_found_is_listed_by_kind_with_links_and_counts(village: Village) -> None:
    page = text_of("/search/?q=JX-001")
    assert "户（1 条）" in page
    assert f'href="/households/{village.signed.pk}/"' in page
    assert village.tutorial.name in page
    assert 'value="JX-001"' in page


def test_more_of_a_kind_have_a_page_of_their_own(village: Village) -> None:
    Household.objects.bulk_create(
        Household(project=village.tutorial, code=f"N-{number:03}", head_name="张建国") for number in range(120)
    )
    page = text_of("/search/?q=张建国")
    assert "户（120 条）" in page
    assert "/search/?q=%E5%BC%A0%E5%BB%BA%E5%9B%BD&amp;kind=household" in page
    assert page.count("N-") < 120
    of_one = text_of("/search/?q=张建国&kind=household")
    assert "列出前 100 条" in of_one
    assert "显示全部类别" in of_one


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?kind=household", "?kind=no&q=JX-001", f"?q={500 * '长'}"])
def test_odd_questions_get_a_page_that_says_what_to_do(village: Village, query: str) -> None:  # noqa: ARG001
    assert "身份证号、电话的最后四位" in text_of(f"/search/{query}")


def test_nothing_found_says_so_and_what_to_try(village: Village) -> None:  # noqa: ARG001
    page = text_of("/search/?q=无此人名")
    assert "没有找到“无此人名”" in page
    assert "请中心查找" in page


def test_what_is_typed_is_only_text(village: Village) -> None:  # noqa: ARG001
    for path in ("/search/", "/search/suggestions/"):
        assert "<script>alert" not in text_of(f"{path}?q=<script>alert(1)</script>")


def test_near_names_are_told_apart_from_found_ones(village: Village) -> None:
    village.signed.head_name = "崔杰建"
    village.signed.save()
    page = text_of("/search/?q=崔小建")
    assert "没有完全相同的，以下读音或字相近" in page
    assert "崔杰建" in page


def test_suggestions_are_options_with_addresses(village: Village) -> None:
    options = text_of("/search/suggestions/?q=JX-001")
    assert re.search(
        rf'role="option" aria-selected="false" id="[^"]+" data-url="/households/{village.signed.pk}/"', options
    )
    assert "<html" not in options


@pytest.mark.parametrize("kind", ["town", "owner"])
def test_another_organisation_finds_nothing_of_the_village(village: Village, kind: str) -> None:
    browser = signed_in(stranger(kind))
    for typed in (village.signed.code, village.signed.head_name, village.tutorial.name, village.signed.id_number[-6:]):
        for path in ("/search/", "/search/suggestions/"):
            answer = browser.get(path, {"q": typed}).content.decode()
            assert f"/households/{village.signed.pk}/" not in answer
            assert f"/projects/{village.tutorial.pk}/" not in answer


def test_no_whole_number_of_a_person_is_in_an_answer(village: Village) -> None:
    number = village.signed.id_number
    for path in ("/search/", "/search/suggestions/"):
        answer = text_of(f"{path}?q={number[-4:]}", "register.view")
        assert village.signed.code in answer
        assert number not in answer
