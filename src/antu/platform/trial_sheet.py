"""The computation sheet of a trial, which an earlier room shows and only a later one can draw.

The room of regulations lets anybody try a pack; the sheet belongs to ``compensation``, which offers it here, as rooms
offer panels and procedures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from antu.platform.contributions import collected
from antu.policy import Computation, Facts, Pack


@dataclass(frozen=True, slots=True)
class TrialSheet:
    """How a sheet of facts that nobody registered is drawn."""

    draw: Callable[[HttpRequest, Pack, Computation, Facts], SafeString]


def drawn_trial_sheet(request: HttpRequest, pack: Pack, computation: Computation, facts: Facts) -> SafeString:
    """The sheet as HTML: the same as on a household's page."""
    (offer,) = collected(TrialSheet)
    return offer.draw(request, pack, computation, facts)
