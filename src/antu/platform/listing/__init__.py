"""Lists: declared as values, shown by one set of templates; see docs/recipes/new-list-page.md.

A room declares a :class:`Listing`, builds an :class:`AskedList` of it for a request, and answers with ``list_page``;
a panel of another page takes ``list_context``. Filters, sort, columns and page stand in the URL.
"""

from antu.platform.listing.added import ListColumns, added_to
from antu.platform.listing.asked import AskedList
from antu.platform.listing.bulk import BulkAction, Selection
from antu.platform.listing.declared import Empty, ListColumn, Listing, no_address
from antu.platform.listing.filters import (
    Filter,
    FilterChip,
    Option,
    choice_filter,
    day_filter,
    filter_chips,
    text_filter,
    url_with,
)
from antu.platform.listing.page import LIST_METHODS, answered, list_context, list_page
from antu.platform.listing.paging import PAGE_SIZES, PageOfRows, page_of
from antu.platform.listing.sorting import Found, Sort, by, by_value

__all__ = [
    "LIST_METHODS",
    "PAGE_SIZES",
    "AskedList",
    "BulkAction",
    "Empty",
    "Filter",
    "FilterChip",
    "Found",
    "ListColumn",
    "ListColumns",
    "Listing",
    "Option",
    "PageOfRows",
    "Selection",
    "Sort",
    "added_to",
    "answered",
    "by",
    "by_value",
    "choice_filter",
    "day_filter",
    "filter_chips",
    "list_context",
    "list_page",
    "no_address",
    "page_of",
    "text_filter",
    "url_with",
]
