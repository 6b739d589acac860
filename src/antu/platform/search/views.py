"""The box in the shell: what it offers while somebody types, and the page of what was found."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antu.platform.display import HOME, Cell, Column, Crumb, Head, Kind, Row, Table
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw
from antu.platform.search.asking import CHARACTERS_MAX
from antu.platform.search.finding import FoundGroup, find
from antu.platform.search.kinds import Hit

SUGGESTED: Final = 4
SHOWN: Final = 10
SHOWN_OF_ONE: Final = 100
_COLUMNS: Final = (Column("名称"), Column("所属", kind=Kind.LONG))


@page()
def search(request: HttpRequest) -> HttpResponse:
    """What was found under ``q``, by kind; of one kind with ``kind``."""
    typed, only = _typed(request), request.GET.get("kind", "")
    groups = find(actor_of(request), typed, limit=SHOWN_OF_ONE if only else SHOWN, only=only)
    title = f"查找：{typed}" if typed else "查找"
    head = Head(title, (HOME, Crumb("查找")), subtitle=_summary(groups))
    panels = [_panel(request, group, typed, only) for group in groups]
    return render(request, "antu/search.html", {"head": head, "typed": typed, "only": only, "panels": panels})


@page()
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the box, as HTML."""
    typed = _typed(request)
    groups = find(actor_of(request), typed, limit=SUGGESTED)
    context = {"groups": [_suggested(group) for group in groups], "typed": typed}
    return render(request, "antu/search_options.html", context)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:CHARACTERS_MAX]


def _summary(groups: list[FoundGroup]) -> str:
    counted = [f"{group.kind.label} {group.count_text}" for group in groups if group.hits]
    return "、".join(counted)


def _suggested(group: FoundGroup) -> dict[str, Any]:
    hits = [(hit, False) for hit in group.hits] + [(hit, True) for hit in group.near]
    return {"label": group.kind.label, "count": group.count_text if group.has_more else "", "hits": hits[:SUGGESTED]}


def _panel(request: HttpRequest, group: FoundGroup, typed: str, only: str) -> DrawnPanel:
    title = f"{group.kind.label}（{group.count_text}）" if group.hits else f"{group.kind.label}（只有相近的）"
    context = {
        "table": _table(group.hits) if group.hits else None,
        "near": _table(group.near) if group.near else None,
        "is_near_only": not group.hits,
        "more": group.kind.key if group.has_more and not only else "",
        "is_cut": group.has_more and bool(only),
        "shown": len(group.hits),
        "typed": typed,
        "label": group.kind.label,
    }
    return draw(request, group.kind.key, title, "antu/search_group.html", context)


def _table(hits: tuple[Hit, ...]) -> Table:
    return Table(_COLUMNS, [_row(hit) for hit in hits])


def _row(hit: Hit) -> Row:
    return Row((Cell(hit.title, url=hit.url, chips=hit.chips), Cell(hit.note)), hit.url)
