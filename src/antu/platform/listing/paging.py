"""Pages of 50, 100 or 500 rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from antu.platform.listing.filters import url_with

PAGE_SIZES: Final = (50, 100, 500)


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """One page of a list: its rows, which they are (``first``–``last`` of ``count``), and where the others are."""

    rows: Sequence[Any]
    count: int
    first: int
    last: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    sizes: tuple[tuple[int, str, bool], ...]


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], prefix: str = "", fragment: str = ""
) -> PageOfRows:
    """The page of ``rows`` that the URL asks for, not read yet: ``page`` from 1, ``size`` one of 50, 100, 500."""
    page_key, size_key = f"{prefix}page", f"{prefix}size"
    asked = request.GET.get(size_key, "")
    size = int(asked) if asked in {str(known) for known in PAGE_SIZES} else PAGE_SIZES[0]
    paginator = Paginator(rows, size)
    page = paginator.get_page(request.GET.get(page_key))
    at = page.number
    return PageOfRows(
        rows=cast("Sequence[Any]", page.object_list),
        count=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        number=at,
        pages=paginator.num_pages,
        previous_url=url_with(request, fragment, **{page_key: str(at - 1)}) if page.has_previous() else "",
        next_url=url_with(request, fragment, **{page_key: str(at + 1)}) if page.has_next() else "",
        sizes=tuple(
            (known, url_with(request, fragment, **{size_key: str(known), page_key: ""}), known == size)
            for known in PAGE_SIZES
        ),
    )
