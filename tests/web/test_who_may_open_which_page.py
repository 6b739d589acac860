from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.cases import CASES, ELSEWHERE
from tests.web.people import browser_of
from tests.web.village import Village

HERE = Path(__file__).parent


def all_addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_addresses(entry)
        else:
            yield entry


def test_every_address_has_a_name_and_a_permission_case() -> None:
    names = {str(address.name) for address in all_addresses(get_resolver())}
    assert names == set(CASES) | set(ELSEWHERE)


def test_the_cases_told_elsewhere_are_told_there() -> None:
    for name, file in ELSEWHERE.items():
        assert f'"{name}"' in (HERE / file).read_text(encoding="utf-8")


def test_every_page_but_sign_in_is_guarded() -> None:
    for address in all_addresses(get_resolver()):
        if not str(address.name).startswith("sign_"):
            assert hasattr(address.callback, "permissions"), address.name


@pytest.mark.parametrize("name", CASES)
def test_nobody_is_sent_to_sign_in(name: str, village: Village) -> None:
    path = CASES[name].path(name, village)
    answer = Client().post(path) if CASES[name].posts else Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.permission])
def test_a_post_without_the_permission_is_refused_in_words(name: str, village: Village) -> None:
    case = CASES[name]
    browser = browser_of(*case.refused)
    answer = browser.post(case.path(name, village)) if case.posts else browser.get(case.path(name, village))
    assert answer.status_code == 403
    assert "可以办理的岗位" in answer.content.decode()


@pytest.mark.parametrize("name", CASES)
def test_a_post_with_the_permission_is_let_in(name: str, village: Village) -> None:
    case = CASES[name]
    browser = browser_of(*case.allowed)
    answer = browser.post(case.path(name, village)) if case.posts else browser.get(case.path(name, village))
    assert answer.status_code == case.status
