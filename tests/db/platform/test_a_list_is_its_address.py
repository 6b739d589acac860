"""A list's filters and page stand in its URL; what a URL asks for and does not exist is left out, never an error."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from antu.platform.listing import choice_filter, filter_chips, page_of, text_filter, url_with

ROWS = list(range(1, 121))
LANDS = (("collective", "集体"), ("state", "国有"))


def test_the_first_page_has_fifty_rows_and_leads_to_the_next_only(rf: RequestFactory) -> None:
    page = page_of(rf.get("/households/"), ROWS)
    assert (page.rows[0], page.rows[-1], page.first, page.last, page.count, page.pages) == (1, 50, 1, 50, 120, 3)
    assert (page.previous_url, page.next_url) == ("", "/households/?page=2")


def test_the_last_page_has_the_rest_and_leads_back_only(rf: RequestFactory) -> None:
    page = page_of(rf.get("/households/", {"page": "3"}), ROWS)
    assert (page.rows[0], page.rows[-1], page.first, page.last) == (101, 120, 101, 120)
    assert (page.previous_url, page.next_url) == ("/households/?page=2", "")


@pytest.mark.parametrize(("asked", "given"), [("99", 3), ("0", 3), ("-1", 3), ("二", 1), ("", 1)])
def test_a_page_that_does_not_exist_is_one_that_does(rf: RequestFactory, asked: str, given: int) -> None:
    assert page_of(rf.get("/households/", {"page": asked}), ROWS).number == given


@pytest.mark.parametrize(("asked", "rows"), [("100", 100), ("500", 120), ("7", 50), ("-1", 50), ("1e9", 50)])
def test_only_the_offered_sizes_are_given(rf: RequestFactory, asked: str, rows: int) -> None:
    assert len(page_of(rf.get("/households/", {"size": asked}), ROWS).rows) == rows


def test_the_chosen_size_is_marked_and_another_one_begins_at_the_first_page(rf: RequestFactory) -> None:
    page = page_of(rf.get("/households/", {"page": "2", "size": "100", "q": "李"}), ROWS)
    assert [size for size, _, is_chosen in page.sizes if is_chosen] == [100]
    assert all("page=" not in url and "q=" in url for _, url, _ in page.sizes)


def test_a_choice_that_is_not_offered_is_left_out(rf: RequestFactory) -> None:
    assert choice_filter(rf.get("/", {"land": "state"}), "land", "土地性质", LANDS).value_label == "国有"
    assert choice_filter(rf.get("/", {"land": "moon"}), "land", "土地性质", LANDS).value == ""


def test_words_to_search_for_are_trimmed_and_cut(rf: RequestFactory) -> None:
    assert text_filter(rf.get("/", {"q": "  李明 "}), "q", "户主").value == "李明"
    assert len(text_filter(rf.get("/", {"q": "李" * 500}), "q", "户主").value) == 60


def test_taking_a_filter_off_keeps_the_others_and_begins_at_the_first_page(rf: RequestFactory) -> None:
    request = rf.get("/households/", {"land": "state", "q": "李", "page": "2"})
    filters = [choice_filter(request, "land", "土地性质", LANDS), text_filter(request, "q", "户主")]
    chips = filter_chips(request, filters)
    assert [chip.text for chip in chips] == ["土地性质：国有", "户主：李"]
    assert chips[1].url_without == "/households/?land=state"


def test_a_filter_that_is_off_has_no_chip(rf: RequestFactory) -> None:
    request = rf.get("/households/")
    assert filter_chips(request, [text_filter(request, "q", "户主")]) == []


def test_an_address_without_a_query_has_no_question_mark(rf: RequestFactory) -> None:
    assert url_with(rf.get("/households/", {"page": "2"}), page="") == "/households/"
