"""The parts of a list that are long or drawn often, as HTML in one pass of Python; every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from django.http import HttpRequest
from django.utils.safestring import SafeString

from antu.platform.display import Table
from antu.platform.listing.asked import COLUMNS, EXPORT, PAGE, PRINT, SORT, VIEW, AskedList
from antu.platform.listing.filters import Filter
from antu.platform.markup import column_head, framed

#: Filters that stand in the bar; the others are folded.
FILTERS_SHOWN: Final = 5
_PICK_ALL: Final = (
    '<th scope="col" class="pick"><input type="checkbox" data-pick-page hidden aria-label="选择本页全部"></th>'
)


def _safe(html: str) -> SafeString:
    return SafeString(html)


def filters_markup(filters: Iterable[Filter]) -> SafeString:
    """The fields of a filter bar."""
    return _safe("".join(_field(each) for each in filters))


def _field(each: Filter) -> str:
    name, value, wrong = escape(each.name), escape(each.value or each.unknown), ""
    if each.options:
        options = "".join(
            f'<option value="{escape(option.value)}"{" selected" * (option.value == each.value)}>'
            f"{escape(option.label)}</option>"
            for option in each.options
        )
        if each.unknown:
            options += f'<option value="{value}" selected>{value}（现在没有这一项）</option>'
        body = (
            f'<select class="form-select form-select-sm" name="{name}"><option value="">全部</option>{options}</select>'
        )
    else:
        kind = 'text" inputmode="numeric" placeholder="如 2023-05-08' if each.is_day else "search"
        invalid = ' aria-invalid="true"' * bool(each.unknown)
        wrong = '<span class="field-error">看不懂这个日期，请按 2023-05-08 填</span>' * bool(each.unknown)
        body = f'<input class="form-control form-control-sm" type="{kind}" name="{name}" value="{value}"{invalid}>'
    return f"<label><span>{escape(each.label)}</span>{body}{wrong}</label>"


def kept_markup(request: HttpRequest, without: Iterable[str]) -> SafeString:
    """The rest of the URL's state as hidden fields, so that a form changes its own part only."""
    left_out = {*without, *(f"{name}" for name in (EXPORT, PRINT, VIEW))}
    return _safe(
        "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, values in request.GET.lists()
            for value in values
            if name not in left_out and value
        )
    )


def columns_markup(asked: AskedList) -> SafeString:
    """A checkbox for each column; the first one is always there."""
    name, chosen = asked.parameter(COLUMNS), {each.key for each in asked.chosen}
    return _safe(
        "".join(
            f'<label><input type="checkbox" name="{name}" value="{escape(each.key)}"'
            f"{' checked' * (each.key in chosen)}{' disabled' * (place == 0)}> {escape(each.column.header)}</label>"
            for place, each in enumerate(asked.columns)
        )
    )


def list_table_markup(asked: AskedList, table: Table, keys: Sequence[int]) -> SafeString:
    """The table under heads that sort; the rows can be picked where they have keys."""
    heads = [_head(asked, place) for place in range(len(asked.chosen))]
    picks = keys if asked.listing.is_picked else ()
    return framed(table, [_PICK_ALL, *heads] if picks else heads, picks, "grid list")


def _head(asked: AskedList, place: int) -> str:
    shown = asked.chosen[place]
    label = column_head(shown.column)
    if shown.sort is None:
        return f'<th scope="col" class="{shown.column.css}">{label}</th>'
    key, descending = asked.sorted_by
    is_on = key == shown.key
    to = f"-{shown.key}" if is_on and not descending else shown.key
    url = escape(asked.url(**{asked.parameter(SORT): to, asked.parameter(PAGE): ""}))
    state = f' aria-sort="{"descending" if descending else "ascending"}"' if is_on else ""
    mark = f'<span class="sort-mark" aria-hidden="true">{"▼" if descending else "▲"}</span>' if is_on else ""
    return (
        f'<th scope="col" class="{shown.column.css}"{state}><a class="sort" href="{url}" '
        f'title="按{escape(shown.column.label)}{"升" if to == shown.key else "降"}序">{label}{mark}</a></th>'
    )
