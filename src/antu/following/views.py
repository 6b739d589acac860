"""Pages of key projects: a week of all, the report of one, and that a project is one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from antu.following.domain.weeks import week_text, weeks_of
from antu.following.forms import key_form, week_form
from antu.following.models import WeeklyEntry
from antu.following.selectors import followed_week, key_years
from antu.following.services import enter_week, follow_project, void_week
from antu.following.tables import key_listing, matching, voiding_of
from antu.kernel.errors import BadInput
from antu.planning.models import KeyProject
from antu.platform.confirming import ask
from antu.platform.display import HOME, Crumb, Head, KeyFigure, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.workbook.dates import written_day
from antu.projects.models import Project

METHODS = ("GET", "HEAD", "POST")
TITLE = "重点项目周报"


@page("register.view", "report.view", methods=LIST_METHODS)
def weeks(request: HttpRequest) -> HttpResponseBase:
    """All key projects of a year in a week, with who has not reported; this week, or the year's last one."""
    actor, today = actor_of(request), localdate()
    years = key_years(actor)
    year = choice_filter(request, "year", "年度（不选即最近）", [(str(each), f"{each}年") for each in years])
    shown_year = int(year.value) if year.value else next(iter(years), today.year)
    mondays = weeks_of(shown_year, today) or [date(shown_year, 1, 4)]
    week = choice_filter(request, "week", "周（不选即最近）", [(each.isoformat(), week_text(each)) for each in mondays])
    monday = date.fromisoformat(week.value) if week.value else mondays[0]
    reported = choice_filter(request, "reported", "本周", (("no", "未报"), ("yes", "已报")))
    filters = [text_filter(request, "q", "项目或联系领导"), reported, year, week]
    followed = followed_week(actor, shown_year, monday, today)
    done = sum(bool(each.entry) for each in followed)
    missing = sum(each.is_missing for each in followed)
    of_week = f"?year={shown_year}&week={monday.isoformat()}&reported="
    figures = (
        KeyFigure("已报", str(done), "个", url=f"{of_week}yes"),
        KeyFigure("未报", str(missing), "个", url=f"{of_week}no"),
    )
    head = Head(
        TITLE,
        (HOME, Crumb(TITLE)),
        subtitle=f"{shown_year}年重点项目，{week_text(monday)} 这一周",
        figures=figures if followed else (),
    )
    asked = AskedList(request, key_listing(actor, monday), filters, matching(followed, filters))
    return list_page(asked, head)


@page("project.edit", methods=METHODS)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a week; photographs are added on the report's own page."""
    actor, today = actor_of(request), localdate()
    keys = KeyProject.objects.standing().seen_by(actor).filter(project__is_voided=False)
    key = get_object_or_404(keys.select_related("project"), pk=pk)
    back = f"{record_url(key.project)}#weeks"
    day = written_day(request.GET.get("week", "")) or today
    form, status = week_form(key, day, cancel_url=back), 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            entry = enter_week(actor, key, read_fields(request.POST, form), today)
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            messages.success(request, f"已填报：{entry}。照片可以在本页下面添加。")
            return redirect(record_url(entry))
    crumbs = (HOME, Crumb(TITLE, "/key-projects/"), Crumb(key.project.name, back), Crumb("填报"))
    head = Head("填报周报", crumbs, subtitle=f"{key}", chips=marks(is_sample=key.is_sample))
    return render(request, "projects/form.html", {"head": head, "form": form}, status=status)


@page("project.edit", methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a report with its reason, after asking once more."""
    actor = actor_of(request)
    entries = WeeklyEntry.objects.seen_by(actor).select_related("key_project__project")
    entry = get_object_or_404(entries, pk=pk)
    if request.method != "POST":
        return ask(request, voiding_of(entry))
    try:
        void_week(actor, entry, reason=request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, voiding_of(entry), error.problems)
    messages.success(request, f"已作废：{entry}")
    return redirect(f"{record_url(entry.key_project.project)}#weeks")


@page("plan.edit", methods=METHODS)
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a project a key project of a year, or correct its level and leader."""
    actor, today = actor_of(request), localdate()
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    back = f"{record_url(project)}#weeks"
    form, status = key_form(project, today, cancel_url=back), 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            key = follow_project(actor, project, read_fields(request.POST, form))
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            messages.success(request, f"已登记：{key}")
            return redirect(back)
    crumbs = (HOME, Crumb("项目", "/projects/"), Crumb(project.name, back), Crumb("列为重点项目"))
    said = "同一年度已经列为重点的，保存即更正它的级别和联系领导。"
    head = Head(f"列为重点项目：{project}", crumbs, subtitle=said, chips=marks(is_sample=project.is_sample))
    return render(request, "projects/form.html", {"head": head, "form": form}, status=status)
