"""What may be done to assignments that were picked in the list: reminding all of them."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from antu.dispatch.access import ASSIGN
from antu.dispatch.domain.course import Deed
from antu.dispatch.services import DEED_FORMS, urge_each
from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryField, EntryForm, EntrySection
from antu.platform.listing import BulkAction, Selection

LABEL: Final = "催办所选"
#: Reasons that are told one by one; the rest is counted.
TOLD: Final = 5


def urge_picked(selection: Selection) -> HttpResponse:
    """Ask what to say; then remind each that can be reminded today, and go back to the list."""
    request, post = selection.request, selection.request.POST
    if "text" not in post:
        return ask(request, _question(selection))
    rows = [each.assignment for each in selection.found]
    try:
        urged, left_out = urge_each(selection.actor, rows, post["text"], timezone.localdate())
    except BadInput as error:
        return ask(request, _question(selection), error.problems)
    if urged:
        messages.success(request, f"已催办 {urged} 项")
    if left_out:
        more = f"；另有 {len(left_out) - TOLD} 项" if len(left_out) > TOLD else ""
        messages.warning(request, f"{len(left_out)} 项没有催办。{'；'.join(left_out[:TOLD])}{more}")
    return HttpResponseRedirect(selection.back_url)


def _question(selection: Selection) -> Confirmation:
    back = selection.back_url
    asked = DEED_FORMS[Deed.URGED].text
    words = EntryField(asked.field, asked.label, "long", length_max=asked.length_max, has_focus=True)
    form = EntryForm(
        (EntrySection("", (words, *selection.kept_fields())),),
        action=back,
        submit_label=LABEL,
        cancel_url=back,
        key="urge",
    )
    head = Head(LABEL, (HOME, Crumb("交办事项", back), Crumb(LABEL)))
    effects = ("每项记下由谁在今天催办；今天催过的、已报告完成或已办结的不催。",)
    return Confirmation(head, (Fact("交办事项", Cell(selection.words)),), effects, form, voids=False)


BULK: tuple[object, ...] = (BulkAction("assignments", "urge", LABEL, ASSIGN, urge_picked),)
