"""Where the text of a cited clause can be read. An early page shows citations; a later room keeps the texts.

A room that keeps texts contributes::

    CLAUSES = (ClauseTexts(links_of),)

and a page that shows what a pack cites asks :func:`clause_links` once for all of its words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from antu.platform.actor import Actor
from antu.platform.contributions import collected


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A cited clause, as it is called, and the page with its text."""

    label: str
    url: str


ClauseLinks = Mapping[str, tuple[ClauseLink, ...]]
"""By the words that cite: the clauses that are kept, in their order; words of which none is kept are left out."""


@dataclass(frozen=True, slots=True)
class ClauseTexts:
    """A room's answer: for a pack (``ID`` or ``ID@VERSION``) and the words of its citations, where each leads."""

    links: Callable[[Actor, str, Collection[str]], ClauseLinks]


def clause_links(actor: Actor, pack: str, words: Collection[str]) -> ClauseLinks:
    """Where the words of this pack lead, by whoever keeps texts; nothing for who may read none."""
    found: dict[str, tuple[ClauseLink, ...]] = {}
    for room in collected(ClauseTexts):
        found |= room.links(actor, pack, words)
    return found


def url_of_words(links: ClauseLinks, words: str) -> str:
    """The page that a cell with these words leads to: that of the first clause; empty where none is kept."""
    return next((link.url for link in links.get(words, ())), "")
