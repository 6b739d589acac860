"""The computation sheet of a trial of a pack."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from antu.compensation.documents import tried_sheet
from antu.compensation.tables import member_table, value_table
from antu.platform.clause_links import clause_links
from antu.platform.pages import actor_of
from antu.platform.trial_sheet import TrialSheet
from antu.policy import Computation, Facts, Pack


def _draw(request: HttpRequest, pack: Pack, computation: Computation, facts: Facts) -> SafeString:
    printed = tried_sheet(pack, computation, facts)
    members = member_table(printed.members, clause_links(actor_of(request), pack, printed.cited))
    context = {"printed": printed, "values": value_table(printed.values), "members": members}
    return render_to_string("compensation/tried_sheet.html", context, request)


TRIAL_SHEETS: tuple[object, ...] = (TrialSheet(_draw),)
