"""Pages for what did not work: what happened, to which object, and what to do next. Always in the office's words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from antu.kernel.errors import AntuError, Forbidden
from antu.organisations.models import Post
from antu.platform.actor import PERMISSIONS
from antu.platform.display import Action
from antu.platform.handbook.linking import with_rules_linked
from antu.platform.pages import NotPermitted
from antu.site.menu import menu_entries

RETRY_SECONDS: Final = 60
MEGABYTE: Final = 1024 * 1024
BACK_HOME = Action("回到工作台", "/")


class ProblemPages:
    """Middleware: an error that a person can act on becomes a page that lists its problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Django's way through; a method that the page does not take gets a page too."""
        response = self.get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(response, "content", b"")
        return _wrong_method(request, response) if is_bare else response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """A zero character is no text that the database keeps, and nobody types one: refused before any view."""
        sent = (text for fields in (request.GET, request.POST) for _, texts in fields.lists() for text in texts)
        return not_understood(request, ValueError("a zero character")) if any("\x00" in text for text in sent) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an :class:`AntuError`; anything else is a bug and goes on to the 500 page."""
        if not isinstance(exception, AntuError):
            return None
        refused = isinstance(exception, Forbidden)
        heading, status = ("没有权限", 403) if refused else ("没有办成", 400)
        return _problem_page(request, heading, [problem.words for problem in exception.problems], status)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: which permission the page asks for, and which posts have it."""
    if not isinstance(exception, NotPermitted):
        return _problem_page(request, "没有权限", ["本次请求没有通过校验，请返回后重新提交。"], 403)
    wanted = "或".join(f"「{PERMISSIONS[permission]}」" for permission in exception.permissions)
    posts = Post.objects.filter(permissions__overlap=list(exception.permissions)).order_by("id")
    holders = "、".join(post.name for post in posts) or "目前没有岗位有此权限"
    lines = [
        f"您的岗位没有{wanted}权限，不能打开这个页面。",
        f"可以办理的岗位：{holders}。如需调整岗位，请联系系统管理员。",
    ]
    return _problem_page(request, "没有权限", lines, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: where to look instead."""
    way = "可从左侧菜单进入列表查找" if is_signed_in(request) else "登录后可从菜单进入列表查找"
    lines = ["没有这个页面或这条记录。", f"地址可能抄错了，或记录属于别的单位。{way}。"]
    return _problem_page(request, "找不到页面", lines, 404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """500, or 503 while the database is away: nothing was written; whom to tell. Uses neither session nor database."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        headers = {"Retry-After": str(RETRY_SECONDS)}
        return HttpResponse(render_to_string("antu/maintenance.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("antu/broken.html"), status=500)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what the browser sent is no request of ours; 413 where it is only too large."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        lines = [
            f"一次提交的内容太大：除附件外不超过 {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE} MB，本次没有办理。",
            "请返回上一页分几次提交，或把内容放进工作簿从「导入」办理。",
        ]
        return _problem_page(request, "内容太大", lines, 413)
    lines = [
        "浏览器送来的内容不完整，或访问的地址不是本系统的地址，本次没有办理。",
        "请从系统给出的网址重新进入后再试。",
    ]
    return _problem_page(request, "没有办成", lines, 400)


def _wrong_method(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """405: mostly the address of a form, opened as a page."""
    lines = ["这个地址只用来提交表单，不能直接打开。", "请回到原来的页面，从页面上的按钮办理。"]
    page = _problem_page(request, "不能直接打开", lines, response.status_code)
    page["Allow"] = response["Allow"]
    return page


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form sent without its token, mostly because the page stood open too long."""
    lines = ["页面停留过久，或登录状态已变化，本次提交没有办理。", "请返回上一页刷新后重新提交。"]
    return _problem_page(request, "提交没有办理", lines, 403)


def _problem_page(request: HttpRequest, heading: str, lines: list[str], status: int) -> HttpResponse:
    knows_who = is_signed_in(request)
    template = "antu/problems.html" if knows_who else "antu/plain_problems.html"
    told: Sequence[str] = [with_rules_linked(line) for line in lines] if knows_who else lines
    context = {"heading": heading, "problems": told, "actions": _ways_back(request)}
    return render(request, template, context, status=status)


def is_signed_in(request: HttpRequest) -> bool:
    """Whether it is known who asks; a request that was refused at once never came so far."""
    return getattr(request, "user", None) is not None and request.user.is_authenticated


def _ways_back(request: HttpRequest) -> list[Action]:
    """The page of the menu that this one lies under, where the post may open it, and the start."""
    above = [each for each in menu_entries(request) if each.is_here and each.path not in {"/", request.path}]
    first, *others = [*(Action(f"回到{each.label}", each.url) for each in above), BACK_HOME]
    return [replace(first, is_primary=True), *others]
