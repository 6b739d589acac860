"""Reads of to-dos: what waits for a person, late first, also as somebody's deputy; what a person did and follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from antu.inbox.models import Delegation, Todo, Watch
from antu.kernel.text import comparable
from antu.organisations.models import Post, User, reach_of, works_for
from antu.platform.actor import Actor, Reach
from antu.platform.contributions import collected
from antu.platform.display import Chip


@dataclass(frozen=True, slots=True)
class TodoKind:
    """A room's to-dos of one kind: where each is done, and how its matter stands, by ``object_id``.

    ``complete`` does many at once, where the room allows it: it gets the actor, one to-do and the opinion.
    """

    key: str
    title: str
    url_of: Callable[[int], str]
    states: Callable[[Iterable[int]], Mapping[int, tuple[str, Chip]]]
    complete: Callable[[Actor, Todo, str], None] | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One post that a person sits at: their own, or as deputy of ``principal``."""

    login: str
    post: Post
    reach: Reach
    organisations: tuple[int, ...]
    principal: str = ""


def todo_kinds() -> tuple[TodoKind, ...]:
    """All kinds, in the order of the rooms."""
    return collected(TodoKind)


def todo_kind(key: str) -> TodoKind | None:
    """The kind of this key; None where no room offers it any longer."""
    return next((kind for kind in todo_kinds() if kind.key == key), None)


def seats_of(login: str, today: date) -> list[Seat]:
    """The posts that a person sits at on a day, the own one first."""
    own = User.objects.filter(username=login, is_active=True).first()
    return seats_for(own, today) if own else []


def seats_for(own: User, today: date) -> list[Seat]:
    """The same of a person who was read already. One query."""
    seats = [_seat(own, own)] if own.post else []
    given = (
        delegations_on(today).filter(deputy=own).select_related("principal__post", "principal__organisation__parent")
    )
    return [*seats, *(_seat(own, each.principal) for each in given if each.principal.post)]


def _seat(person: User, holder: User) -> Seat:
    if holder.post is None:
        raise TypeError
    return Seat(
        person.username,
        holder.post,
        reach_of(holder.organisation),
        works_for(holder.organisation),
        "" if person == holder else holder.username,
    )


def delegations_on(today: date) -> QuerySet[Delegation]:
    """Delegations in force on a day, of people who still work here."""
    in_force = Delegation.objects.filter(from_on__lte=today, until_on__gte=today, ended_at=None)
    return in_force.filter(principal__is_active=True, deputy__is_active=True)


def delegations_of(login: str) -> QuerySet[Delegation]:
    """Whom a person let stand in, and for whom they stand in; the latest first."""
    own = Delegation.objects.filter(Q(principal__username=login) | Q(deputy__username=login))
    return own.select_related("principal", "deputy").order_by("-from_on", "-id")


def other_people(login: str) -> QuerySet[User]:
    """Everybody else who works here."""
    return User.objects.filter(is_active=True).exclude(username=login).order_by("display_name", "username")


def waits_for(login: str, seats: Iterable[Seat]) -> QuerySet[Todo]:
    """Open to-dos of a person who sits at these seats, late first, then by due day and arrival."""
    mine = Q(login=login)
    for seat in seats:
        mine |= _waits_at(seat)
    return Todo.objects.open().filter(mine).order_by(F("due_on").asc(nulls_last=True), "id")


def _waits_at(seat: Seat) -> Q:
    """What waits at the seat: for its post where the subject is within reach, its organisation, its holder."""
    barred = Q(excluded__contains=[seat.login])
    if seat.principal:
        barred |= Q(excluded__contains=[seat.principal])
    at_post = Q(post=seat.post) & within(seat.reach) & ~barred
    if seat.organisations:
        at_post |= Q(organisation__in=seat.organisations)
    return at_post | Q(login=seat.principal) if seat.principal else at_post


def within(reach: Reach) -> Q:
    """To-dos whose subject the reach sees."""
    if reach.everything:
        return Q()
    if reach.town:
        return Q(town_forms__contains=[comparable(reach.town)])
    return Q(owner_form=comparable(reach.owner)) if reach.owner else Q(pk__in=())


def done_by(login: str) -> QuerySet[Todo]:
    """What the person did, the latest first."""
    return Todo.objects.filter(closed_by_login=login).order_by("-closed_at", "-id")


def watched_by(login: str) -> QuerySet[Watch]:
    """What the person follows, the latest first."""
    return Watch.objects.filter(owner_login=login, ended_at=None)


def is_watched(login: str, kind: str, object_id: int) -> bool:
    """Whether the person follows this matter."""
    return watched_by(login).filter(kind=kind, object_id=object_id).exists()


def count_waiting(person: User, today: date) -> int:
    """How much waits for a person; every page shows it. Two queries."""
    return waits_for(person.username, seats_for(person, today)).count()


MatterState = tuple[str, Chip]
_GONE: Final = ("", Chip("—"))


def states_of(rows: Iterable[Any]) -> dict[tuple[str, int], MatterState]:
    """How the matters of these to-dos (or watches) stand, by kind and object; one question to each room."""
    asked: dict[str, set[int]] = {}
    for row in rows:
        asked.setdefault(row.kind, set()).add(row.object_id)
    found: dict[tuple[str, int], MatterState] = {}
    for key, ids in asked.items():
        kind = todo_kind(key)
        states = kind.states(ids) if kind else {}
        found |= {(key, each): states.get(each, _GONE) for each in ids}
    return found
