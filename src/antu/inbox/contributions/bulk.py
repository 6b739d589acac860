"""Many to-dos at once: agreed to one by one, each for itself, where its room allows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from antu.inbox.models import Todo
from antu.inbox.selectors import todo_kind
from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryField, EntryForm, EntrySection
from antu.platform.listing import BulkAction, Selection
from antu.platform.listing.one_by_one import Telling, do_one_by_one

#: One transaction each, while the person waits.
MANY_MAX: Final = 200


def agree_to_many(selection: Selection) -> HttpResponseBase:
    """Ask once, then agree to each; those that cannot be are told with their reason, and stay."""
    todos: list[Todo] = list(selection.found[: MANY_MAX + 1])
    if "opinion" not in selection.request.POST:
        return ask(selection.request, _question(selection, todos))
    if len(todos) > MANY_MAX:
        problem = Problem("B-BULK", f"一次最多批量办理 {MANY_MAX} 件；请先筛选，再分批办理")
        return ask(selection.request, _question(selection, todos), [problem])
    return _done(selection, todos)


def _question(selection: Selection, todos: list[Todo]) -> Confirmation:
    allowed = sum(todo.is_bulk for todo in todos)
    head = Head("批量同意", (HOME, Crumb("待办", selection.back_url), Crumb("批量同意")))
    named = tuple(todo.about for todo in todos)
    facts = (
        Fact("办理", Cell(selection.words, more=named)),
        Fact("可以批量办理", Cell(f"{allowed} 件")),
    )
    effects = ("逐件写入您的名字和意见，与单件办理完全一样。", "不能批量办理、或轮不到您办的，留在待办里并说明原因。")
    opinion = EntryField("opinion", "意见", value="同意", is_required=True, length_max=200)
    form = EntryForm(
        (EntrySection("", (*selection.kept_fields(), opinion)),),
        submit_label="同意所选",
        cancel_url=selection.back_url,
        key="confirm",
    )
    return Confirmation(head, facts, effects, form, voids=False)


def _done(selection: Selection, todos: Iterable[Todo]) -> HttpResponse:
    opinion = selection.request.POST["opinion"].strip()
    do_one_by_one(
        selection.request,
        todos,
        lambda todo: _complete(selection.actor, todo, opinion),
        Telling("已办理 {} 件", "另有 {} 件没有办成"),
        lambda todo: f"{todo.about}：",
    )
    return redirect(selection.back_url)


@transaction.atomic
def _complete(actor: Actor, todo: Todo, opinion: str) -> None:
    kind = todo_kind(todo.kind)
    if kind is None or kind.complete is None or not todo.is_bulk:
        raise BadInput(Problem("B-BULK", "这一件要逐件办理"))
    kind.complete(actor, todo, opinion)


BULK: tuple[object, ...] = (BulkAction("todo", "agree", "批量同意", "", agree_to_many),)
