"""The library's own search."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antu.library.access import MAY_SEE
from antu.library.forms.clauses import search_form
from antu.library.models import TextLevel
from antu.library.selectors.searching import LibraryQuestion, search_library
from antu.library.views.texts import TEXTS
from antu.platform.display import HOME, Crumb, Head
from antu.platform.listing import choice_filter, day_filter, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw

_ABOUT = "写汉字、拼音或首字母；在名称、条文、解释和问答里找"


@page(*MAY_SEE)
def search(request: HttpRequest) -> HttpResponse:
    """What titles, clauses, explanations and questions say of the typed words, which are marked in them."""
    typed, level = text_filter(request, "q", "找什么"), choice_filter(request, "level", "效力级别", TextLevel.choices)
    day = day_filter(request, "on", "某日现行")
    on = date.fromisoformat(day.value) if day.value else None
    is_known = not (level.unknown or day.unknown)
    groups = search_library(actor_of(request), LibraryQuestion(typed.value, level.value, on)) if is_known else []
    panels = [
        draw(request, group.key, f"{group.label}（{group.count}）", "library/hits.html", {"group": group})
        for group in groups
    ]
    form = search_form(typed.value, level.value, day.value or day.unknown, TextLevel.choices)
    head = Head("查找条文", (HOME, TEXTS, Crumb("查找条文")), subtitle=_ABOUT)
    context = {"head": head, "form": form, "panels": panels, "typed": typed.value, "wrong_day": day.unknown}
    return render(request, "library/search.html", context)
