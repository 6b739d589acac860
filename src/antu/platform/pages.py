"""Who may open a page. Every page is a view under :func:`page`; only sign-in stands outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from antu.platform.actor import Actor

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


def page(*permissions: str, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let in who is signed in and whose post allows **any** of the permissions; the view carries them for the tests."""

    def guard(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if permissions and not any(actor.may(permission) for permission in permissions):
                raise NotPermitted(permissions)
            return view(request, *args, **kwargs)

        opened = require_http_methods(list(methods))(login_required(guarded))
        opened.permissions = permissions  # type: ignore[attr-defined]
        return opened  # type: ignore[return-value]

    return guard
