"""Pages of what remains: the households, of one project or of all, by cadre, and what is entered of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.clearing.forms import LABELS, note_form
from antu.clearing.models import NOTES
from antu.clearing.selectors.households import notes_of
from antu.clearing.selectors.projects import project_clearing
from antu.clearing.services import enter_note, void_note
from antu.clearing.tables.cadres import cadre_list
from antu.clearing.tables.listing import asked_day, clearing_list
from antu.clearing.tables.panels import cleared_chips, clearing_figures, contradictions, notes_table, voiding_of
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.platform.attachments.holders import holder_of
from antu.platform.confirming import ask
from antu.platform.display import HOME, Action, Crumb, Head, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import actor_of, page
from antu.projects.models import Project

METHODS = ("GET", "HEAD", "POST")
TITLE = "清零扫尾"
COUNTED = "滞留从项目启动日和公告日中较晚的一天算起，两日都没有的从本户最早的登记算起，算到"


@page("register.view", methods=LIST_METHODS)
def households(request: HttpRequest) -> HttpResponseBase:
    """The remaining households of all projects."""
    today = timezone.localdate()
    _, day = asked_day(request, today)
    head = Head(
        TITLE,
        (HOME, Crumb(TITLE)),
        subtitle=f"还没有交房的户，不含村组集体。{COUNTED} {day.isoformat()}",
        actions=(Action("看包户清单", reverse("clearing-cadres")),),
    )
    return list_page(clearing_list(request, today), head)


@page("register.view", methods=LIST_METHODS)
def of_project(request: HttpRequest, project: int) -> HttpResponseBase:
    """The remaining households of one project, and whether it is cleared."""
    actor, today = actor_of(request), timezone.localdate()
    found = get_object_or_404(Project.objects.seen_by(actor), pk=project)
    asked, day = asked_day(request, today)
    clearing = project_clearing(actor, found, day)
    head = Head(
        f"{found.name} · {TITLE}",
        (HOME, Crumb("项目", "/projects/"), Crumb(found.name, record_url(found)), Crumb(TITLE)),
        subtitle=f"{COUNTED} {day.isoformat()}",
        chips=(*cleared_chips(actor, clearing), *marks(is_sample=found.is_sample, is_voided=found.is_voided)),
        notices=contradictions(clearing),
        figures=clearing_figures(found.pk, clearing, asked.value),
    )
    return list_page(clearing_list(request, today, found), head)


@page("register.view", methods=LIST_METHODS)
def cadres(request: HttpRequest) -> HttpResponseBase:
    """What each cadre has left, across projects."""
    today = timezone.localdate()
    _, day = asked_day(request, today)
    head = Head(
        "包户清单",
        (HOME, Crumb(TITLE, reverse("clearing")), Crumb("包户清单")),
        subtitle=f"按台账现在写的包户干部统计剩余户，算到 {day.isoformat()}；同名的算一位",
    )
    return list_page(cadre_list(request, today), head)


@page("register.edit", methods=METHODS)
def enter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter a visit, a reason, a next step or a step of the law; what was entered before stands below."""
    actor, today = actor_of(request), timezone.localdate()
    seen = Household.objects.standing().seen_by(actor).select_related("project")
    household = get_object_or_404(seen, pk=pk)
    if kind not in NOTES:
        raise Http404(kind)
    back = f"{record_url(household)}#clearing"
    form, status = note_form(kind, household, today, cancel_url=back), 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            note = enter_note(actor, household, kind, read_fields(request.POST, form), today)
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            more = "。照片和扫描件点日期打开那一条添加" if holder_of(note._meta.label) else ""
            messages.success(request, f"已登记{note._meta.verbose_name}：{note}{more}")
            return redirect(back)
    crumbs = (HOME, Crumb(TITLE, reverse("clearing")), Crumb(str(household), back), Crumb(LABELS[kind]))
    head = Head(
        LABELS[kind],
        crumbs,
        subtitle=f"{household} · {household.project.name}",
        chips=marks(is_sample=household.is_sample),
    )
    table = notes_table(kind, notes_of(NOTES[kind], household.pk), may_void=True)
    context = {"head": head, "form": form, "table_title": "已登记的", "table": table}
    return render(request, "projects/form.html", context, status=status)


@page("register.edit", methods=METHODS)
def void(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take one row back with its reason, after asking once more."""
    actor = actor_of(request)
    if kind not in NOTES:
        raise Http404(kind)
    notes = NOTES[kind].objects.seen_by(actor).select_related("household__project")
    note = get_object_or_404(notes, pk=pk)
    if request.method != "POST":
        return ask(request, voiding_of(kind, note))
    try:
        void_note(actor, note, reason=request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, voiding_of(kind, note), error.problems)
    messages.success(request, f"已作废{note._meta.verbose_name}：{note}")
    return redirect(f"{record_url(note.household)}#clearing")
