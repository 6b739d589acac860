"""文书与表格: what papers a project or a household can give, offered by every room and shown in one panel.

A room lists what it can make in its ``contributions``::

    PAPERS = (PaperOffer("project", papers_of_project),)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from antu.platform.contributions import collected
from antu.platform.display import Cell, Column, Kind, Row, Table

_EMPTY: Final = "还没有可以出的文书。登记台账并签约后，这里列出计算书、明白卡和结算表。"
_COLUMNS: Final = (Column("文书"), Column("格式或文号"), Column("说明", kind=Kind.LONG))


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: the words of its link, where it is made or shown, its form (PDF, Excel, a 文号), what it is for."""

    label: str
    url: str
    form: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """What one room offers on the page at ``place`` (``project``: asked with the primary key).

    ``papers`` gives only what the one who looks may have.
    """

    place: str
    papers: Callable[[HttpRequest, int], Iterable[Paper]]


def offered_papers(request: HttpRequest, place: str, of: int) -> list[Paper]:
    """The papers of all rooms, in the order of the rooms."""
    return [paper for offer in collected(PaperOffer) if offer.place == place for paper in offer.papers(request, of)]


def paper_table(papers: Sequence[Paper]) -> Table:
    """The papers as a table of links."""
    rows = [Row((Cell(each.label, url=each.url), Cell(each.form), Cell(each.about))) for each in papers]
    return Table(_COLUMNS, rows, _EMPTY, caption="文书与表格")
