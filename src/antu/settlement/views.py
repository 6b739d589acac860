"""Pages of settlement: the papers of a project, and money entered by hand."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.households.models import Household
from antu.kernel.errors import BadInput, Problem
from antu.platform.confirming import ask
from antu.platform.display import HOME, Crumb, Head, marks
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.listing import answered, list_context
from antu.platform.pages import actor_of, page
from antu.projects.models import Project
from antu.settlement.access import require_whole
from antu.settlement.forms import hand_amount, payee_of, payment_form, receipt_form
from antu.settlement.models import HandEntry, HouseholdPayment, ProjectReceipt
from antu.settlement.services import PAPERS, enter_payment, enter_receipt, void_entry, write_paper
from antu.settlement.tables import payments_list, receipts_list, voiding

KINDS: Final[dict[str, type[HandEntry]]] = {"receipts": ProjectReceipt, "payments": HouseholdPayment}


@page("settlement.view")
def settlement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The project's papers, and its entries with their forms."""
    project = _project(request, pk)
    return _show(request, project, receipt_form(project), payment_form(project))


@page("settlement.view")
def paper(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """One of the papers, made as it stands now."""
    project = _project(request, pk)
    if name not in PAPERS:
        raise Http404(name)
    with TemporaryDirectory() as folder:
        path = write_paper(actor_of(request), project, name, Path(folder) / name, as_of=localdate())
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"{project.name}{name}")


@page("settlement.enter", methods=("POST",))
def add_receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Enter 到位资金."""
    project = _project(request, pk)
    form = typed_again(receipt_form(project), request.POST)
    try:
        entered = hand_amount(read_fields(request.POST, form), localdate())
        entry = enter_receipt(actor_of(request), project, entered)
    except BadInput as error:
        return _show(request, project, form.with_problems(error.problems), payment_form(project))
    return _done(request, project, f"已登记：{entry}")


@page("settlement.enter", methods=("POST",))
def add_payment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Enter 已付 of a subject."""
    project = _project(request, pk)
    form = typed_again(payment_form(project), request.POST)
    payee = payee_of(project, form)
    known = (payee,) if isinstance(payee, Problem) else ()
    try:
        entered = hand_amount(read_fields(request.POST, form), localdate(), known)
        entry = enter_payment(actor_of(request), cast(Household, payee), entered)
    except BadInput as error:
        return _show(request, project, receipt_form(project), form.with_problems(error.problems))
    return _done(request, project, f"已登记：{entry}")


@page("settlement.enter", methods=("GET", "HEAD", "POST"))
def void(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Withdraw an entry, with its reason, after asking once more."""
    if kind not in KINDS:
        raise Http404(kind)
    entry = get_object_or_404(KINDS[kind].objects.seen_by(actor_of(request)), pk=pk)
    project = entry.settled_project
    require_whole(actor_of(request), project)
    if request.method != "POST":
        return ask(request, voiding(entry))
    try:
        void_entry(actor_of(request), entry, reason=request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, voiding(entry), error.problems)
    return _done(request, project, f"已作废：{entry}")


def _project(request: HttpRequest, pk: int) -> Project:
    """The project, for who sees it; whole, or not at all."""
    project = get_object_or_404(Project.objects.seen_by(actor_of(request)), pk=pk)
    require_whole(actor_of(request), project)
    return project


def _done(request: HttpRequest, project: Project, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("settlement", pk=project.pk)


def _show(request: HttpRequest, project: Project, receipt: EntryForm, payment: EntryForm) -> HttpResponseBase:
    head = Head(
        f"{project.name} · 结算",
        (HOME, Crumb(project.name, record_url(project)), Crumb("结算")),
        subtitle="三表和协议按现行核定即时生成；到位与已付为手工登记，账务启用后由账面取代。",
        chips=marks(is_sample=project.is_sample, is_voided=project.is_voided),
    )
    may_enter = actor_of(request).may("settlement.enter")
    page_request = copy(request)  # a refused form was sent to an address that shows nothing
    page_request.path = reverse("settlement", args=[project.pk])
    lists = [build(page_request, project, may_enter=may_enter) for build in (receipts_list, payments_list)]
    if request.method != "POST" and (answer := next(filter(None, map(answered, lists)), None)):
        return answer
    receipts, payments = map(list_context, lists)
    context = {
        "head": head,
        "project": project,
        "papers": PAPERS,
        "receipts": receipts["list"],
        "payments": payments["list"],
        "receipt_form": receipt,
        "payment_form": payment,
        "may_enter": may_enter,
    }
    status = 400 if receipt.problems or payment.problems else 200
    return render(request, "settlement/settlement.html", context, status=status)
