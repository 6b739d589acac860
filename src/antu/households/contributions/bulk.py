"""What may be done to households that were picked in a list: naming their cadre, on a page that asks whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from antu.households.services.officers import OFFICER_CHARACTERS, assign_officer
from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryField, EntryForm, EntrySection
from antu.platform.listing import BulkAction, Selection


def name_officer(selection: Selection) -> HttpResponse:
    """Ask for the cadre of the picked households; with a name, record it and go back to the list."""
    post = selection.request.POST
    if "officer" not in post:
        return ask(selection.request, _question(selection))
    try:
        changed = assign_officer(selection.actor, selection.keys or selection.found, post["officer"])
    except BadInput as error:
        return ask(selection.request, _question(selection), error.problems)
    same = selection.count - changed
    rest = f"，{same} 户原来就是" if same else ""
    messages.success(selection.request, f"已指定包户干部“{post['officer'].strip()}”：{changed} 户{rest}")
    return HttpResponseRedirect(selection.back_url)


def _question(selection: Selection) -> Confirmation:
    back = selection.back_url
    officer = EntryField(
        "officer",
        "包户干部",
        is_required=True,
        length_max=OFFICER_CHARACTERS,
        help="填写姓名；所选的户都改为这一位，每户记一条日志。",
    )
    form = EntryForm(
        (EntrySection("", (officer, *selection.kept_fields())),),
        action=back,
        submit_label="指定包户干部",
        cancel_url=back,
        key="officer",
    )
    effects = (
        "这些户原来的包户干部被替换，原来的姓名保留在各户的日志里。",
        "不影响补偿核定和任何金额。",
    )
    head = Head("指定包户干部", (HOME, Crumb("台账", back), Crumb("指定包户干部")))
    return Confirmation(head, (Fact("户", Cell(selection.words)),), effects, form)


BULK: tuple[object, ...] = tuple(
    BulkAction(place, "officer", "指定包户干部", "register.edit", name_officer) for place in ("households", "remaining")
)
