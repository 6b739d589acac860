"""Pages of the statutory timeline: a step of a project, what changes its limit, and the calendar of all projects."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from antu.kernel.errors import BadInput
from antu.platform.actor import Actor
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask, reason_form
from antu.platform.display import HOME, Action, Cell, Chip, Crumb, Fact, Head, Tone
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.projects.models import Project
from antu.regulations.selectors import working_days
from antu.timeline.access import require_entry
from antu.timeline.documents.calendar_file import calendar_file
from antu.timeline.domain.course import Placed, Tense
from antu.timeline.forms import change_form, entered_change, entered_step, step_form
from antu.timeline.models import LimitChange, ProjectStep
from antu.timeline.selectors import (
    KINDS,
    approval_checklist,
    course_of,
    deadlines,
    gate_problems,
    own_feed,
    reader_of_feed,
    steps_recorded,
)
from antu.timeline.services import REASON_MAX, change_limit, end_feed, enter_step, start_feed, void_change, void_step
from antu.timeline.tables import (
    calendar_listing,
    change_table,
    checklist_listing,
    law_facts,
    limit_cell,
    matching,
    step_facts,
    step_url,
    tense_chip,
)

MAY_SEE: Final = ("register.view", "report.view")
POSTS: Final = ("GET", "HEAD", "POST")


@page(*MAY_SEE)
def calendar(request: HttpRequest) -> HttpResponseBase:
    """What is due of all projects that the actor sees, and which notices hang out."""
    actor, today = actor_of(request), timezone.localdate()
    found = deadlines(list(Project.objects.standing().seen_by(actor)), today)
    running = (Tense.LATE, Tense.NEAR, Tense.ON_DISPLAY, Tense.OPEN, Tense.BLOCKED)
    states = [(tense.code, tense.word) for tense in running]
    filters = [
        text_filter(request, "q", "项目名称"),
        choice_filter(request, "kind", "事项", list(KINDS.items())),
        choice_filter(request, "state", "状态", states),
    ]
    asked = AskedList(request, calendar_listing(working_days(), today), filters, matching(found, filters))
    actions = (
        Action("订阅", reverse("calendar-subscription")),
        Action("下载日历文件", reverse("calendar-file")),
    )
    head = Head(
        "项目日历",
        (HOME, Crumb("项目日历")),
        subtitle=f"按今天（{today.isoformat()}）计算；公示到期和最迟办理的日子，近的在前",
        actions=actions,
    )
    return list_page(asked, head)


@page(*MAY_SEE)
def calendar_download(request: HttpRequest) -> HttpResponse:
    """The same as a file for a calendar program."""
    return _calendar_of(request, actor_of(request))


@page(*MAY_SEE, methods=POSTS)
def subscription(request: HttpRequest) -> HttpResponse:
    """One's own address for a calendar program: made, made anew, ended."""
    actor, address = actor_of(request), ""
    if request.method == "POST" and "end" in request.POST:
        end_feed(actor)
        messages.success(request, "已停用，原来的地址不再给出任何内容")
        return redirect("calendar-subscription")
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("calendar-feed", args=[start_feed(actor)]))
    head = Head(
        "订阅项目日历",
        (HOME, Crumb("项目日历", reverse("calendar")), Crumb("订阅")),
        subtitle="手机或电脑的日历按这个地址自动更新您看得到的期限；地址就是钥匙，不要给别人",
    )
    context = {"head": head, "address": address, "feed": own_feed(actor)}
    return render(request, "timeline/subscription.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due, for a calendar program that knows the secret: as much as its owner may see now."""
    reader = reader_of_feed(secret)
    if reader is None or not any(reader.may(permission) for permission in MAY_SEE):
        raise Http404
    return _calendar_of(request, reader)


def _calendar_of(request: HttpRequest, actor: Actor) -> HttpResponse:
    projects = list(Project.objects.standing().seen_by(actor))
    content = calendar_file(deadlines(projects, timezone.localdate()), timezone.now(), request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="antu.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@page(*MAY_SEE, methods=POSTS)
def step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One step of a project: what the law asks, what is recorded, or the form that records it."""
    project, placed = _placed(request, pk, code)
    form = step_form(project, placed)
    if request.method == "POST":
        require_entry(actor_of(request), project)
        form = typed_again(form, request.POST)
        try:
            entered = entered_step(code, read_fields(request.POST, form))
            recorded = enter_step(actor_of(request), project, entered, timezone.localdate())
        except BadInput as error:
            return _drawn(request, project, placed, form.with_problems(error.problems))
        messages.success(request, f"已登记：{recorded.title} {recorded.on}")
        return redirect(step_url(project, code))
    return _drawn(request, project, placed, form)


@page(*MAY_SEE)
def approval(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What must be there before approval is sought of the project, and what is missing."""
    project = get_object_or_404(Project.objects.seen_by(actor_of(request)), pk=pk)
    lines = approval_checklist(actor_of(request), project, timezone.localdate())
    missing = sum(bool(line.missing) for line in lines)
    chip = Chip(f"缺 {missing} 项", Tone.STOPPED) if missing else Chip("齐备", Tone.DONE)
    head = Head(
        f"报批清单：{project.name}",
        (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb("报批清单")),
        subtitle="申请征收土地（国有：作出征收决定）之前，各环节的登记、文号、凭证和公告期",
        chips=(chip,),
    )
    return list_page(AskedList(request, checklist_listing(project), [], lines), head)


@page("project.edit", methods=("POST",))
def change(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Pause or extend the limit of a step."""
    project, placed = _placed(request, pk, code)
    form = typed_again(change_form(project, code), request.POST)
    try:
        made = change_limit(actor_of(request), project, entered_change(code, read_fields(request.POST, form)))
    except BadInput as error:
        return _drawn(request, project, placed, step_form(project, placed), form.with_problems(error.problems))
    messages.success(request, f"已登记：{made.get_kind_display()}")
    return redirect(step_url(project, code))


@page("project.edit", methods=POSTS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step back, with its reason, after asking once more."""
    recorded = get_object_or_404(ProjectStep.objects.standing().seen_by(actor_of(request)), pk=pk)
    back = step_url(recorded.project, recorded.code)
    facts = (Fact("环节", Cell(recorded.title)), Fact("日期", Cell(recorded.on.isoformat())))
    effects = ("这个环节回到未办理，后面环节的期限随之重算。", "登记、附件和日志都保留，标为作废。")
    asked = _voiding(f"作废：{recorded.title}", recorded.project, back, facts, effects)
    if request.method != "POST":
        return ask(request, asked)
    try:
        void_step(actor_of(request), recorded, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, asked, error.problems)
    messages.success(request, f"已作废：{recorded.title}")
    return redirect(back)


@page("project.edit", methods=POSTS)
def void_limit_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a pause or an extension back, with its reason, after asking once more."""
    recorded = get_object_or_404(LimitChange.objects.standing().seen_by(actor_of(request)), pk=pk)
    back = step_url(recorded.project, recorded.code)
    facts = (Fact("变动", Cell(recorded.get_kind_display())), Fact("原因", Cell(recorded.reason)))
    asked = _voiding("作废期限变动", recorded.project, back, facts, ("期限按没有这次变动重算。",))
    if request.method != "POST":
        return ask(request, asked)
    try:
        void_change(actor_of(request), recorded, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, asked, error.problems)
    messages.success(request, "已作废这次期限变动")
    return redirect(back)


def _voiding(
    title: str, project: Project, back: str, facts: tuple[Fact, ...], effects: tuple[str, ...]
) -> Confirmation:
    form = reason_form("作废原因", submit_label="确认作废", cancel_url=back, length_max=REASON_MAX)
    crumbs = (HOME, Crumb(project.name, record_url(project)), Crumb("法定环节", back), Crumb(title))
    return Confirmation(Head(title, crumbs), facts, effects, form)


def _placed(request: HttpRequest, pk: int, code: str) -> tuple[Project, Placed]:
    project = get_object_or_404(Project.objects.seen_by(actor_of(request)), pk=pk)
    course = course_of(project)
    placed = next((each for each in course.on(timezone.localdate()) if each.asked.code == code), None)
    if placed is None:
        raise Http404(code)
    return project, placed


def _drawn(
    request: HttpRequest, project: Project, placed: Placed, form: EntryForm, change_asked: EntryForm | None = None
) -> HttpResponse:
    actor, code = actor_of(request), placed.asked.code
    recorded = steps_recorded(project).filter(code=code).first()
    may_enter = actor.may("project.edit") and not project.is_voided
    gates = [] if recorded else gate_problems(actor, project, code)
    actions: tuple[Action, ...] = ()
    if recorded and may_enter:
        actions = (Action("作废这次登记", reverse("project-step-void", args=[recorded.pk])),)
    head = Head(
        placed.asked.title,
        (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb(placed.asked.title)),
        subtitle=project.name,
        chips=(tense_chip(placed),),
        actions=actions,
        notices=(*placed.why, *(problem.message for problem in gates)),
    )
    context = {
        "head": head,
        "panels": _panels(request, placed, recorded),
        "form": form if may_enter and recorded is None else None,
        "limit": limit_cell(placed, working_days(), timezone.localdate()),
        "changes": None,
        "change_form": None,
    }
    if placed.asked.maximums:
        rows = LimitChange.objects.standing().filter(project=project, code=code)
        context["changes"] = change_table(rows, may_void=may_enter)
        context["change_form"] = (change_asked or change_form(project, code)) if may_enter else None
    status = 400 if form.problems or (change_asked and change_asked.problems) else 200
    return render(request, "timeline/step.html", context, status=status)


def _panels(request: HttpRequest, placed: Placed, recorded: ProjectStep | None) -> list[DrawnPanel]:
    law = draw(request, "law", "法律要求", "antu/facts.html", {"facts": law_facts(placed)})
    if recorded is None:
        return [law]
    return [
        draw(request, "record", "登记", "antu/facts.html", {"facts": step_facts(recorded)}),
        law,
        *draw_files(request, recorded),
        draw_table(request, "journal", "日志", journal_table(entries_about(recorded))),
    ]
