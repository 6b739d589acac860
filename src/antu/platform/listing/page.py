"""A list on a page of its own, or in a panel of another page: one context, one set of templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString

from antu.platform.display import Head
from antu.platform.listing.asked import COLUMNS, EXPORT, PAGE, PRINT, VIEW, AskedList
from antu.platform.listing.bulk import ShownAction, answered_deed, shown_actions
from antu.platform.listing.drawing import (
    FILTERS_SHOWN,
    columns_markup,
    filters_markup,
    kept_markup,
    list_table_markup,
)
from antu.platform.listing.export import AT_ONCE_MAX, exported
from antu.platform.listing.filters import FilterChip, filter_chips
from antu.platform.listing.paging import PageOfRows
from antu.platform.listing.printing import printed
from antu.platform.listing.saved import DEFAULT, SavedViews, saved_views

#: What a list's own page answers to: picked rows are sent to it.
LIST_METHODS: Final = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class DrawnList:
    """What ``antu/listing.html`` draws."""

    asked: AskedList
    page: PageOfRows
    table: SafeString | None
    chips: list[FilterChip]
    actions: tuple[ShownAction, ...]
    views: SavedViews
    filters: SafeString
    more_filters: SafeString
    more_on: int
    kept_by_filters: SafeString
    columns: SafeString
    kept_by_columns: SafeString
    export_url: str
    print_url: str
    deed_url: str
    clear_url: str

    @property
    def counter(self) -> str:
        """What is counted: 户, 个项目."""
        return self.asked.listing.counter

    @property
    def is_exported_at_once(self) -> bool:
        """Whether its workbook comes by the link itself, and not by a job."""
        return self.page.count <= AT_ONCE_MAX

    @property
    def is_filtered(self) -> bool:
        """Whether it is the filters that leave nothing."""
        return bool(self.chips)


def drawn(asked: AskedList, views: SavedViews) -> DrawnList:
    """The list as it is asked for."""
    request, filters = asked.request, asked.filters
    names = {each.name for each in filters}
    page_key, columns_key = asked.parameter(PAGE), asked.parameter(COLUMNS)
    table, keys = asked.table()
    return DrawnList(
        asked=asked,
        page=asked.page,
        table=list_table_markup(asked, table, keys) if table.rows else None,
        chips=filter_chips(request, filters, asked.fragment, page_key),
        actions=shown_actions(asked),
        views=views,
        filters=filters_markup(filters[:FILTERS_SHOWN]),
        more_filters=filters_markup(filters[FILTERS_SHOWN:]),
        more_on=sum(each.is_on for each in filters[FILTERS_SHOWN:]),
        kept_by_filters=kept_markup(request, {*names, page_key}),
        columns=columns_markup(asked),
        kept_by_columns=kept_markup(request, {columns_key, page_key}),
        export_url=_file_url(asked, EXPORT, "xlsx"),
        print_url=_file_url(asked, PRINT, "pdf"),
        deed_url=_file_url(asked, "", ""),
        clear_url=asked.url(**dict.fromkeys({*names, page_key}, "")),
    )


def list_page(asked: AskedList, head: Head, **more: Any) -> HttpResponseBase:
    """The page of a list, or the file or deed that is asked of it. The number of rows joins the head's subtitle."""
    if answer := answered(asked):
        return answer
    views = saved_views(asked)
    if views.default_url and asked.request.GET.get(VIEW) == DEFAULT:
        return HttpResponseRedirect(views.default_url)
    shown = drawn(asked, views)
    head = replace(head, notices=(*head.notices, *asked.notices()))
    return render(asked.request, "antu/list.html", {"head": head, "list": shown, **more})


def list_context(asked: AskedList) -> Mapping[str, Any]:
    """What a panel with a list needs; its ``address`` answers for its files and deeds."""
    return {"list": drawn(asked, saved_views(asked))}


def answered(asked: AskedList) -> HttpResponseBase | None:
    """The workbook, the print or the deed that the request asks of this list; None for its page."""
    request: HttpRequest = asked.request
    if request.method == "POST":
        return answered_deed(asked)
    is_workbook = request.GET.get(asked.parameter(EXPORT)) == "xlsx"
    if not is_workbook and request.GET.get(asked.parameter(PRINT)) != "pdf":
        return None
    if request.method == "HEAD":  # nothing leaves, so nothing is made and the journal keeps nothing
        return HttpResponse()
    return exported(asked) if is_workbook else printed(asked)


def _file_url(asked: AskedList, name: str, value: str) -> str:
    query = asked.request.GET.copy()
    for gone in (EXPORT, PRINT, PAGE):
        query.pop(asked.parameter(gone), None)
    if name:
        query[asked.parameter(name)] = value
    return f"{asked.own_path}?{query.urlencode()}" if query else asked.own_path
