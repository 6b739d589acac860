"""Reads of the library."""

from antu.library.selectors.citing import CitingPlace, citing_of_clause, links_of_words
from antu.library.selectors.texts import texts_in_force

__all__ = ("CitingPlace", "citing_of_clause", "links_of_words", "texts_in_force")
