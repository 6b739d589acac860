"""Try a pack: fill in what it asks, see the sheet beside it at once. Nothing is ever written."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from antu.kernel.errors import BadInput, Problem
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.entry import EntryField, EntryForm, Option, asks_for_rows, simple_form, typed_again
from antu.platform.pages import page
from antu.platform.trial_sheet import drawn_trial_sheet
from antu.policy import Pack, compute, read_facts
from antu.policy.cases import Case
from antu.regulations.forms.pack_trial import FORM, Document, place_of, trial_form, typed_document
from antu.regulations.selectors.packs import ShownPack
from antu.regulations.tables.packs import pack_url
from antu.regulations.views.packs import MAY_SEE, PACKS, found_pack, loaded_or_404

METHODS: Final = ("GET", "HEAD", "POST")


@page(*MAY_SEE, methods=METHODS)
def trying(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """The form and the sheet; ``?case=`` fills in one of the pack's worked cases."""
    shown = found_pack(request, pack_id, version)
    pack = loaded_or_404(shown)
    case = next((each.case for each in shown.check.verdicts if each.case.key == request.GET.get("case")), None)
    form = trial_form(pack, case, request.get_full_path())
    if request.method != "POST":
        sheet = _sheet_of(request, pack, dict(case.facts), case) if case else _empty(request)
        return _drawn(request, shown, form, sheet, case)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, shown, form, _empty(request), case)
    document = typed_document(pack, form, request.POST)
    problems = _problems(pack, document)
    form = form.with_problems(problems, lambda each: place_of(form, document, request.POST, each))
    return _drawn(request, shown, form, _sheet_of(request, pack, document), case)


@page(*MAY_SEE, methods=METHODS)
def sheet(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """The sheet of what is typed, for the script beside the form."""
    pack = loaded_or_404(found_pack(request, pack_id, version))
    form = typed_again(trial_form(pack, None, ""), request.POST)
    document = typed_document(pack, form, request.POST)
    return HttpResponse(_sheet_of(request, pack, document) if request.method == "POST" else _empty(request))


def _problems(pack: Pack, document: Document) -> tuple[Problem, ...]:
    try:
        compute(pack, read_facts(pack, document))
    except BadInput as error:
        return error.problems
    return ()


def _sheet_of(request: HttpRequest, pack: Pack, document: Document, case: Case | None = None) -> str:
    try:
        facts = read_facts(pack, document, signed_on=case.signed_on if case else None)
        return drawn_trial_sheet(request, pack, compute(pack, facts), facts)
    except BadInput as error:
        context = {"problems": [each.message for each in error.problems]}
        return render(request, "regulations/pack_refused.html", context).content.decode()


def _empty(request: HttpRequest) -> str:
    return render(request, "regulations/pack_refused.html", {"problems": ()}).content.decode()


def _drawn(request: HttpRequest, shown: ShownPack, form: EntryForm, sheet: str, case: Case | None) -> HttpResponse:
    named = [shown.pack_id, shown.version]
    options = tuple(Option(each.case.key, f"{each.case.id}　{each.case.note}".strip()) for each in shown.check.verdicts)
    field = EntryField("case", "算例", "choice", case.key if case else "", options=options)
    pack = shown.check.pack
    notices = (pack.notice,) if pack and not pack.is_official else ()
    head = Head(
        f"试算：《{shown.title}》",
        (HOME, PACKS, Crumb(shown.name, pack_url(shown.name)), Crumb("试算")),
        subtitle=f"{shown.name}　只试算，不写入任何记录",
        notices=(*((f"算例 {case.id}：{case.note}",) if case and case.note else ()), *notices),
        actions=(Action("看办法", pack_url(shown.name)),),
    )
    context = {
        "head": head,
        "form": form,
        "cases": simple_form(field, action=request.path, submit_label="填入算例", key="pack-case"),
        "sheet": sheet,
        "sheet_url": reverse("pack-try-sheet", args=named),
        "form_key": FORM,
    }
    return render(request, "regulations/pack_try.html", context, status=400 if form.problems else 200)
