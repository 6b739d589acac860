"""The filters of a list. The URL is the state: copied to a colleague, it shows the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from antu.platform.workbook.dates import written_day

#: Longest text that a search field takes; longer ones are cut, since no name or code is.
SEARCH_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the filter bar: a choice where it has ``options``, a day, else a text to search for.

    What the URL asks for and this list does not know, such as a cadre of whom no household is left, is ``unknown``, and
    lets no row through: a list must never show, and a deed never reach, more than was asked for.
    """

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()
    is_day: bool = False
    unknown: str = ""

    @property
    def is_on(self) -> bool:
        """Whether it leaves rows out."""
        return bool(self.value or self.unknown)

    @property
    def value_label(self) -> str:
        """The chosen option as people read it."""
        return next((option.label for option in self.options if option.value == self.value), self.value or self.unknown)

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
    """A filter of fixed choices."""
    given = request.GET.get(name, "")[:SEARCH_CHARACTERS]
    known = tuple(Option(value, text) for value, text in options)
    if any(option.value == given for option in known):
        return Filter(name, label, given, known)
    return Filter(name, label, "", known, unknown=given)


def text_filter(request: HttpRequest, name: str, label: str) -> Filter:
    """A filter for a part of a name or code."""
    value = request.GET.get(name, "").strip()
    return Filter(name, label, value[:SEARCH_CHARACTERS])


def day_filter(request: HttpRequest, name: str, label: str) -> Filter:
    """A filter by a day, such as the first of a span, in any of the forms that a workbook may have."""
    given = request.GET.get(name, "").strip()[:SEARCH_CHARACTERS]
    day = written_day(given)
    return Filter(name, label, day.isoformat() if day else "", is_day=True, unknown="" if day else given)


def filter_chips(
    request: HttpRequest, filters: Sequence[Filter], fragment: str = "", page: str = "page"
) -> list[FilterChip]:
    """A chip for each filter that is on; without it the list is at its first ``page`` again."""
    return [
        FilterChip(each.words, url_with(request, fragment, **{each.name: "", page: ""}))
        for each in filters
        if each.is_on
    ]


def url_with(request: HttpRequest, fragment: str = "", /, **changes: str) -> str:
    """This page's URL with some of its query changed; an empty value takes the key out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}{fragment}" if query else f"{request.path}{fragment}"
