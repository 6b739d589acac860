"""Who may open a page. Every page is a view under :func:`page`; only sign-in and calendar feeds stand outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from antu.platform.actor import Actor, require_everything

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


class NotPermitted(PermissionDenied):
    """The person's post allows none of the permissions that the page asks for."""

    def __init__(self, permissions: tuple[str, ...]) -> None:
        super().__init__("、".join(permissions))
        self.permissions = permissions


class _Acting(Protocol):
    def as_actor(self) -> Actor: ...


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; only for pages that have passed :func:`page`."""
    return cast(_Acting, request.user).as_actor()


def pdf_response(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF that the browser shows, and saves under this name."""
    shown = str(content_disposition_header(as_attachment=False, filename=filename))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": shown})


def page(
    *permissions: str, methods: tuple[str, ...] = ("GET", "HEAD"), whole_district: str = ""
) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let in who is signed in and whose post allows **any** of the permissions; the view carries them for the tests.

    ``whole_district`` names what such a page counts of all rows: who sees only some is refused in words.
    """

    def guard(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            actor = actor_of(request)
            if permissions and not any(actor.may(permission) for permission in permissions):
                raise NotPermitted(permissions)
            if whole_district:
                require_everything(actor, whole_district)
            return view(request, *args, **kwargs)

        opened = require_http_methods(list(methods))(guarded)
        opened.permissions, opened.methods = permissions, methods  # type: ignore[attr-defined]
        return opened  # type: ignore[return-value]

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the door, and back here after; a form that came too late leads back to its page, and the door says so."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    came_from = urlsplit(request.headers.get("Referer", ""))
    back = came_from.path if came_from.netloc == request.get_host() else "/"
    response = redirect_to_login(back or "/")
    response["Location"] += "&unsent=1"
    return response
