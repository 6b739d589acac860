"""The filters of a list. The URL is the state: copied to a colleague, it shows the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest

#: Longest text that a search field takes; longer ones are cut, since no name or code is.
SEARCH_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the filter bar: a choice where it has ``options``, a day, else a text to search for."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()
    is_day: bool = False

    @property
    def value_label(self) -> str:
        """The chosen option as people read it."""
        return next((option.label for option in self.options if option.value == self.value), self.value)

    @property
    def words(self) -> str:
        """As a chip, a print and a workbook say it: ``状态：已签约``."""
        return f"{self.label}：{self.value_label}"


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is on, and where its removal leads."""

    text: str
    url_without: str


def choice_filter(request: HttpRequest, name: str, label: str, options: Sequence[tuple[str, str]]) -> Filter:
    """A filter of fixed choices; a value in the URL that is none of them is left out."""
    given = request.GET.get(name, "")
    known = tuple(Option(value, text) for value, text in options)
    return Filter(name, label, given if any(option.value == given for option in known) else "", known)


def text_filter(request: HttpRequest, name: str, label: str) -> Filter:
    """A filter for a part of a name or code."""
    value = request.GET.get(name, "").replace("\x00", "").strip()
    return Filter(name, label, value[:SEARCH_CHARACTERS])


def day_filter(request: HttpRequest, name: str, label: str) -> Filter:
    """A filter by a day, such as the first of a span; what is no day is left out."""
    given = request.GET.get(name, "").strip()
    try:
        value = date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        value = ""
    return Filter(name, label, value, is_day=True)


def filter_chips(
    request: HttpRequest, filters: Sequence[Filter], fragment: str = "", page: str = "page"
) -> list[FilterChip]:
    """A chip for each filter that is on; without it the list is at its first ``page`` again."""
    return [
        FilterChip(each.words, url_with(request, fragment, **{each.name: "", page: ""}))
        for each in filters
        if each.value
    ]


def url_with(request: HttpRequest, fragment: str = "", /, **changes: str) -> str:
    """This page's URL with some of its query changed; an empty value takes the key out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}{fragment}" if query else f"{request.path}{fragment}"
