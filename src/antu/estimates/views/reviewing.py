"""Reviewing an estimate: submitted, sent back, approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from antu.estimates.domain.states import REVIEW
from antu.estimates.forms import approval_form, seen_entry, send_back_form, typed_approval, typed_opinion
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import counted_subjects, is_overtaken, lines_of, total_of
from antu.estimates.services import approve_estimate, send_back_estimate, submit_estimate
from antu.estimates.tables import line_table
from antu.estimates.views.asked import FORM_METHODS, asked_version, deed_head, drawn_form
from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask, ask_then
from antu.platform.display import Cell, Fact
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.procedure_kinds import is_run
from antu.platform.versions import version_of
from antu.platform.wording import moment_text


@page("project.edit", methods=FORM_METHODS)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in for review, after a look at what it says."""
    version = asked_version(request, pk)
    if is_run(REVIEW):
        messages.warning(request, "概算由流程评审，请在这里送审")
        return redirect("case-start", REVIEW, pk)
    missing = counted_subjects(version).left_out
    effects = (
        *(("计算以后，项目或台账又有变动；请先重新计算。",) if is_overtaken(version) else ()),
        *((f"有 {missing} 户算不出，没有计入；请先核对。",) if missing else ()),
        "送审以后不能再改；要改，由评审退回后起草下一版。",
        "由另一位有“评审概算”权限的同志评审：送审的人不能评审自己送审的概算。",
    )
    form = EntryForm(
        submit_label="送审概算", cancel_url=record_url(version), version=str(version_of(version)), key="confirm"
    )
    question = Confirmation(deed_head(version, "送审概算"), _facts(version), effects, form, voids=False)
    return ask_then(
        request,
        question,
        lambda: submit_estimate(actor_of(request), version, seen_entry(request.POST)),
        f"已送审：{version}",
        record_url(version),
    )


@page("estimate.review", methods=FORM_METHODS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a submitted version back, with why."""
    version = asked_version(request, pk)
    actor, today = actor_of(request), timezone.localdate()
    effects = ("这一版到此为止，不能再改；编制人起草下一版，内容照抄这一版再按意见改。",)
    form = send_back_form(version, actor.name, today, version_of(version))
    question = Confirmation(deed_head(version, "退回概算"), _facts(version), effects, form)
    if request.method != "POST":
        return ask(request, question)
    opinion = typed_opinion(read_fields(request.POST, typed_again(form, request.POST)))
    try:
        send_back_estimate(actor, version, opinion, today=today, seen=seen_entry(request.POST))
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已退回：{version}")
    return redirect(record_url(version))


@page("estimate.review", methods=FORM_METHODS)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve an amount by its document, with what reviewers said; the lines stand below."""
    version = asked_version(request, pk)
    lines = lines_of(version)
    form = approval_form(version, lines, total_of(lines), version_of(version))
    head = deed_head(version, "批准概算")
    beside = line_table(lines, ())
    if request.method != "POST":
        return drawn_form(request, head, form, beside=beside)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return drawn_form(request, head, form, beside=beside)
    try:
        approval = typed_approval(form, read_fields(request.POST, form), request.POST)
        today, seen = timezone.localdate(), seen_entry(request.POST)
        approve_estimate(actor_of(request), version, approval, today=today, seen=seen)
    except BadInput as error:
        return drawn_form(request, head, form, error.problems, beside=beside)
    messages.success(request, f"已批准：{version}")
    return redirect(record_url(version))


def _facts(version: EstimateVersion) -> tuple[Fact, ...]:
    lines = lines_of(version)
    facts = [
        Fact("概算", Cell(str(version), record_url(version))),
        Fact("依据", Cell(version.get_basis_display())),
        Fact("明细", Cell(f"{len(lines)} 行")),
        Fact("概算总额（元）", Cell(total_of(lines).grouped())),
    ]
    if version.submitted_at:
        facts.append(Fact("送审", Cell(f"{version.submitted_by} {moment_text(version.submitted_at)}")))
    return tuple(facts)
