"""扫尾户: the households that have not moved out, with whom they stand and for how long."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from antu.households.tables.remaining import remaining_charts, remaining_list
from antu.platform.display import HOME, Crumb, Head
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import page


@page("register.view", methods=LIST_METHODS)
def remaining(request: HttpRequest) -> HttpResponseBase:
    """All that the actor sees, counted by town and by cadre."""
    today = timezone.localdate()
    asked = remaining_list(request, today)
    head = Head(
        "扫尾户",
        (HOME, Crumb("扫尾户")),
        subtitle=f"还没有交房的户，不含村组集体；天数算到 {today.isoformat()}",
    )
    return list_page(asked, head, charts=remaining_charts(asked))
