"""Asks the index, kind by kind: the rows that answer, the best first, and those that are called nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Length

from antu.platform.actor import Actor
from antu.platform.search.asking import Asked, asked
from antu.platform.search.every_kind import every_kind
from antu.platform.search.kinds import COLUMN, Hit, SearchKind
from antu.platform.search.likeness import is_near, wrong_syllables
from antu.platform.search.ranking import RankOf, SharedWith
from antu.platform.search.readings import person_readings, text_readings

#: So many rows of a kind are ranked; where more answer, the exact ones are asked for besides.
RANKED_MAX: Final = 1000
#: So many misspelt ones are looked at closely.
NEAR_MAX: Final = 200
#: For the rest of the transaction: a few hundred rows are not worth the workers that PostgreSQL would start.
_IN_ONE_PROCESS: Final = "SELECT set_config('max_parallel_workers_per_gather', '0', true)"
_BY_INDEX: Final = "SELECT set_config('enable_seqscan', %s, true)"
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one kind: ``hits`` of ``count``, then ``near`` ones, which are called nearly so."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    count: int
    near: tuple[Hit, ...]

    @property
    def count_text(self) -> str:
        """How many there are; of very many, that there are more."""
        return f"{RANKED_MAX} 条以上" if self.count >= RANKED_MAX else f"{self.count} 条"

    @property
    def has_more(self) -> bool:
        """Whether more were found than are shown."""
        return self.count > len(self.hits)


@transaction.atomic(savepoint=False)
def find(actor: Actor, typed: str, *, limit: int, only: str = "") -> list[FoundGroup]:
    """What the actor may see that is called so, by kind (of one kind with ``only`` its key), ``limit`` of each.

    The rows are those of ``.seen_by(actor)``, filtered inside the query; kinds of which nothing was found are left out.
    """
    question = asked(typed, sees_whole_numbers=actor.may("personal.view"))
    if not question.probes or actor.reach.is_empty:
        return []
    found = []
    for kind in _answering([kind for kind in every_kind() if only in {"", kind.key}], question):
        seen = kind.rows_seen_by(actor)
        if seen is not None:
            found.append(_of_kind(actor, seen, kind, question, limit))
    return [group for group in found if group.hits or group.near]


def _answering(kinds: Sequence[SearchKind], question: Asked) -> list[SearchKind]:
    """The kinds of which any row, seen or not, answers or is called nearly so: most need not be asked further.

    Only the index is read, which knows at once. Nearly every kind answers to what is short.
    """
    tables = (connection.ops.quote_name(kind.model._meta.db_table) for kind in kinds)
    answers = ", ".join(f"EXISTS (SELECT FROM {table} WHERE {COLUMN} @@ %s::tsquery)" for table in tables)
    query = " | ".join((question.query, *question.pairs))
    with connection.cursor() as cursor:
        cursor.execute(_IN_ONE_PROCESS)
        if question.is_short:
            return list(kinds)
        cursor.execute(_BY_INDEX, ["off"])
        cursor.execute(f"SELECT {answers}", [query] * len(kinds))
        found = cursor.fetchone()
        cursor.execute(_BY_INDEX, ["on"])
    return list(compress(kinds, found))


def _of_kind(actor: Actor, seen: Rows, kind: SearchKind, question: Asked, limit: int) -> FoundGroup:
    keys, count = _best(seen, kind, question, limit)
    has_room = len(keys) < limit and kind.is_called_by_name
    near = _near(seen, kind, question, keys, limit - len(keys)) if has_room else []
    shown = dict(kind.hits(actor, kind.all_rows().filter(pk__in=[*keys, *near]))) if keys or near else {}
    hits, similar = (tuple(shown[pk] for pk in some if pk in shown) for some in (keys, near))
    return FoundGroup(kind, hits, count, similar)


def _best(seen: Rows, kind: SearchKind, question: Asked, limit: int) -> tuple[list[int], int]:
    """Primary keys of what answers, the best first, and how many there are."""
    ranked = list(_ranked(seen, kind, question)[:limit])
    count = ranked[0][1] if ranked else 0
    if count >= RANKED_MAX and question.exact.probes:  # more than were looked at: the exact ones may be among the rest
        ranked = [*_ranked(seen, kind, question.exact)[:limit], *ranked]
    return list(dict.fromkeys(pk for pk, _ in ranked))[:limit], count


def _ranked(seen: Rows, kind: SearchKind, question: Asked) -> QuerySet[Any, Any]:
    answering = seen.filter(**{f"{COLUMN}__finds": question.query})[:RANKED_MAX]
    rows = kind.all_rows().filter(pk__in=answering.values("pk"))
    ordered = rows.annotate(found=Window(Count("*"))).order_by(RankOf(kind.name, question), "pk")
    best: QuerySet[Any, Any] = ordered.values_list("pk", "found")
    return best


def _near(seen: Rows, kind: SearchKind, question: Asked, known: Sequence[int], limit: int) -> list[int]:
    """Primary keys of those with a wrong, missing or added syllable, the nearest first."""
    if not question.pairs:
        return []
    sharing = seen.filter(**{f"{COLUMN}__finds": " | ".join(question.pairs)})[:RANKED_MAX]
    rows = kind.all_rows().filter(pk__in=sharing.values("pk")).exclude(pk__in=known)
    looked_at = rows.annotate(shared=SharedWith(kind.name, question)).order_by("-shared", Length(kind.name), "pk")
    near = []
    for pk, name, shared in looked_at.values_list("pk", kind.name, "shared")[:NEAR_MAX]:
        wrong = wrong_syllables(question.readings, (*person_readings(name), *text_readings(name)))
        if is_near(wrong, question.readings):
            near.append((wrong, -shared, len(name), pk))
    return [pk for *_, pk in sorted(near)[:limit]]
