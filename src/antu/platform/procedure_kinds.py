"""What a room lets a procedure decide: its rows, the facts that branches may ask for, and what each end brings about.

The room of procedures stands before most others, so they offer it what it runs, as they offer panels and jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models

from antu.kernel.errors import Problem
from antu.platform.actor import EVERYTHING, Actor
from antu.platform.contributions import collected
from antu.platform.display import Table
from antu.platform.links import record_url
from antu.policy.schema import FactColumn, Value

Answers = Mapping[str, Value]
"""What steps asked, read by their columns."""


@dataclass(frozen=True, slots=True)
class Said:
    """One word on the way: of which post, by whom, on which day, with which decision in words.

    One that ``decides`` was said where somebody decided; the others handed on.
    """

    post: str
    person: str
    on: date
    decision: str
    opinion: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What a case came to: the answers of its steps, all that was decided on its way, and who began it."""

    answers: Answers
    said: tuple[Said, ...]
    starter: Actor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an end of a drawing means: ``bring_about`` writes it, in the transaction of the last step.

    ``needs`` are asked facts without which it cannot be; one that ``is_apart`` is not brought about by the hand of an
    author or of who began it; ``lends`` the permissions that the procedure gives its last
    hand, and who began it, for this one deed.
    """

    label: str
    bring_about: Callable[[Actor, Any, Ending], None] | None = None
    needs: tuple[str, ...] = ()
    is_apart: bool = False
    lends: tuple[str, ...] = ()

    def apply(self, actor: Actor, subject: models.Model, ending: Ending) -> None:
        """Write what the end means. Raises what the room's own service raises."""
        if self.bring_about:
            self.bring_about(self._lent(actor), subject, replace(ending, starter=self._lent(ending.starter)))

    def _lent(self, actor: Actor) -> Actor:
        return replace(actor, permissions=actor.permissions | {*self.lends}, reach=EVERYTHING)


def no_facts(_subject: Any) -> Mapping[str, Value]:
    """A subject of which no branch asks anything."""
    return {}


def no_problems(_actor: Actor, _subject: Any) -> Iterable[Problem]:
    """Nothing speaks against beginning."""
    return ()


def nobodys(_subject: Any) -> tuple[tuple[str, ...], str]:
    """A matter of the whole district: of no town and no owner."""
    return (), ""


def nobody(_subject: Any) -> Collection[str]:
    """A subject of which nobody is the author."""
    return ()


def no_content(_subject: Any) -> Table | None:
    """A subject that is looked at on its own page."""
    return None


def unversioned(_subject: Any) -> str:
    """A subject that stays as it is while it is decided."""
    return ""


@dataclass(frozen=True, slots=True)
class ProcedureKind:
    """A procedure that a drawing may run, by the drawing's process id.

    ``permission`` is asked of who begins one. ``ready`` gives the rows of which one may be begun. ``whose`` gives a
    subject's towns and owner, for posts that many of them have; ``authors_of`` the logins of who wrote it, who may not
    decide it. ``version_of`` names the state of the subject that
    reviewers see (``content_of`` shows it, ``about`` names it with what matters most): when it changed since it was
    handed in, they do not go on; with ``renewal``, sending back asks for
    another one, and the words say how to get there.
    """

    key: str
    title: str
    model: type[models.Model]
    permission: str
    outcomes: Mapping[str, Outcome]
    ready: Callable[[Actor], models.QuerySet[Any]]
    facts: tuple[FactColumn, ...] = ()
    facts_of: Callable[[Any], Mapping[str, Value]] = no_facts
    asked: tuple[FactColumn, ...] = ()
    problems_of: Callable[[Actor, Any], Iterable[Problem]] = no_problems
    whose: Callable[[Any], tuple[tuple[str, ...], str]] = nobodys
    authors_of: Callable[[Any], Collection[str]] = nobody
    words: Callable[[Any], str] = str
    about: Callable[[Any], str] | None = None
    content_of: Callable[[Any], Table | None] = no_content
    url_of: Callable[[Any], str] = record_url
    version_of: Callable[[Any], str] = unversioned
    renewal: str = ""
    #: Places of pages (``completed_head``) on which it can be begun.
    places: tuple[str, ...] = field(default=())


def procedure_kinds() -> tuple[ProcedureKind, ...]:
    """All that the rooms offer, in their order."""
    return collected(ProcedureKind)


def procedure_kind(key: str) -> ProcedureKind | None:
    """The kind of this key; None where no room offers it."""
    return next((kind for kind in procedure_kinds() if kind.key == key), None)


@dataclass(frozen=True, slots=True)
class ProcedureDesk:
    """What any room may ask of procedures: why a row may not be changed now, and whether a procedure runs here."""

    why_held: Callable[[models.Model], str]
    why_kept: Callable[[models.Model], str]
    is_run: Callable[[str], bool]


def why_held(row: models.Model) -> str:
    """Why a row may not be changed now, in words: it is being decided, and not at its beginning. Empty: it may."""
    return next((words for desk in collected(ProcedureDesk) if (words := desk.why_held(row))), "")


def why_kept(row: models.Model) -> str:
    """Why a row may not be withdrawn now, in words: a case about it runs. Empty: it may."""
    return next((words for desk in collected(ProcedureDesk) if (words := desk.why_kept(row))), "")


def is_run(key: str) -> bool:
    """Whether this procedure decides here: then no page decides it by itself."""
    return any(desk.is_run(key) for desk in collected(ProcedureDesk))
