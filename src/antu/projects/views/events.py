"""Entering and withdrawing events of a project."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from antu.kernel.errors import BadInput
from antu.platform.confirming import ask
from antu.platform.display import HOME, Crumb, Head, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.projects.access import require_change
from antu.projects.forms import event_form
from antu.projects.models import Project, ProjectEvent
from antu.projects.selectors import project_on
from antu.projects.services import enter_event, void_event
from antu.projects.tables import event_table, state_chip, voiding_of

METHODS = ("GET", "HEAD", "POST")


@page("project.edit", methods=METHODS)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an event; the events that stand are shown below."""
    actor, today = actor_of(request), timezone.localdate()
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    require_change(actor, project.name, project.town_forms)
    back = f"{record_url(project)}#events"
    form, status = event_form(project, cancel_url=back), 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            entered = enter_event(actor, project, read_fields(request.POST, form), today)
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            messages.success(request, f"已登记：{entered.event}")
            for warning in entered.warnings:
                messages.warning(request, warning)
            return redirect(back)
    shown = project_on(project, today)
    head = Head(
        "登记项目事件",
        (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb("登记事件")),
        subtitle=project.name,
        chips=(state_chip(shown.state), *marks(is_sample=project.is_sample)),
    )
    context = {"head": head, "form": form, "table_title": "已登记的事件", "table": event_table(shown.events)}
    return render(request, "projects/form.html", context, status=status)


@page("project.edit", methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an event with its reason, after asking once more."""
    actor = actor_of(request)
    event = get_object_or_404(ProjectEvent.objects.seen_by(actor).select_related("project"), pk=pk)
    require_change(actor, event.project.name, event.project.town_forms)
    if request.method != "POST":
        return ask(request, voiding_of(event))
    try:
        void_event(actor, event, reason=request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, voiding_of(event), error.problems)
    messages.success(request, f"已作废：{event}")
    return redirect(f"{record_url(event.project)}#events")
