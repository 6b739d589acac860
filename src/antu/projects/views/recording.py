"""Entering and correcting a project in a page: what is typed stays on the page until it is recorded."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.kernel.errors import BadInput
from antu.platform.display import HOME, Crumb, Head
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.versions import version_of
from antu.projects.access import require_change
from antu.projects.forms import project_form
from antu.projects.models import Project
from antu.projects.services import (
    REASON,
    Correction,
    ProjectChangedMeanwhile,
    correct_project,
    enter_project_by_hand,
    recorded_texts,
)
from antu.regulations.selectors import pack_shelf

METHODS = ("GET", "HEAD", "POST")
LIST = Crumb("项目", "/projects/")


@page("project.edit", methods=METHODS)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a new project."""
    form = project_form(actor_of(request), {}, pack_shelf(), cancel_url=reverse("projects"))
    head = Head("登记项目", (HOME, LIST, Crumb("登记项目")), subtitle="名称和土地性质必填，其余可以以后补。")
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        entered = enter_project_by_hand(actor_of(request), read_fields(request.POST, form), pack_shelf())
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems), status=400)
    messages.success(request, f"已登记：{entered.project}")
    return redirect(record_url(entered.project))


@page("project.edit", methods=METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a project."""
    actor = actor_of(request)
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    require_change(actor, project.name, project.town_forms)
    head = Head(f"更正项目：{project}", (HOME, LIST, Crumb(project.name, record_url(project)), Crumb("更正项目")))
    version = str(version_of(project))
    project.refresh_from_db()
    form = project_form(actor, recorded_texts(project), pack_shelf(), cancel_url=record_url(project), version=version)
    if request.method != "POST":
        return _drawn(request, head, form)
    sent, shown = request.POST, request.POST.get("version", "")
    form = typed_again(form, sent)
    texts = read_fields(sent, form)
    try:
        correction = Correction(texts, int(shown) if shown.isdecimal() else 0, texts[REASON])
        saved = correct_project(actor, pk, correction, pack_shelf())
    except ProjectChangedMeanwhile as changed:
        joined = project_form(
            actor, changed.texts, pack_shelf(), cancel_url=record_url(project), version=str(changed.entries[-1].pk)
        )
        return _drawn(request, head, joined.with_problems(changed.problems), status=409)
    except BadInput as error:
        return _drawn(request, head, replace(form, version=shown).with_problems(error.problems), status=400)
    messages.success(request, f"已保存更正：{saved.project}" if saved.is_changed else "没有变化，没有写入")
    return redirect(record_url(saved.project))


def _drawn(request: HttpRequest, head: Head, form: EntryForm, *, status: int = 200) -> HttpResponse:
    return render(request, "projects/form.html", {"head": head, "form": form}, status=status)
