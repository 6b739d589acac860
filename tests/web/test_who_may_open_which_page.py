from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.cases import CASES, ELSEWHERE
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
        if str(address.name) not in ELSEWHERE:
            assert hasattr(address.callback, "permissions"), address.name


@pytest.mark.parametrize("name", CASES, indirect=True)
def test_nobody_is_sent_to_sign_in(name: str, village: Village) -> None:
    CASES[name].ask_as_nobody(name, village)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.permission], indirect=True)
def test_a_post_without_the_permission_is_refused_in_words(name: str, village: Village) -> None:
    CASES[name].ask_without_permission(name, village)


@pytest.mark.parametrize("name", CASES, indirect=True)
def test_another_organisation_finds_nothing_of_this_one(name: str, village: Village) -> None:
    CASES[name].ask_as_wrong_organisation(name, village)


@pytest.mark.parametrize("name", CASES, indirect=True)
def test_a_reader_writes_nothing(name: str, village: Village) -> None:
    CASES[name].ask_as_reader(name, village)


@pytest.mark.parametrize("name", CASES, indirect=True)
def test_a_post_with_the_permission_is_let_in(name: str, village: Village) -> None:
    CASES[name].ask_as_permitted(name, village)
