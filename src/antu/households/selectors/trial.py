"""A household as it would be if what is typed were saved: later rooms say what would come of it. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from antu.households.domain.facts import facts_document
from antu.households.domain.subject import Subject
from antu.households.models import Household
from antu.households.selectors.subjects import project_row
from antu.policy import Pack
from antu.projects.models import Project


@dataclass(frozen=True, slots=True)
class TriedHousehold:
    """A typed subject of the project; ``household`` is its record, None for one that is being entered."""

    project: Project
    household: Household | None
    subject: Subject

    @property
    def signed_on(self) -> date | None:
        """The signing day as typed."""
        day = self.subject.values.get("signed_on")
        return day if isinstance(day, date) else None

    def facts(self, pack: Pack) -> dict[str, object]:
        """The facts document that saving would give."""
        return facts_document(pack, project_row(self.project), self.subject)


@dataclass(frozen=True, slots=True)
class TrialOffer:
    """What a later room shows beside the form while a household is edited.

    ``context`` works it out for ``template`` from the typed household and today's date; it writes nothing.
    """

    template: str
    context: Callable[[TriedHousehold, date], Mapping[str, Any]]
