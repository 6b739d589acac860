"""Pages of regulations: the years' holidays, and counting a limit by them."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.calendar import EARLIEST, LATEST, Deadline
from antu.kernel.errors import BadInput
from antu.organisations.selectors import reporting_centre
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, read_grid, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.listing import AskedList, answered, choice_filter, list_context, list_page
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table
from antu.regulations.domain.limits import PROVISIONAL, day_words, typed_deadline
from antu.regulations.domain.local import is_weaker
from antu.regulations.domain.steps import national_limits
from antu.regulations.forms.holidays import TypedNotice, limit_form, local_limit, local_limit_form, notice_form
from antu.regulations.models import HolidayNotice, LocalLimit
from antu.regulations.selectors import holiday_notices, limit_of, working_days
from antu.regulations.services.holidays import REASON_MAX, enter_limit, enter_notice, void_limit
from antu.regulations.tables.holidays import (
    HOLIDAYS,
    LIMITS,
    OF_WHAT,
    HolidayYear,
    ShownLimit,
    holiday_years,
    notice_facts,
    period_table,
)

MAY_SEE: Final = ("register.view", "report.view")
TITLE: Final = "节假日和期限"
#: The notice of the next year comes out in November.
_NOTICE_MONTH: Final = 11


@page(*MAY_SEE)
def holidays(request: HttpRequest) -> HttpResponseBase:
    """The years on file, and a limit counted by them."""
    actor, today = actor_of(request), localdate()
    notices = holiday_notices()
    years = AskedList(request, HOLIDAYS, [], holiday_years(notices.values(), HolidayNotice.objects.standing()))
    if answer := answered(years):
        return answer
    next_year = max(notices) + 1
    every = (Action("法定期限", reverse("limits")),)
    actions = (*every, Action(f"登记{next_year}年安排", reverse("holiday-year-edit", args=[next_year])))
    late = today.year not in notices or (today.month >= _NOTICE_MONTH and today.year + 1 not in notices)
    what = f"{next_year}年的安排还没有登记：跨入这一年的期限暂按周一至周五计算，标“暂定”。通知发布后请登记。"
    head = Head(
        TITLE,
        (HOME, Crumb(TITLE)),
        subtitle="期限按国务院办公厅每年的放假通知计算工作日，调休上班的周末算工作日",
        actions=actions if actor.may("calendar.edit") else every,
        notices=(what,) if late else (),
    )
    form, end = _counted(request)
    context = {"head": head, "limit_form": form, "end": end, **list_context(years)}
    return render(request, "regulations/holidays.html", context, status=400 if form.problems else 200)


def _counted(request: HttpRequest) -> tuple[EntryForm, list[str]]:
    """The form of a limit, and its end in sentences when one was asked for."""
    form = limit_form(localdate())
    if "start" not in request.GET:
        return form, []
    form = typed_again(form, request.GET)
    texts = read_fields(request.GET, form)
    given = (texts["start"], texts["amount"], texts["unit"])
    try:
        end = typed_deadline(*given, working_days(), maximum=texts["kind"] == "max")
    except BadInput as error:
        return form.with_problems(error.problems), []
    return form, _sentences(end)


def _sentences(end: Deadline) -> list[str]:
    told = [f"最后一日：{day_words(end.last_day)}"]
    if end.rolled and end.rolled != end.last_day:
        told.append(f"末日是休息日，顺延至 {day_words(end.rolled)}")
    return [*told, f"暂定：{PROVISIONAL}"] if end.provisional else told


@page(*MAY_SEE)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year's arrangement with what proves it."""
    recorded = HolidayNotice.objects.standing().filter(year=year).first()
    notice = holiday_notices().get(year)
    if notice is None:
        raise Http404(year)
    shown = HolidayYear(notice, recorded)
    may_edit = actor_of(request).may("calendar.edit")
    actions = (Action(f"更正{year}年安排", reverse("holiday-year-edit", args=[year])),) if may_edit else ()
    head = Head(f"{year}年节假日安排", (HOME, Crumb(TITLE, reverse("holidays")), Crumb(f"{year}年")), actions=actions)
    panels = [
        draw(request, "notice", "依据", "antu/facts.html", {"facts": notice_facts(shown)}),
        draw_table(request, "periods", "放假安排", period_table(notice)),
    ]
    if recorded:
        panels += draw_files(request, recorded)
        panels.append(draw_table(request, "journal", "日志", journal_table(entries_about(recorded))))
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page("calendar.edit", methods=("GET", "HEAD", "POST"))
def edit_year(request: HttpRequest, year: int) -> HttpResponse:
    """Enter a year's holidays and make-up days by its notice."""
    if not EARLIEST.year <= year <= LATEST.year:
        raise Http404(year)
    recorded = HolidayNotice.objects.standing().filter(year=year).first()
    form = notice_form(year, holiday_notices().get(year), recorded)
    status = 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        if not asks_for_rows(request.POST):
            typed = TypedNotice(read_fields(request.POST, form), read_grid(request.POST, form.grids[0]))
            try:
                entered = enter_notice(actor_of(request), typed.entered(year, request.POST.get("version", "")))
            except BadInput as error:
                form, status = form.with_problems(error.problems, typed.place), 400
            else:
                messages.success(request, f"已保存：{entered}")
                return redirect("holiday-year", year=year)
    crumbs = (HOME, Crumb(TITLE, reverse("holidays")), Crumb(f"{year}年"))
    head = Head(f"登记{year}年节假日安排", crumbs, subtitle="照国务院办公厅的通知逐日登记；保存后新的期限都按它计算")
    return render(request, "regulations/form.html", {"head": head, "form": form}, status=status)


@page(*MAY_SEE)
def limits(request: HttpRequest) -> HttpResponseBase:
    """All limits: of national law, and local ones beside them."""
    shown = [ShownLimit(each) for each in national_limits()]
    shown += [ShownLimit(limit_of(each), each) for each in LocalLimit.objects.standing().order_by("id")]
    of = choice_filter(request, "of", "用于", list(OF_WHAT.items()))
    found = [each for each in shown if not of.value or each.limit.regime == of.value]
    new = (Action("登记地方期限", reverse("limit-new"), is_primary=True),)
    head = Head(
        "法定期限",
        (HOME, Crumb(TITLE, reverse("holidays")), Crumb("法定期限")),
        subtitle="国家规定随软件提供，不能改；地方规定另行登记，与国家规定并存，从严的一条起作用",
        actions=new if actor_of(request).may("calendar.edit") else (),
    )
    return list_page(AskedList(request, LIMITS, [of], found), head)


@page("calendar.edit", methods=("GET", "HEAD", "POST"))
def new_limit(request: HttpRequest) -> HttpResponse:
    """Enter a local limit."""
    form, status = local_limit_form(reporting_centre().district_code), 200
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            limit = local_limit(read_fields(request.POST, form))
            recorded = enter_limit(actor_of(request), limit)
        except BadInput as error:
            form, status = form.with_problems(error.problems), 400
        else:
            messages.success(request, f"已登记：{recorded}")
            if national := is_weaker(limit, national_limits()):
                messages.warning(request, f"比{national.basis}宽，{national.kind} {national.length}仍然起作用")
            return redirect("limits")
    crumbs = (HOME, Crumb("法定期限", reverse("limits")), Crumb("登记地方期限"))
    head = Head("登记地方期限", crumbs, subtitle="照省、市公布的文件登记；不改国家规定，只能更严")
    return render(request, "regulations/form.html", {"head": head, "form": form}, status=status)


@page("calendar.edit", methods=("GET", "HEAD", "POST"))
def drop_limit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a local limit back, with its reason, after asking once more."""
    recorded = get_object_or_404(LocalLimit.objects.standing(), pk=pk)
    back = reverse("limits")
    crumbs = (HOME, Crumb("法定期限", back), Crumb("作废"))
    form = reason_form("作废原因", submit_label="确认作废", cancel_url=back, length_max=REASON_MAX)
    facts = (Fact("期限", Cell(str(recorded))),)
    asked = Confirmation(Head("作废地方期限", crumbs), facts, ("各项目的期限按没有这一条重算。",), form)
    if request.method != "POST":
        return ask(request, asked)
    try:
        void_limit(actor_of(request), recorded, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, asked, error.problems)
    messages.success(request, f"已作废：{recorded}")
    return redirect(back)
