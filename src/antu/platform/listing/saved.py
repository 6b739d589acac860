"""The saved views of a person on one list: links above the filter bar, and the forms that keep them."""

from __future__ import annotations

from dataclasses import dataclass

from antu.platform.listing.asked import PAGE, VIEW, AskedList
from antu.platform.models import SavedView

#: ``?view=default``, as the menu asks: the view that the person's list opens with. Any other link shows what it says.
DEFAULT = "default"
OPENS_VIEW = f"?{VIEW}={DEFAULT}"


@dataclass(frozen=True, slots=True)
class ShownView:
    """One saved view as a link."""

    pk: int
    name: str
    url: str
    is_default: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class SavedViews:
    """All of a person's views of a list; ``query`` is the state that would be saved now."""

    views: tuple[ShownView, ...]
    key: str
    path: str
    query: str

    @property
    def default_url(self) -> str:
        """What the list opens with; empty for everything."""
        return next((each.url for each in self.views if each.is_default), "")

    @property
    def current(self) -> ShownView | None:
        """The view that is shown now."""
        return next((each for each in self.views if each.is_on), None)


def saved_views(asked: AskedList) -> SavedViews:
    """The views that the one who asks has saved of this list. One query; nothing of a list that keeps none."""
    if not asked.listing.is_saved:
        return SavedViews((), asked.listing.key, asked.request.path, "")
    query = asked.request.GET.copy()
    for gone in (asked.parameter(PAGE), VIEW):
        query.pop(gone, None)
    state, path = query.urlencode(), asked.request.path
    saved = SavedView.objects.filter(owner_login=asked.actor.login, list_key=asked.listing.key, is_withdrawn=False)
    views = tuple(
        ShownView(each.pk, each.name, f"{path}?{each.query}{asked.fragment}", each.is_default, each.query == state)
        for each in saved
    )
    return SavedViews(views, asked.listing.key, path, state)
