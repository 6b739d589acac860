"""项目看板: all projects and how far each has come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from antu.overview.tables.board import board_list
from antu.platform.display import HOME, Crumb, Head
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import page


@page("register.view", methods=LIST_METHODS)
def board(request: HttpRequest) -> HttpResponseBase:
    """The projects that the actor sees, what is most stuck first."""
    today = timezone.localdate()
    asked = board_list(request, today)
    samples = "，含示例户" if any(each.samples for each in asked.found) else ""
    words = (
        "最卡的在前：有剩余户的项目，腾地期限过得最久的先列，再按剩余户多少。"
        f"户数（在册含村组集体{samples}）和天数算到 {today.isoformat()}"
    )
    return list_page(asked, Head("项目看板", (HOME, Crumb("项目看板")), subtitle=words))
