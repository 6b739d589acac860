"""Drafting an estimate: begun, computed, lines entered by hand, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from antu.compensation.selectors import assumed_signing_day
from antu.estimates.access import require_drafting
from antu.estimates.domain.asking import read_ask
from antu.estimates.forms import compute_form, line_form, seen_entry, typed_ask, typed_lines
from antu.estimates.models import EstimateVersion, LineSource
from antu.estimates.selectors import (
    categories_used,
    lines_of,
    registered_households,
    sample_codes,
    total_of,
    versions_of,
)
from antu.estimates.services import begin_estimate, order_estimate, save_lines, withdraw_estimate
from antu.estimates.views.asked import ESTIMATES, FORM_METHODS, asked_version, deed_head, drawn_form
from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.versions import version_of
from antu.projects.models import Project


@page("project.edit", methods=FORM_METHODS)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a project's next version, after a look at what it begins with."""
    actor = actor_of(request)
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    require_drafting(actor, project)
    question = _beginning(project)
    if request.method != "POST":
        return ask(request, question)
    try:
        version = begin_estimate(actor, project)
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已起草：{version}")
    return redirect(record_url(version) if version.number > 1 else reverse("estimate-compute", args=[version.pk]))


@page("project.edit", methods=FORM_METHODS)
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the computed lines are made from, and have them computed: at once, or by a job."""
    version = asked_version(request, pk)
    actor, seen = actor_of(request), version_of(version)
    households = registered_households(version.project)
    day = version.as_if_signed_on or assumed_signing_day(version.project, timezone.localdate())
    named = [(code, name) for code, name in households.values()]
    form = compute_form(version, named, day, sample_codes(version), seen)
    head = deed_head(version, "计算概算")
    if request.method != "POST":
        return drawn_form(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return drawn_form(request, head, form)
    keys = {word: key for key, (code, name) in households.items() for word in (code, f"{code} {name}")}
    try:
        asked = read_ask(typed_ask(form, read_fields(request.POST, form), request.POST), keys.get)
        job = order_estimate(actor, version, asked, seen_entry(request.POST))
    except BadInput as error:
        return drawn_form(request, head, form, error.problems)
    if job:
        return redirect("job", pk=job.pk)
    messages.success(request, f"已计算：{version}，总额 {total_of(lines_of(version)).grouped()} 元")
    return redirect(record_url(version))


@page("project.edit", methods=FORM_METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the lines of a draft that are entered by hand, in a grid."""
    version = asked_version(request, pk)
    seen = version_of(version)
    lines = [line for line in lines_of(version) if line.source == LineSource.HAND]
    lines.sort(key=lambda line: line.position)
    form = line_form(version, lines, categories_used(version.project), seen)
    head = deed_head(version, "录入明细")
    if request.method != "POST":
        return drawn_form(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return drawn_form(request, head, form)
    note = read_fields(request.POST, form)["note"]
    try:
        save_lines(actor_of(request), version, typed_lines(form, request.POST), note, seen_entry(request.POST))
    except BadInput as error:
        return drawn_form(request, head, form, error.problems)
    messages.success(request, f"已保存草稿：{version}")
    return redirect(record_url(version))


@page("project.edit", methods=FORM_METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draft, with its reason, after asking once more."""
    version = asked_version(request, pk)
    facts = (
        Fact("概算", Cell(str(version), record_url(version))),
        Fact("概算总额（元）", Cell(total_of(lines_of(version)).grouped())),
    )
    effects = ("草稿和它的明细作废，不再出现在列表里；日志里仍可查。", "再起草时版次接着上一版。")
    form = reason_form("撤销原因", submit_label="撤销草稿", cancel_url=record_url(version))
    question = Confirmation(deed_head(version, "撤销草稿"), facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: withdraw_estimate(actor_of(request), version, request.POST.get("reason", "")),
        f"已撤销草稿：{version}",
        f"{record_url(version.project)}#estimates",
    )


def _beginning(project: Project) -> Confirmation:
    known = versions_of(project)
    last: EstimateVersion | None = known[-1] if known else None
    back = f"{record_url(project)}#estimates"
    households = len(registered_households(project))
    facts = (
        Fact("项目", Cell(project.name, record_url(project))),
        Fact("台账在册", Cell(f"{households} 户" if households else "还没有户")),
        Fact("上一版", Cell(f"{last.label}（{last.state.value}）" if last else "没有")),
    )
    effects = (
        f"{last.label}的依据、明细和编制说明照抄到新的一版，再在上面改。"
        if last
        else "先选概算依据计算，再录入台账算不出的费用。",
        "一个项目一次只编一版；送审以后由另一位同志评审。",
    )
    form = EntryForm(submit_label="起草概算", cancel_url=back, key="confirm")
    head = Head(f"起草概算：{project}", (HOME, ESTIMATES, Crumb(project.name, back), Crumb("起草概算")))
    return Confirmation(head, facts, effects, form, voids=False)
