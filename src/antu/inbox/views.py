"""Pages of the inbox: what waits, what was done, what is followed, who stands in."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.inbox.forms import delegation_form, entered_delegation, mail_form
from antu.inbox.models import DailyMail
from antu.inbox.selectors import delegations_of, done_by, other_people, seats_of, todo_kinds, waits_for, watched_by
from antu.inbox.services import delegate, end_delegation, set_daily_mail
from antu.inbox.tables import (
    delegation_table,
    done_listing,
    ending_of,
    matching,
    waiting_listing,
    watched_listing,
    watched_rows,
)
from antu.kernel.errors import BadInput
from antu.platform.confirming import ask
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.entry import read_fields, typed_again
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table

POSTS: Final = ("GET", "HEAD", "POST")
TODO: Final = "待办"


def _head(title: str, here: str, subtitle: str = "") -> Head:
    places = {"todo": "等我办理", "todo-done": "我办过的", "todo-watched": "我关注的", "todo-settings": "授权和提醒"}
    actions = tuple(Action(label, reverse(name)) for name, label in places.items() if name != here)
    crumbs = (HOME, Crumb(TODO)) if here == "todo" else (HOME, Crumb(TODO, reverse("todo")), Crumb(title))
    return Head(title, crumbs, subtitle=subtitle, actions=actions)


@page(methods=LIST_METHODS)
def waiting(request: HttpRequest) -> HttpResponseBase:
    """What waits for oneself, late first; also as somebody's deputy."""
    actor, today = actor_of(request), timezone.localdate()
    seats = seats_of(actor.login, today)
    found = waits_for(actor.login, seats)
    filters = [
        text_filter(request, "q", "待办或对象"),
        choice_filter(request, "kind", "类别", [(kind.key, kind.title) for kind in todo_kinds()]),
        choice_filter(request, "due", "期限", (("late", "已逾期"), ("near", "七天内到期"), ("bulk", "可以批量"))),
    ]
    wanted = {each.name: each.value for each in filters}
    found = matching(found, wanted["q"])
    if wanted["kind"]:
        found = found.filter(kind=wanted["kind"])
    if wanted["due"] == "late":
        found = found.filter(due_on__lt=today)
    elif wanted["due"] == "near":
        found = found.filter(due_on__range=(today, today + timedelta(days=7)))
    elif wanted["due"] == "bulk":
        found = found.filter(is_bulk=True)
    principals = {seat.post.code: seat.principal for seat in seats if seat.principal}
    asked = AskedList(request, waiting_listing(today, principals), filters, found)
    return list_page(asked, _head("等我办理", "todo", "按期限排列，逾期的在前；办完即从这里消失"))


@page(methods=LIST_METHODS)
def done(request: HttpRequest) -> HttpResponseBase:
    """What one did."""
    filters = [text_filter(request, "q", "待办或对象")]
    found = matching(done_by(actor_of(request).login), filters[0].value)
    return list_page(AskedList(request, done_listing(), filters, found), _head("我办过的", "todo-done"))


@page(methods=LIST_METHODS)
def watched(request: HttpRequest) -> HttpResponseBase:
    """What one follows, and how it stands."""
    rows = watched_rows(list(watched_by(actor_of(request).login)))
    return list_page(AskedList(request, watched_listing(), [], rows), _head("我关注的", "todo-watched"))


@page(methods=POSTS)
def settings(request: HttpRequest) -> HttpResponse:
    """Who stands in for oneself, and where the daily letter goes."""
    actor, today, status = actor_of(request), timezone.localdate(), 200
    mail = DailyMail.objects.filter(login=actor.login).first()
    forms = [delegation_form(other_people(actor.login), today), mail_form(mail.address if mail else "")]
    if request.method == "POST":
        which = 1 if "address" in request.POST else 0
        forms[which] = typed_again(forms[which], request.POST)
        texts = read_fields(request.POST, forms[which])
        try:
            if which:
                set_daily_mail(actor, texts["address"])
                messages.success(request, "已保存邮箱" if texts["address"] else "不再发送每日邮件")
            else:
                messages.success(request, f"已授权：{delegate(actor, entered_delegation(texts), today)}")
            return redirect("todo-settings")
        except BadInput as error:
            forms[which], status = forms[which].with_problems(error.problems), 400
    table = delegation_table(delegations_of(actor.login), actor.login, today)
    panels = [
        draw_table(request, "delegations", "授权代办", table),
        draw(request, "delegate", "授权他人代办", "inbox/form.html", {"form": forms[0]}),
        draw(request, "mail", "每日邮件", "inbox/form.html", {"form": forms[1]}),
    ]
    head = _head("授权和提醒", "todo-settings", "出差、休假时，把等您办理的事交给别人；代办的人不因此得到您的其他权限")
    return render(request, "antu/detail.html", {"head": head, "panels": panels}, status=status)


@page(methods=POSTS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own delegation back, after asking once more."""
    actor = actor_of(request)
    delegation = get_object_or_404(delegations_of(actor.login), pk=pk)
    if request.method != "POST":
        return ask(request, ending_of(delegation))
    end_delegation(actor, delegation)
    messages.success(request, "已收回授权")
    return redirect("todo-settings")
