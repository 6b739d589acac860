"""Writes of saved views: each person keeps their own, and nobody sees another's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.models import SavedView

NAME_CHARACTERS: Final = 40
QUERY_CHARACTERS: Final = 2_000
LIST_CHARACTERS: Final = 60


def save_view(actor: Actor, list_key: str, name: str, query: str, *, is_default: bool = False) -> SavedView:
    """Keep the state of a list under a name; a view of that name is replaced. Raises BadInput (``L-VIEW``)."""
    words = _checked(name)
    if len(query) > QUERY_CHARACTERS or not 0 < len(list_key) <= LIST_CHARACTERS:
        raise BadInput(Problem("L-VIEW", "筛选条件太长，存不成视图；请少选几项再保存"))
    with _one_at_a_time():
        view = own_views(actor, list_key).filter(name=words).first() or SavedView(
            owner_login=actor.login, list_key=list_key, name=words
        )
        return _written(actor, view, query=query, is_default=is_default)


def change_view(actor: Actor, view: SavedView, name: str, *, is_default: bool) -> SavedView:
    """Give one's view another name, or let the list open with it. Raises BadInput (``L-VIEW``)."""
    words = _checked(name)
    with _one_at_a_time():
        if own_views(actor, view.list_key).filter(name=words).exclude(pk=view.pk).exists():
            raise BadInput(Problem("L-VIEW", f"已有名为“{words}”的视图；请换一个名称"))
        return _written(actor, view, name=words, is_default=is_default)


def withdraw_view(actor: Actor, view: SavedView) -> None:
    """Take one's view off the list."""
    with transaction.atomic():
        _written(actor, view, is_default=False, is_withdrawn=True)


def own_views(actor: Actor, list_key: str | None = None) -> QuerySet[SavedView]:
    """The views that the actor keeps (of one list)."""
    kept = SavedView.objects.filter(owner_login=actor.login, is_withdrawn=False)
    return kept if list_key is None else kept.filter(list_key=list_key)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One transaction; a name or a default that another window wrote in between is refused (``L-VIEW``)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise BadInput(Problem("L-VIEW", "另一个窗口刚保存了这个列表的视图；请刷新后再保存")) from error


def _checked(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > NAME_CHARACTERS:
        raise BadInput(Problem("L-VIEW", f"视图名称请填写 1 至 {NAME_CHARACTERS} 个字"))
    return words


def _written(actor: Actor, view: SavedView, *, is_default: bool, **values: object) -> SavedView:
    before = journal.snapshot(view) if view.pk else {}
    if is_default:
        own_views(actor, view.list_key).exclude(pk=view.pk).update(is_default=False)
    for name, value in {**values, "is_default": is_default}.items():
        setattr(view, name, value)
    view.save()
    journal.record(actor, "保存列表视图", view, journal.difference(before, journal.snapshot(view)))
    return view
