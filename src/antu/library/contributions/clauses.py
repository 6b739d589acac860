"""Where the clauses that packs cite can be read."""

from __future__ import annotations

from antu.library.selectors.citing import links_of_words
from antu.platform.clause_links import ClauseTexts

CLAUSES: tuple[object, ...] = (ClauseTexts(links_of_words),)
