"""Editing a household on one page, and entering a new one: what is typed stays on the page until it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from antu.households.domain.merging import merge
from antu.households.domain.sheets import COLLECTIVE
from antu.households.domain.typed import TypedHousehold
from antu.households.selectors.editing import read_household
from antu.households.services import ChangedMeanwhile, Edit, Occasion, TypedRefused, edit_household, enter_household
from antu.households.tables.conflicts import ShownConflict, shown_conflicts
from antu.households.tables.household_form import REASON
from antu.households.tables.typed_form import with_problems
from antu.households.views.edit_page import EditPage, new_page, opened_page
from antu.households.views.trial import TRIED, drawn_trial
from antu.platform.display import HOME, Crumb, Head
from antu.platform.entry import EntryForm, asks_for_rows
from antu.platform.links import record_url
from antu.platform.models import JournalEntry
from antu.platform.pages import actor_of, page
from antu.regulations.selectors import pack_shelf


@dataclass(frozen=True, slots=True)
class CameBetween:
    """Who wrote to the household after the page was opened, and what both changed."""

    entries: tuple[JournalEntry, ...]
    conflicts: tuple[ShownConflict, ...]


METHODS: Final = ("GET", "HEAD", "POST")


@page("register.edit", methods=METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a registered household."""
    at_work = opened_page(request, pk)
    return _sent(at_work) if request.method == "POST" else _drawn(at_work, at_work.form())


@page("register.edit", methods=METHODS)
def enter(request: HttpRequest, project: int) -> HttpResponse:
    """Enter a new household of the project."""
    at_work = new_page(request, project)
    return _sent(at_work) if request.method == "POST" else _drawn(at_work, at_work.form())


def _sent(at_work: EditPage) -> HttpResponse:
    """What becomes of a form that was sent: more rows, a trial, saved, refused, or somebody came between."""
    form, typed, base = at_work.sent()
    if asks_for_rows(at_work.request.POST):
        return _drawn(at_work, form, typed=typed)
    if TRIED in at_work.request.POST:
        return _tried(at_work, form, typed)
    try:
        return _saved(at_work, typed)
    except TypedRefused as refused:
        return _drawn(at_work, with_problems(form, refused.problems, refused.reading), typed=typed, status=400)
    except ChangedMeanwhile as changed:
        return _in_conflict(at_work, typed, base, changed)


def _saved(at_work: EditPage, typed: TypedHousehold) -> HttpResponse:
    post, actor = at_work.request.POST, actor_of(at_work.request)
    occasion = Occasion(timezone.localdate(), pack_shelf())
    if at_work.household is None:
        saved = enter_household(actor, at_work.project.pk, typed, occasion=occasion)
    else:
        version = post.get("version", "")
        edit_of = Edit(typed, int(version) if version.isdecimal() else 0, post.get(REASON, ""))
        saved = edit_household(actor, at_work.household.pk, edit_of, occasion=occasion)
    done = "已登记" if at_work.household is None else "已保存更正"
    messages.success(at_work.request, f"{done}：{saved.household}" if saved.is_changed else "没有变化，没有写入")
    for warning in saved.warnings:
        messages.warning(at_work.request, f"请核对：{warning.message}")
    return redirect(record_url(saved.household))


def _tried(at_work: EditPage, form: EntryForm, typed: TypedHousehold) -> HttpResponse:
    reading = read_household(actor_of(at_work.request), at_work.project, at_work.household, typed, at_work.layout)
    return _drawn(at_work, with_problems(form, reading.errors, reading), typed=typed)


def _in_conflict(
    at_work: EditPage, typed: TypedHousehold, base: TypedHousehold, changed: ChangedMeanwhile
) -> HttpResponse:
    """The page again with both sides joined, who came between, and a choice where both changed the same."""
    merged = merge(base, typed, at_work.shown)
    conflicts = shown_conflicts(merged.conflicts, at_work.layout, at_work.shown, typed)
    form, came = at_work.form(merged.household), CameBetween(changed.entries, conflicts)
    return _drawn(at_work, form, typed=merged.household, status=409, came=came)


def _drawn(
    at_work: EditPage,
    form: EntryForm,
    *,
    typed: TypedHousehold | None = None,
    status: int = 200,
    came: CameBetween | None = None,
) -> HttpResponse:
    trial = drawn_trial(at_work, typed or at_work.shown) if at_work.household or typed else ""
    context: dict[str, Any] = {
        "head": _head(at_work),
        "form": form,
        "trial": trial,
        "trial_url": at_work.trial_url,
        "came": came,
        "is_new": at_work.household is None,
    }
    return render(at_work.request, "households/edit.html", context, status=status)


def _head(at_work: EditPage) -> Head:
    project, household = at_work.project, at_work.household
    way = (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)))
    if household:
        crumbs = (*way, Crumb(household.code, record_url(household)), Crumb("更正登记"))
        return Head(f"更正登记：{household}", crumbs, subtitle=project.name)
    title = "登记村/组集体" if at_work.kind == COLLECTIVE else "登记新户"
    return Head(title, (*way, Crumb(title)), subtitle=project.name)
