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
from antu.platform.display import Cell, Link
from antu.policy import Pack

ClauseLinks = Mapping[str, tuple[Link, ...]]
"""By the words that cite: each clause that they name, in their order, with its page where its text is kept.

Words of which no clause is kept are left out.
"""


@dataclass(frozen=True, slots=True)
class ClauseTexts:
    """A room's answer: for a pack, a draft too, and the words of its citations, where each leads."""

    links: Callable[[Actor, Pack, Collection[str]], ClauseLinks]


def clause_links(actor: Actor, pack: Pack, words: Collection[str]) -> ClauseLinks:
    """Where the words of this pack lead, by whoever keeps texts; nothing for who may read none."""
    found: dict[str, tuple[Link, ...]] = {}
    for room in collected(ClauseTexts):
        found |= room.links(actor, pack, words)
    return found


def citing_cell(links: ClauseLinks, words: str, note: str = "") -> Cell:
    """A cell with words that cite: they lead to the clause that they name; where they name several, each does."""
    found = links.get(words, ())
    if len(found) == 1:
        return Cell(words, found[0].url, note=note)
    return Cell(words, note=note, links=found)
