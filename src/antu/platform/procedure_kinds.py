"""What a room lets a procedure decide: its rows, the facts that branches may ask for, and what each end brings about.

The room of procedures stands before most others, so they offer it what it runs, as they offer panels and jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from antu.kernel.errors import Problem
from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.links import record_url
from antu.policy.schema import FactColumn, Value

Answers = Mapping[str, Value]
"""What steps asked, read by their columns."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an end of a drawing means: ``bring_about`` writes it, in the transaction of the last step.

    ``needs`` are asked facts without which it cannot be; ``lends`` the permissions that the procedure gives its last
    hand for this one deed.
    """

    label: str
    bring_about: Callable[[Actor, Any, Answers], None] | None = None
    needs: tuple[str, ...] = ()
    lends: tuple[str, ...] = ()

    def apply(self, actor: Actor, subject: models.Model, answers: Answers) -> None:
        """Write what the end means. Raises what the room's own service raises."""
        if self.bring_about:
            lent = replace(actor, permissions=actor.permissions | {*self.lends})
            self.bring_about(lent, subject, answers)


def no_facts(_subject: Any) -> Mapping[str, Value]:
    """A subject of which no branch asks anything."""
    return {}


def no_problems(_actor: Actor, _subject: Any) -> Iterable[Problem]:
    """Nothing speaks against beginning."""
    return ()


def nobodys(_subject: Any) -> tuple[tuple[str, ...], str]:
    """A matter of the whole district: of no town and no owner."""
    return (), ""


def unversioned(_subject: Any) -> str:
    """A subject that stays as it is while it is decided."""
    return ""


@dataclass(frozen=True, slots=True)
class ProcedureKind:
    """A procedure that a drawing may run, by the drawing's process id.

    ``permission`` is asked of who begins one. ``ready`` gives the rows of which one may be begun. ``whose`` gives a
    subject's towns and owner, for posts that many of them have. ``version_of`` names the state of the subject that
    reviewers see: when it changed since it was handed in, they do not go on; with ``renewal``, sending back asks for
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
    words: Callable[[Any], str] = str
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
