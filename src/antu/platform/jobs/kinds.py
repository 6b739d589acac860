"""What a room offers to run as a job, and what comes of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from antu.platform.actor import Actor, require
from antu.platform.contributions import collected
from antu.platform.jobs.attempt import JobRun
from antu.platform.models import Job


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What a job hands in: a sentence, facts (label, text), links (label, path), a file written to ``run.file(name)``.

    ``data`` is JSON for the pages of the room itself.
    """

    summary: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    file: Path | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the job."""
        facts, links = [list(each) for each in self.facts], [list(each) for each in self.links]
        return {"summary": self.summary, "facts": facts, "links": links, "data": dict(self.data)}


def no_more(args: Mapping[str, Any]) -> Iterable[str]:  # noqa: ARG001 - the signature of ``permissions_of``
    """No permission follows from the arguments."""
    return ()


@dataclass(frozen=True, slots=True)
class JobKind:
    """Work of one kind, contributed by its room (``contributions/jobs.py``).

    ``run`` does it in one transaction, whose commit also ends the job. ``permissions`` are all required, and those that
    follow from the job's arguments: when it is queued, again when it runs, and again when its file is taken.
    ``own_page`` is where the room shows such a job itself: a label and a path.
    """

    key: str
    title: str
    run: Callable[[JobRun], JobOutcome]
    permissions: tuple[str, ...] = ()
    permissions_of: Callable[[Mapping[str, Any]], Iterable[str]] = no_more
    own_page: Callable[[Job], tuple[str, str]] | None = None

    def require(self, actor: Actor, args: Mapping[str, Any]) -> None:
        """Let pass who may have it done, else raise Forbidden."""
        for permission in self._all(args):
            require(actor, permission)

    def is_for(self, actor: Actor, args: Mapping[str, Any]) -> bool:
        """Whether the actor's post allows it now."""
        return all(actor.may(permission) for permission in self._all(args))

    def _all(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        return (*self.permissions, *self.permissions_of(args))


def job_kind(key: str) -> JobKind:
    """The kind of this key; an unknown one is a mistake of ours (KeyError)."""
    kind = known_kind(key)
    if kind is None:
        raise KeyError(key)
    return kind


def known_kind(key: str) -> JobKind | None:
    """The same for a job that may be older than this version: None, where its kind is offered no longer."""
    return next((kind for kind in collected(JobKind) if kind.key == key), None)
