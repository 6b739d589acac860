"""Pages of yearly plans: the versions, one version, and how a version is drafted, approved and withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.kernel.errors import BadInput, Problem
from antu.planning.access import WHOLE
from antu.planning.domain.comparing import changes_between
from antu.planning.forms import (
    approval_form,
    begin_form,
    place_of,
    seen_entry,
    task_form,
    typed_approval,
    typed_tasks,
)
from antu.planning.models import PlanVersion
from antu.planning.selectors.drafts import APPROVAL, last_entry, offered_projects
from antu.planning.selectors.standing import StandingVersion, StandingYear, standing_years, states_of
from antu.planning.services import approve_version, begin_version, save_draft, withdraw_draft
from antu.planning.tables import (
    DRAFT,
    FROZEN,
    STATES,
    ListedTask,
    ListedVersion,
    change_table,
    listed_versions,
    outside_table,
    signed,
    task_listing,
    totals_table,
    version_listing,
)
from antu.platform.confirming import Confirmation, ask, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, KeyFigure, marks
from antu.platform.entry import EntryForm, ListedProblem, asks_for_rows, read_fields, typed_again
from antu.platform.figures import exact_text
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import (
    LIST_METHODS,
    AskedList,
    Filter,
    answered,
    choice_filter,
    day_filter,
    list_context,
    list_page,
    text_filter,
)
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, draw, draw_table
from antu.platform.procedure_kinds import is_run, why_held
from antu.platform.wording import day_text, joined
from antu.projects.models import AreaUnit, Land
from antu.projects.selectors import ProjectState, unit_of

FORM_METHODS: Final = ("GET", "HEAD", "POST")
ENTRIES_SHOWN: Final = 20
PLANS: Final = Crumb("年度计划", "/plans/")


@page("register.view", "report.view", methods=LIST_METHODS, whole_district=WHOLE)
def plans(request: HttpRequest) -> HttpResponseBase:
    """The versions of all years, as they stand today or at the end of the day that the URL names."""
    actor = actor_of(request)
    day, asked_day = _day(request)
    known = listed_versions(standing_years(day, with_drafts=not asked_day.value), day)
    years = sorted({each.standing.version.year for each in known}, reverse=True)
    filters = [
        choice_filter(request, "year", "年度", [(str(year), f"{year}年") for year in years]),
        choice_filter(request, "state", "状态", STATES),
        text_filter(request, "q", "文号、单位或原因"),
        asked_day,
    ]
    asked = AskedList(request, version_listing(actor), filters, _matching(known, filters))
    actions = (Action("编制计划", reverse("plan-begin"), is_primary=True),) if actor.may("plan.edit") else ()
    subtitle = f"完成情况截至 {day.isoformat()}"
    return list_page(asked, Head("年度计划", (HOME, Crumb("年度计划")), subtitle=subtitle, actions=actions))


@page("register.view", "report.view", methods=LIST_METHODS, whole_district=WHOLE)
def plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One version: its tasks, what it changes, and what the year completed outside the plan."""
    version = get_object_or_404(PlanVersion.objects.standing(), pk=pk)
    asked_day, day_field = _day(request)
    day = max(asked_day, version.approved_on or asked_day)
    year = _year(version, day)
    shown = next(each for each in year.versions if each.version == version)
    asked = _asked_tasks(request, shown, day_field, day)
    if answer := answered(asked):
        return answer
    outside = outside_table(year, shown)
    panels = [
        draw(request, "tasks", "计划任务", "antu/listing.html", list_context(asked)),
        *_comparison(request, year, shown),
        draw_table(request, "outside", "计划外完成", outside),
        draw_table(request, "journal", "日志", journal_table(entries_about(version)[:ENTRIES_SHOWN])),
    ]
    head = completed_head(request, _head(request, year, shown, day), "plan", version.pk)
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page("plan.edit", methods=FORM_METHODS, whole_district=WHOLE)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next version of a year."""
    form = begin_form(request.GET.get("year", "")[:4] or str(timezone.localdate().year))
    if request.method == "POST":
        form = typed_again(form, request.POST)
        typed = read_fields(request.POST, form)["year"]
        try:
            version = begin_version(actor_of(request), int(typed) if typed.isdecimal() else 0)
        except BadInput as error:
            return _drawn(request, Head("编制计划", (HOME, PLANS, Crumb("编制计划"))), form, error.problems)
        messages.success(request, f"已起草：{version}")
        return redirect("plan-edit", pk=version.pk)
    return _drawn(request, Head("编制计划", (HOME, PLANS, Crumb("编制计划"))), form)


@page("plan.edit", methods=FORM_METHODS, whole_district=WHOLE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the tasks of a draft in a grid."""
    draft = get_object_or_404(PlanVersion.objects.standing(), pk=pk)
    if words := why_held(draft):
        messages.warning(request, words)
        return redirect(record_url(draft))
    tasks = draft.tasks.standing().select_related("project").order_by("source_row", "id")
    form = task_form(draft, tasks, offered_projects(), last_entry(draft))
    head = Head(
        f"编辑任务：{draft}",
        (HOME, PLANS, Crumb(str(draft), record_url(draft)), Crumb("编辑任务")),
        chips=(DRAFT,) if draft.is_draft else (),
    )
    if request.method != "POST":
        refused = () if draft.is_draft else (_no_draft(draft),)
        return _drawn(request, head, form, refused)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    try:
        save_draft(actor_of(request), pk, typed_tasks(form, request.POST), seen_entry(request.POST))
    except BadInput as error:
        return _drawn(request, head, form, error.problems)
    messages.success(request, f"已保存草稿：{draft}")
    return redirect(record_url(draft))


@page("plan.edit", methods=FORM_METHODS, whole_district=WHOLE)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft by its document, after a look at what it says."""
    draft = get_object_or_404(PlanVersion.objects.standing(), pk=pk)
    if is_run(APPROVAL):
        messages.warning(request, "年度计划由流程审批，不能直接批准；请在这里送审")
        return redirect("case-start", APPROVAL, pk)
    today = timezone.localdate()
    year = _year(draft, today)
    shown = next(each for each in year.versions if each.version == draft)
    before = year.before(draft)
    form = approval_form(draft, before.version.issuer if before else "", last_entry(draft))
    facts = tuple(Fact(f"{land.label}任务", Cell(_sum_words(shown, before, land))) for land in Land)
    effects = (
        f"{draft}从批准日期起执行；项目完成算计划内还是计划外，看完成那天执行的版本。",
        "批准后这一版和它以前的各版都不能再改，网页和年度工作簿导入都不能；要改任务，编制下一版调整计划。",
    )
    head = Head(f"批准：{draft}", (HOME, PLANS, Crumb(str(draft), record_url(draft)), Crumb("批准")), chips=(DRAFT,))
    question = Confirmation(head, facts, effects, form, voids=False)
    if request.method != "POST":
        return ask(request, question, () if draft.is_draft else (_no_draft(draft),))
    approval = typed_approval(read_fields(request.POST, typed_again(form, request.POST)))
    try:
        approve_version(actor_of(request), pk, approval, seen_entry(request.POST), today=today)
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已批准定稿：{draft}")
    return redirect(record_url(draft))


@page("plan.edit", methods=FORM_METHODS, whole_district=WHOLE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draft, with its reason, after asking once more."""
    draft = get_object_or_404(PlanVersion.objects.standing(), pk=pk)
    head = Head(f"撤销草稿：{draft}", (HOME, PLANS, Crumb(str(draft), record_url(draft)), Crumb("撤销草稿")))
    facts = (
        Fact("计划版本", Cell(str(draft), record_url(draft))),
        Fact("任务", Cell(f"{draft.tasks.standing().count()} 个项目")),
    )
    effects = ("草稿和它的任务作废，不再出现在列表里；日志里仍可查。", "以后再编制这一年的计划，重新从上一版照抄。")
    form = reason_form("撤销原因", submit_label="撤销草稿", cancel_url=record_url(draft))
    question = Confirmation(head, facts, effects, form)
    if request.method != "POST":
        return ask(request, question, () if draft.is_draft else (_no_draft(draft),))
    try:
        withdraw_draft(actor_of(request), pk, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已撤销草稿：{draft}")
    return redirect("plans")


def _day(request: HttpRequest) -> tuple[date, Filter]:
    asked = day_filter(request, "on", "截至")
    return date.fromisoformat(asked.value) if asked.value else timezone.localdate(), asked


def _matching(known: Sequence[ListedVersion], filters: Sequence[Filter]) -> list[ListedVersion]:
    wanted = {each.name: each.value for each in filters if each.value}

    def fits(each: ListedVersion) -> bool:
        version = each.standing.version
        words = f"{version} {version.document_no} {version.issuer} {version.reason}".casefold()
        return (
            wanted.get("year", str(version.year)) == str(version.year)
            and wanted.get("state", each.state) == each.state
            and wanted.get("q", "").casefold() in words
        )

    return [each for each in known if fits(each)]


def _year(version: PlanVersion, day: date) -> StandingYear:
    (year,) = standing_years(day, with_drafts=True, year=version.year)
    return year


def _asked_tasks(request: HttpRequest, shown: StandingVersion, day_field: Filter, day: date) -> AskedList:
    states = states_of(shown.tasks, day)
    listed = [ListedTask(each, states[each.task.project_id]) for each in shown.tasks]
    responsible = sorted({each.task.responsible for each in shown.tasks if each.task.responsible})
    filters = [
        text_filter(request, "q", "项目名称或编号"),
        choice_filter(request, "land", "土地性质", Land.choices),
        choice_filter(request, "state", "项目状态", [(state.code, state.value) for state in ProjectState]),
        choice_filter(request, "inside", "计划内外", (("in", "计划内完成"), ("out", "计划外完成"), ("open", "未完成"))),
        choice_filter(request, "responsible", "责任单位", [(name, name) for name in responsible]),
        day_field,
    ]
    wanted = {each.name: each.value for each in filters if each.value}
    found = [each for each in listed if _fits(each, wanted)]
    return AskedList(request, task_listing(), filters, found, anchor="tasks")


def _fits(each: ListedTask, wanted: dict[str, str]) -> bool:
    done, task = each.standing.completion, each.standing.task
    inside = "open" if done is None else "in" if done.is_in_plan else "out"
    words = f"{task.project.name} {task.project.former_name} {task.project.code}".casefold()
    return (
        wanted.get("land", each.standing.land) == each.standing.land
        and wanted.get("state", each.state.code) == each.state.code
        and wanted.get("inside", inside) == inside
        and wanted.get("responsible", task.responsible) == task.responsible
        and wanted.get("q", "").casefold() in words
    )


def _comparison(request: HttpRequest, year: StandingYear, shown: StandingVersion) -> list[DrawnPanel]:
    """What this version changes of the one before it, or of another that the URL names; nothing for a single one."""
    others = [each for each in year.versions if each.version != shown.version]
    named = next((each for each in others if str(each.version.pk) == request.GET.get("with")), None)
    other = named or year.before(shown.version) or next(iter(others), None)
    if other is None:
        return []
    changes = changes_between(*([task.compared() for task in each.tasks] for each in (other, shown)))
    context = {
        "other": other.version,
        "others": [each.version for each in others],
        "totals": totals_table(other, shown),
        "changes": change_table(changes),
    }
    title = f"与{other.version.label}比较"
    return [draw(request, "comparison", title, "planning/comparison.html", context)]


def _head(request: HttpRequest, year: StandingYear, shown: StandingVersion, day: date) -> Head:
    version = shown.version
    chips = (ListedVersion(shown, day).chip, *((FROZEN,) if version.is_frozen else ()))
    approved = f"{day_text(version.approved_on)} 批准" if version.approved_on else ""
    reason = f"调整原因：{version.reason}" if version.reason else ""
    said = joined((version.document_no, approved, version.issuer, reason, f"完成情况截至 {day.isoformat()}"), " · ")
    outside = KeyFigure("计划外完成", str(len(year.outside)), "个", "#outside", f"{year.year}年全年")
    return Head(
        str(version),
        (HOME, PLANS, Crumb(f"{version.year}年{version.label}")),
        subtitle=said,
        chips=(*chips, *marks(is_sample=version.is_sample)),
        actions=_actions(request, year, version),
        figures=(*(figure for land in Land for figure in _figures(shown, land)), outside),
    )


def _figures(shown: StandingVersion, land: Land) -> tuple[KeyFigure, KeyFigure]:
    total, unit = shown.of(land), AreaUnit(unit_of(land)).label
    planned = KeyFigure(f"{land.label}任务", str(total.count), "个", note=f"{exact_text(total.area)} {unit}")
    done = KeyFigure(f"{land.label}完成", str(total.done), "个", note=f"{exact_text(total.done_area)} {unit}")
    return planned, done


def _actions(request: HttpRequest, year: StandingYear, version: PlanVersion) -> tuple[Action, ...]:
    if not actor_of(request).may("plan.edit"):
        return ()
    if version.is_draft:
        approve = Action("批准", reverse("plan-approve", args=[version.pk]), is_primary=True)
        return (
            *(() if is_run(APPROVAL) else (approve,)),
            Action("编辑任务", reverse("plan-edit", args=[version.pk])),
            Action("撤销草稿", reverse("plan-withdraw", args=[version.pk])),
        )
    if any(each.version.is_draft for each in year.versions) or year.versions[0].version != version:
        return ()
    return (Action("编制调整计划", f"{reverse('plan-begin')}?year={version.year}"),)


def _sum_words(shown: StandingVersion, before: StandingVersion | None, land: Land) -> str:
    total, unit = shown.of(land), AreaUnit(unit_of(land)).label
    words = f"{total.count} 个项目，{exact_text(total.area)} {unit}"
    if before is None:
        return words
    was = before.of(land)
    if (was.count, was.area) == (total.count, total.area):
        return f"{words}（与{before.version.label}相同）"
    count, area = signed(Fraction(total.count - was.count)), signed(total.area - was.area)
    return f"{words}（比{before.version.label}：{count} 个，{area} {unit}）"


def _no_draft(version: PlanVersion) -> Problem:
    return Problem("N-FROZEN", f"{version}已经批准，不能再改；要改任务，请编制下一版调整计划")


def _drawn(request: HttpRequest, head: Head, form: EntryForm, problems: Sequence[Problem] = ()) -> HttpResponse:
    drawn = form.with_problems(problems, place_of if form.grids else None)
    drawn = replace(drawn, problems=tuple(map(_named(form), drawn.problems, problems)))
    return render(request, "planning/form.html", {"head": head, "form": drawn}, status=400 if problems else 200)


def _named(form: EntryForm) -> Callable[[ListedProblem, Problem], ListedProblem]:
    """A line of the list on top, after the number of the row that it is about."""
    keys = [row.key for grid in form.grids for row in grid.shown_rows()]

    def named(line: ListedProblem, problem: Problem) -> ListedProblem:
        row = problem.where.get("row")
        return replace(line, message=f"第 {keys.index(str(row)) + 1} 行：{line.message}") if row in keys else line

    return named
