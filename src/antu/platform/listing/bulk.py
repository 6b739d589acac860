"""Deeds on many rows of a list at once: those picked, or all that the filters let through. Works without script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.entry import EntryField
from antu.platform.listing.asked import AskedList
from antu.platform.listing.declared import Listing
from antu.platform.listing.export import exported
from antu.platform.listing.sorting import Found
from antu.platform.pages import NotPermitted, actor_of

ROW, ROWS, ALL, ACTION, COUNTED = "row", "rows", "all", "action", "counted"
EXPORT_PICKED: Final = "export-picked"


@dataclass(frozen=True)
class Selection:
    """The rows that were picked, in the order of the list; only such as the list holds for the one who acts."""

    request: HttpRequest
    found: Found
    count: int
    counter: str
    back_url: str
    keys: tuple[int, ...] = ()

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return actor_of(self.request)

    @property
    def is_all(self) -> bool:
        """Whether it is all that the filters let through."""
        return not self.keys

    @property
    def words(self) -> str:
        """``所选 3 户``, or ``符合筛选条件的全部 120 户``."""
        return f"{'符合筛选条件的全部' if self.is_all else '所选'} {self.count} {self.counter}"

    def kept_fields(self) -> tuple[EntryField, ...]:
        """Hidden fields by which a form of a second step tells which rows were picked, and for what."""
        kept = {
            ACTION: self.request.POST.get(ACTION, ""),
            ALL: "1" if self.is_all else "",
            ROWS: ",".join(str(key) for key in self.keys),
            COUNTED: str(self.count),
        }
        return tuple(EntryField(name, name, kind="hidden", value=value) for name, value in kept.items())


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A button in the bar of picked rows of the list ``place``, for posts with the permission (empty: for all).

    ``opens_new``: a paper opens beside the list, which stays as it is. ``answer`` gets the selection at each step; a
    deed that needs words or a second look answers the first with ``confirming.ask`` and a form that holds
    ``Selection.kept_fields``.
    """

    place: str
    key: str
    label: str
    permission: str
    answer: Callable[[Selection], HttpResponseBase]
    opens_new: bool = False


@dataclass(frozen=True, slots=True)
class ShownAction:
    """A button as it is drawn."""

    key: str
    label: str
    opens_new: bool = False


def shown_actions(asked: AskedList) -> tuple[ShownAction, ...]:
    """The buttons for this list that the post may press; every list whose rows can be picked exports those."""
    if not asked.listing.is_picked:
        return ()
    own = (
        ShownAction(each.key, each.label, each.opens_new) for each in _offered(asked.listing.key) if _may(asked, each)
    )
    return (*own, ShownAction(EXPORT_PICKED, "导出所选"))


def answered_deed(asked: AskedList) -> HttpResponseBase:
    """The answer to a pressed button. Raises BadInput (``L-NOTHING``) when no row is picked."""
    pressed = asked.request.POST.get(ACTION, "")
    action = next((each for each in _offered(asked.listing.key) if each.key == pressed), None)
    if action is None and (pressed != EXPORT_PICKED or not asked.listing.is_picked):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if action and not _may(asked, action):
        raise NotPermitted((action.permission,))
    selection = selected(asked)
    return action.answer(selection) if action else exported(asked, selection.found, selection.count)


def selected(asked: AskedList) -> Selection:
    """The rows that the form names: ``row`` as often as needed, ``rows`` with commas, or ``all``.

    Raises BadInput: ``L-NOTHING``, or ``L-CHANGED`` where they are no longer as many as a first step said.
    """
    request, listing = asked.request, asked.listing
    query = request.GET.urlencode()
    back = f"{asked.own_path}?{query}" if query else asked.own_path
    if request.POST.get(ALL):
        keys: tuple[int, ...] = ()
        found, count = asked.ordered, asked.page.count
    else:
        found = _among(asked, _picked(request))
        keys = _keys(found, listing)
        count = len(keys)
    if not count:
        raise BadInput(Problem("L-NOTHING", f"没有选中任何{listing.counter}；请先勾选，再点按钮"))
    if request.POST.get(COUNTED, str(count)) != str(count):
        before = request.POST[COUNTED]
        what = f"选定时是 {before} {listing.counter}，现在是 {count} {listing.counter}，没有办理；请回到列表核对后再办"
        raise BadInput(Problem("L-CHANGED", what))
    return Selection(request, found, count, listing.counter, back, keys)


def _picked(request: HttpRequest) -> tuple[int, ...]:
    given = [*request.POST.getlist(ROW), *request.POST.get(ROWS, "").split(",")]
    return tuple(dict.fromkeys(int(each) for each in given if each.isascii() and each.isdigit() and len(each) < 19))  # noqa: PLR2004 - a bigint


def _among(asked: AskedList, keys: Sequence[int]) -> Found:
    if isinstance(asked.ordered, QuerySet):
        rows: QuerySet[Any] = asked.ordered.filter(pk__in=keys)
        return rows
    return [row for row in asked.ordered if asked.listing.key_of(row) in set(keys)]


def _keys(found: Found, listing: Listing) -> tuple[int, ...]:
    if isinstance(found, QuerySet):
        return tuple(found.values_list("pk", flat=True))
    return tuple(listing.keys(found))


def _offered(place: str) -> tuple[BulkAction, ...]:
    return tuple(each for each in collected(BulkAction) if each.place == place)


def _may(asked: AskedList, action: BulkAction) -> bool:
    return not action.permission or asked.actor.may(action.permission)
