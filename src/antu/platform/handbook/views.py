"""The handbook's pages and pictures, for everybody who has signed in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from antu.platform.display import HOME, Crumb, Head
from antu.platform.handbook.files import FOLDER, INDEX, page_names, picture_names
from antu.platform.handbook.reading import contents, handbook_page
from antu.platform.pages import page


@page()
def handbook(request: HttpRequest, name: str = INDEX) -> HttpResponse:
    """One page; the first lists the others."""
    if name not in page_names():
        raise Http404(name)
    shown = handbook_page(name)
    above = (Crumb("手册"),) if name == INDEX else (Crumb("手册", reverse("handbook")), Crumb(shown.title))
    context = {"head": Head(shown.title, (HOME, *above)), "name": name, "shown": shown, "contents": contents()}
    return render(request, "antu/handbook.html", context)


@page()
def picture(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """One picture."""
    if name not in picture_names():
        raise Http404(name)
    return HttpResponse((FOLDER / "images" / name).read_bytes(), content_type="image/png")
