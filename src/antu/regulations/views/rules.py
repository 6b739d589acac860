"""Pages of issued rules: the list, one rule, one version of its text; a rule entered, corrected, voided."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.platform.actor import Actor
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import AskedList, choice_filter, day_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, contributed_panels, draw, draw_table
from antu.platform.procedure_kinds import is_run
from antu.platform.wording import day_text
from antu.platform.workbook.dates import written_day
from antu.regulations.access import WRITING
from antu.regulations.domain.clauses import clauses_of, misnumbered
from antu.regulations.domain.publishing import ISSUE
from antu.regulations.domain.standing import RuleState, in_force_on
from antu.regulations.forms.rules import day_form, rule_form, seen_entry
from antu.regulations.models import IssuedRule, RuleKind, RuleVersion
from antu.regulations.selectors.rules import published_before, rule_state, rules_seen, versions_by_rule, versions_of
from antu.regulations.services.holidays import REASON_MAX
from antu.regulations.services.rules import correct_rule, enter_rule, void_rule
from antu.regulations.tables.rules import ListedRule, listed_rules, matching, rule_facts, rule_listing
from antu.regulations.tables.versions import (
    comparison_table,
    shown_clauses,
    version_chip,
    version_facts,
    version_table,
)

MAY_SEE: Final = ("register.view", "report.view")
METHODS: Final = ("GET", "HEAD", "POST")
TITLE: Final = "制度文件"
RULES: Final = Crumb(TITLE, "/rules/")
PLACE: Final = "issued-rule"
ENTRIES_SHOWN: Final = 20


@page(*MAY_SEE)
def rules(request: HttpRequest) -> HttpResponseBase:
    """The rules, as they stand today or on the day that the URL names."""
    actor = actor_of(request)
    asked_day = day_filter(request, "on", "截至")
    day = date.fromisoformat(asked_day.value) if asked_day.value else localdate()
    seen = rules_seen(actor)
    listed = listed_rules(seen, versions_by_rule(actor, seen), day)
    years = sorted({year for each in listed for year in each.years}, reverse=True)
    filters = [
        text_filter(request, "q", "名称、文号或单位"),
        choice_filter(request, "kind", "类别", RuleKind.choices),
        choice_filter(request, "state", "状态", [(state.code, state.value) for state in RuleState]),
        choice_filter(request, "year", "印发年度", [(str(year), f"{year}年") for year in years]),
        asked_day,
    ]
    actions = (Action("登记制度文件", reverse("rule-new"), is_primary=True),) if actor.may("rule.edit") else ()
    head = Head(TITLE, (HOME, Crumb(TITLE)), subtitle=f"状态和适用版本截至 {day.isoformat()}", actions=actions)
    return list_page(AskedList(request, rule_listing(actor), filters, matching(listed, filters)), head)


@page(*MAY_SEE)
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule: its versions, the text in force, what later rooms know of it."""
    actor, today = actor_of(request), localdate()
    shown = get_object_or_404(IssuedRule.objects.seen_by(actor), pk=pk)
    versions = versions_of(actor, shown)
    typed = request.GET.get("on", "")[:20]
    asked = written_day(typed)
    current = in_force_on(versions, asked or today, shown.abolished_on)
    told = _told(ListedRule(shown, versions, asked), current) if asked else ""
    wrong = f"「{typed}」不是日期；请按 2023-05-08 的样子填写" if typed and not asked else ""
    actions = _rule_actions(actor, shown, versions)
    table = version_table(versions, today, may_draft=bool(actions))
    context = {"table": table, "form": day_form(shown, typed) if versions else None, "told": told, "wrong": wrong}
    panels = [
        draw(request, "facts", "登记内容", "antu/facts.html", {"facts": rule_facts(shown)}),
        draw(request, "versions", "版本", "regulations/versions.html", context),
        *_text_panel(request, current, f"{day_text(asked)} 适用的正文" if asked else "现行正文"),
        *contributed_panels(request, PLACE, shown.pk),
        *draw_files(request, shown),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown)[:ENTRIES_SHOWN])),
    ]
    state = ListedRule(shown, versions, today)
    head = Head(
        str(shown),
        (HOME, RULES, Crumb(str(shown))),
        chips=(state.chip, *marks(is_sample=shown.is_sample, is_voided=shown.is_voided)),
        actions=actions,
    )
    head = completed_head(request, head, PLACE, shown.pk)
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


def _told(asked: ListedRule, current: RuleVersion | None) -> str:
    """Which version was in force on the asked day, in a sentence."""
    day = asked.day.isoformat()
    if current:
        return f"{day} 适用{current.label}（{day_text(current.valid_from)} 起施行）"
    state = rule_state(asked.rule, asked.versions, asked.day)
    return f"{day} {state.value}，没有适用的版本" if state is not RuleState.IN_FORCE else f"{day} 现行，正文没有录入"


def _text_panel(request: HttpRequest, version: RuleVersion | None, title: str) -> list[DrawnPanel]:
    if version is None:
        return []
    context = {"clauses": shown_clauses(version.text)}
    return [draw(request, "text", f"{title}（{version.label}）", "regulations/text.html", context)]


def _rule_actions(actor: Actor, shown: IssuedRule, versions: list[RuleVersion]) -> tuple[Action, ...]:
    if not actor.may("rule.edit") or not actor.reach.everything or shown.is_voided:
        return ()
    draft = next((each for each in versions if each.is_draft), None)
    actions = []
    if draft:
        actions.append(Action(f"看{draft.label}草稿", record_url(draft), is_primary=True))
    elif not shown.abolished_on:
        label = f"起草第{(versions[-1].number if versions else 0) + 1}版"
        actions.append(Action(label, reverse("rule-draft", args=[shown.pk]), is_primary=True))
    actions.append(Action("更正或废止", reverse("rule-edit", args=[shown.pk])))
    if not any(each.issued_on for each in versions):
        actions.append(Action("作废制度文件", reverse("rule-void", args=[shown.pk])))
    return tuple(actions)


@page(*MAY_SEE)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its text in clauses, and what it changes of the one before or of another."""
    actor, today = actor_of(request), localdate()
    shown = get_object_or_404(RuleVersion.objects.seen_by(actor).select_related("rule"), pk=pk)
    versions = versions_of(actor, shown.rule)
    panels = [
        draw(request, "facts", "登记内容", "antu/facts.html", {"facts": version_facts(shown)}),
        *_comparison(request, shown, versions),
        *_text_panel(request, shown, "正文"),
        *draw_files(request, shown),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown)[:ENTRIES_SHOWN])),
    ]
    wrong = "；".join(misnumbered(clauses_of(shown.text))) if shown.is_draft else ""
    head = Head(
        str(shown),
        (HOME, RULES, Crumb(str(shown.rule), record_url(shown.rule)), Crumb(shown.label)),
        chips=(
            *(() if shown.is_voided else (version_chip(shown, versions, today),)),
            *marks(is_sample=shown.is_sample, is_voided=shown.is_voided),
        ),
        actions=_version_actions(actor, shown),
        notices=(f"条号不连续：{wrong}。请核对正文。",) if wrong else (),
    )
    completed = completed_head(request, head, "rule-version", shown.pk)
    return render(request, "antu/detail.html", {"head": completed, "panels": panels})


def _comparison(request: HttpRequest, shown: RuleVersion, versions: list[RuleVersion]) -> list[DrawnPanel]:
    """What this version changes of the one before it, or of another that the URL names; nothing for a single one."""
    others = [each for each in versions if each != shown]
    named = next((each for each in others if str(each.pk) == request.GET.get("with")), None)
    before = [each for each in others if each.number < shown.number]
    other = named or (before[-1] if before else next(iter(others), None))
    if other is None:
        return []
    older, newer = sorted((other, shown), key=lambda each: each.number)
    context = {"table": comparison_table(older, newer), "other": other, "others": others}
    title = f"{newer.label}与{older.label}比较"
    return [draw(request, "comparison", title, "regulations/comparison.html", context)]


def _version_actions(actor: Actor, shown: RuleVersion) -> tuple[Action, ...]:
    if not actor.may("rule.edit") or not actor.reach.everything or not shown.is_draft:
        return ()
    publish = Action(f"发布{shown.label}", reverse("rule-version-publish", args=[shown.pk]), is_primary=True)
    return (
        *(() if is_run(ISSUE) else (publish,)),
        Action("修改草稿", reverse("rule-version-edit", args=[shown.pk])),
        Action("撤销草稿", reverse("rule-version-withdraw", args=[shown.pk])),
    )


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a rule."""
    said = "先登记名称，再起草正文；已经印发的，填上印发日期和文号。"
    head = Head("登记制度文件", (HOME, RULES, Crumb("登记")), subtitle=said)
    form = rule_form(None)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        entered = enter_rule(actor_of(request), read_fields(request.POST, form))
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已登记：{entered}")
    return redirect(record_url(entered))


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a rule, or abolish it."""
    shown = get_object_or_404(IssuedRule.objects.standing(), pk=pk)
    form = rule_form(shown, is_published=published_before(shown) is not None)
    crumbs = (HOME, RULES, Crumb(str(shown), record_url(shown)), Crumb("更正或废止"))
    head = Head(f"更正或废止：{shown}", crumbs, chips=marks(is_sample=shown.is_sample))
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        correct_rule(actor_of(request), shown, read_fields(request.POST, form), seen_entry(request.POST))
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已保存：{shown}")
    return redirect(record_url(shown))


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a rule that was entered by mistake, after asking once more."""
    shown = get_object_or_404(IssuedRule.objects.standing(), pk=pk)
    back = record_url(shown)
    head = Head("作废制度文件", (HOME, RULES, Crumb(str(shown), back), Crumb("作废")))
    facts = (Fact("制度文件", Cell(str(shown), back)), Fact("印发日期", Cell(day_text(shown.issued_on))))
    effects = (
        "不再列入制度文件和绩效报告；没有发布的草稿一并撤销。",
        "以前执行过、现在不再执行的，不是作废，请填写废止日期。",
    )
    form = reason_form("作废原因", submit_label="作废制度文件", cancel_url=back, length_max=REASON_MAX)
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: void_rule(actor_of(request), shown, request.POST.get("reason", "")),
        f"已作废：{shown}",
        "rules",
    )


def _drawn(request: HttpRequest, head: Head, form: EntryForm) -> HttpResponse:
    status = 400 if form.problems else 200
    return render(request, "regulations/form.html", {"head": head, "form": form}, status=status)
