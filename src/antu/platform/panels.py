"""What later rooms add to the pages of earlier ones: panels below, and parts of the head above.

The household page belongs to ``households`` and shows money without knowing ``compensation``: that room contributes::

    PANELS = (Panel("household", "sheet", "计算书", "compensation/sheet.html", sheet_context),)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from antu.platform.contributions import collected
from antu.platform.display import Action, Chip, Head, KeyFigure, Table
from antu.platform.pages import actor_of

Context = Mapping[str, Any]

#: A table of so many columns fits half a page.
NARROW_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of a shared page.

    ``place`` is the page: ``home`` (asked with the year), ``project``, ``household`` or ``issued-rule`` (with the
    primary key). ``key`` is its anchor. ``context`` gives what the template needs, or None when there is nothing to
    show. A panel with a ``permission`` is left out for posts without it.
    """

    place: str
    key: str
    title: str
    template: str
    context: Callable[[HttpRequest, int], Context | None]
    permission: str = ""


@dataclass(frozen=True, slots=True)
class HeadPart:
    """What one room adds to the head of a page."""

    chips: tuple[Chip, ...] = ()
    actions: tuple[Action, ...] = ()
    notices: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadContribution:
    """A room's addition to the head of the page at ``place``."""

    place: str
    part: Callable[[HttpRequest, int], HeadPart]


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """A panel ready to print, with what may be done to it; two narrow ones share a row where the window is wide."""

    key: str
    title: str
    html: SafeString
    is_narrow: bool = False
    actions: tuple[Action, ...] = ()


def draw(request: HttpRequest, key: str, title: str, template: str, context: Context) -> DrawnPanel:
    """A panel of the page's own room."""
    return DrawnPanel(key, title, render_to_string(template, dict(context), request))


def draw_table(request: HttpRequest, key: str, title: str, table: Table, *, may_share: bool = False) -> DrawnPanel:
    """A panel that is one table; its title counts the rows. It may share its row where it has few columns."""
    counted = f"{title}（{len(table.rows)}）" if table.rows else title
    drawn = draw(request, key, counted, "antu/table.html", {"table": table})
    return replace(drawn, is_narrow=may_share and len(table.columns) <= NARROW_COLUMNS)


def contributed_panels(request: HttpRequest, place: str, of: int) -> list[DrawnPanel]:
    """What later rooms show on this page, in the order of the rooms; only what the post may see."""
    actor = actor_of(request)
    offered = [offer for offer in collected(Panel) if offer.place == place]
    drawn = []
    for panel in offered:
        may_see = not panel.permission or actor.may(panel.permission)
        context = panel.context(request, of) if may_see else None
        if context is not None:
            drawn.append(draw(request, panel.key, panel.title, panel.template, context))
    return drawn


def completed_head(request: HttpRequest, head: Head, place: str, of: int) -> Head:
    """The head with what later rooms add to it."""
    for offer in collected(HeadContribution):
        if offer.place == place:
            part = offer.part(request, of)
            head = replace(
                head,
                chips=head.chips + part.chips,
                actions=head.actions + part.actions,
                notices=head.notices + part.notices,
                figures=head.figures + part.figures,
            )
    return head
