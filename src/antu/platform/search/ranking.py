"""How good a row is, computed beside it in the database.

Each is one expression, because a chain of Django's ``When`` costs more to write than the database needs to answer.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F, Func, IntegerField

from antu.platform.search.asking import Asked, Rank, any_of
from antu.platform.search.kinds import COLUMN

#: Rows of one rank: by number as they were entered, else the shorter name first. No name is as long.
_LONGEST: Final = 1000
_BY_NUMBER: Final = (Rank.NUMBER, Rank.LAST_DIGITS, Rank.NUMBER_BEGINS)


class _BesideTheRow(Func):
    """Reads the row's name and its keys."""

    output_field = IntegerField()

    def __init__(self, name: str, question: Asked) -> None:
        self.question = question
        super().__init__(F(name), F(COLUMN))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:  # noqa: ARG002
        """The two columns, which take no parameters, in the expression."""
        (name, _), (keys, _) = (compiler.compile(column) for column in self.get_source_expressions())
        return self.written(name, keys)

    def written(self, name: str, keys: str) -> tuple[str, list[Any]]:
        """The expression with its parameters."""
        raise NotImplementedError


class RankOf(_BesideTheRow):
    """The row's :class:`Rank`, then the length of its name, as one number; the smaller the better."""

    def written(self, name: str, keys: str) -> tuple[str, list[Any]]:
        """The first that is so decides."""
        typed = self.question.name
        by_name = {
            Rank.NAME: (f"lower({name}) = lower(%s)", typed),
            Rank.NAME_BEGINS: (f"starts_with(lower({name}), lower(%s))", typed),
            Rank.NAME_HAS: (f"strpos(lower({name}), lower(%s)) > 0", typed),
        }
        by_key = {
            rank: (f"{keys} @@ %s::tsquery", any_of(probe for probe in self.question.probes if probe.rank == rank))
            for rank in {probe.rank for probe in self.question.probes}
        }
        ranks = sorted({**by_name, **by_key}.items())
        whens = " ".join(f"WHEN {is_so} THEN {_worth(rank, name)}" for rank, (is_so, _) in ranks)
        return f"(CASE {whens} ELSE {len(Rank) * _LONGEST} END)", [value for _, (_, value) in ranks]


class SharedWith(_BesideTheRow):
    """How many pairs of syllables and how many characters the name shares with what was typed."""

    def written(self, name: str, keys: str) -> tuple[str, list[Any]]:
        """A sum of what is so."""
        characters = tuple(dict.fromkeys(self.question.name))
        parts = [f"({keys} @@ %s::tsquery)::int"] * len(self.question.pairs)
        parts += [f"(strpos({name}, %s) > 0)::int"] * len(characters)
        return f"({' + '.join(parts)})", [*self.question.pairs, *characters]


def _worth(rank: Rank, name: str) -> str:
    first = rank * _LONGEST
    return str(first) if rank in _BY_NUMBER else f"{first} + length({name})"
