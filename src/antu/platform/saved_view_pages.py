"""Where the forms of saved views are sent; each leads back to its list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from antu.platform.pages import actor_of, page
from antu.platform.saved_views import change_view, own_views, save_view, withdraw_view


@page(methods=("POST",))
def save(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows under a name."""
    typed = request.POST
    query = typed.get("query", "").removeprefix("?")
    is_default = bool(typed.get("is_default"))
    view = save_view(actor_of(request), typed.get("list", ""), typed.get("name", ""), query, is_default=is_default)
    messages.success(request, f"已保存视图“{view.name}”")
    return _back(request, view.query)


@page(methods=("POST",))
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename one's view, let the list open with it, or take it off."""
    actor = actor_of(request)
    view = get_object_or_404(own_views(actor), pk=pk)
    if request.POST.get("withdraw"):
        withdraw_view(actor, view)
        messages.success(request, f"已删除视图“{view.name}”")
        return _back(request, "view=all")
    changed = change_view(actor, view, request.POST.get("name", ""), is_default=bool(request.POST.get("is_default")))
    messages.success(request, f"已保存视图“{changed.name}”")
    return _back(request, changed.query)


def _back(request: HttpRequest, query: str) -> HttpResponse:
    """To the list; to the start, should the form name an address elsewhere."""
    path = request.POST.get("path", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect(f"{path}?{query}" if is_ours else "/")
