"""Asks the index, kind by kind: the rows that answer, the best first, and those that are called nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Length

from antu.platform.actor import Actor
from antu.platform.search.asking import Asked, Rank, any_of, asked
from antu.platform.search.every_kind import kinds_for
from antu.platform.search.kinds import COLUMN, Hit, SearchKind
from antu.platform.search.likeness import is_near, wrong_syllables
from antu.platform.search.readings import person_readings, text_readings

#: So many rows of a kind are ranked; what is asked so broadly that more answer is asked again more narrowly.
RANKED_MAX: Final = 3000
#: So many misspelt ones are looked at closely.
NEAR_MAX: Final = 200
_BY_NUMBER: Final = (Rank.NUMBER, Rank.LAST_DIGITS, Rank.NUMBER_BEGINS)


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


def find(actor: Actor, typed: str, *, limit: int, only: str = "") -> list[FoundGroup]:
    """What the actor may see that is called so, by kind (of one kind with ``only`` its key), ``limit`` of each.

    The rows are those of ``.seen_by(actor)``, filtered inside the query; kinds of which nothing was found are left out.
    """
    question = asked(typed)
    if not question.probes or actor.reach.is_empty:
        return []
    offered = (kind for kind in kinds_for(actor) if only in {"", kind.key})
    found = [_of_kind(actor, kind, question, limit) for kind in offered]
    return [group for group in found if group.hits or group.near]


def _of_kind(actor: Actor, kind: SearchKind, question: Asked, limit: int) -> FoundGroup:
    ranked = list(_ranked(actor, kind, question)[:limit])
    keys = [pk for pk, _ in ranked]
    near = _near(actor, kind, question, keys, limit - len(keys)) if len(keys) < limit else []
    shown = dict(kind.hits(actor, kind.rows_seen_by(actor).filter(pk__in=[*keys, *near]))) if keys or near else {}
    return FoundGroup(
        kind,
        tuple(shown[pk] for pk in keys if pk in shown),
        ranked[0][1] if ranked else 0,
        tuple(shown[pk] for pk in near if pk in shown),
    )


def _ranked(actor: Actor, kind: SearchKind, question: Asked) -> QuerySet[Any, Any]:
    """Primary keys of what answers, the best first, each with how many there are."""
    answering = kind.rows_seen_by(actor).filter(**{f"{COLUMN}__finds": question.query})[:RANKED_MAX]
    rows = kind.all_rows().filter(pk__in=answering.values("pk"))
    ordered = rows.annotate(rank=_rank(kind, question), found=Window(Count("*")))
    short = Case(When(rank__in=_BY_NUMBER, then=Value(0)), default=Length(kind.name), output_field=IntegerField())
    best: QuerySet[Any, Any] = ordered.order_by("rank", short, "pk").values_list("pk", "found")
    return best


def _rank(kind: SearchKind, question: Asked) -> Case:
    by_name = {
        Rank.NAME: Q(**{kind.name: question.name}),
        Rank.NAME_BEGINS: Q(**{f"{kind.name}__istartswith": question.name}),
        Rank.NAME_HAS: Q(**{f"{kind.name}__icontains": question.name}),
    }
    by_key = {
        rank: Q(**{f"{COLUMN}__finds": any_of(probe for probe in question.probes if probe.rank == rank)})
        for rank in {probe.rank for probe in question.probes}
    }
    whens = [When(is_so, then=Value(rank.value)) for rank, is_so in sorted({**by_name, **by_key}.items())]
    return Case(*whens, default=Value(len(Rank)), output_field=IntegerField())


def _near(actor: Actor, kind: SearchKind, question: Asked, known: Sequence[int], limit: int) -> list[int]:
    """Primary keys of those with a wrong, missing or added syllable, the nearest first."""
    if not question.pairs:
        return []
    sharing = kind.rows_seen_by(actor).filter(**{f"{COLUMN}__finds": " | ".join(question.pairs)})[:RANKED_MAX]
    rows = kind.all_rows().filter(pk__in=sharing.values("pk")).exclude(pk__in=known)
    shared = [_one_if(Q(**{f"{COLUMN}__finds": pair})) for pair in question.pairs]
    shared += [_one_if(Q(**{f"{kind.name}__contains": character})) for character in dict.fromkeys(question.name)]
    looked_at = rows.annotate(shared=sum(shared[1:], shared[0])).order_by("-shared", Length(kind.name), "pk")
    near = []
    for pk, name, alike in looked_at.values_list("pk", kind.name, "shared")[:NEAR_MAX]:
        wrong = wrong_syllables(question.readings, (*person_readings(name), *text_readings(name)))
        if is_near(wrong, question.readings):
            near.append((wrong, -alike, len(name), pk))
    return [pk for *_, pk in sorted(near)[:limit]]


def _one_if(is_so: Q) -> Any:
    return Case(When(is_so, then=Value(1)), default=Value(0), output_field=IntegerField())
