"""The facts of registered subjects, in the form that a pack reads."""

from __future__ import annotations

from antu.households.domain.facts import facts_document
from antu.households.models import Household
from antu.households.selectors.subjects import project_row, subject_of
from antu.policy import Pack


def facts_of(household: Household, pack: Pack) -> dict[str, object]:
    """The subject's facts document under the pack; its signing day is left out while it is unsigned.

    Quick when the household comes from :func:`~antu.households.selectors.whole_households`.
    """
    return facts_document(pack, project_row(household.project), subject_of(household))
