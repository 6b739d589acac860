"""Pages on which a version of a rule is drafted, changed, published by another person, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Cell, Chip, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.procedure_kinds import is_run
from antu.platform.wording import UNKNOWN, day_text
from antu.platform.workbook.dates import written_day
from antu.regulations.access import WRITING
from antu.regulations.domain.clauses import clauses_of
from antu.regulations.domain.publishing import ISSUE
from antu.regulations.forms.rules import draft_form, publication_form, seen_entry, sent_draft
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors.rules import drafter_logins, open_draft, published_before
from antu.regulations.services.holidays import REASON_MAX
from antu.regulations.services.versions import (
    change_rule_draft,
    draft_rule_version,
    publish_rule_version,
    withdraw_rule_draft,
)
from antu.regulations.tables.rules import DRAFT
from antu.regulations.views.rules import METHODS, RULES


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the rule's next version; it begins with the text of the one before."""
    rule = get_object_or_404(IssuedRule.objects.standing(), pk=pk)
    waiting = open_draft(rule)
    if waiting and request.method != "POST":
        return redirect("rule-version-edit", pk=waiting.pk)
    last = published_before(rule)
    version = RuleVersion(rule=rule, number=last.number + 1 if last else 1)
    form = draft_form(version, text=last.text if last else "")
    title = f"起草{version.label}"
    said = f"正文照抄{last.label}，在它上面改" if last else "粘贴正文，或上传 .docx、.pdf、.txt 文件"
    head = Head(f"{title}：{rule}", (HOME, RULES, Crumb(str(rule), record_url(rule)), Crumb(title)), subtitle=said)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        sent = sent_draft(request, form)
        drafted = draft_rule_version(actor_of(request), rule, sent.draft, sent.original)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    _tell(request, drafted)
    return redirect(record_url(drafted))


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    version = _standing(pk)
    form = draft_form(version, text=version.text)
    crumbs = (
        HOME,
        RULES,
        Crumb(str(version.rule), record_url(version.rule)),
        Crumb(version.label, record_url(version)),
    )
    head = Head(f"修改草稿：{version}", (*crumbs, Crumb("修改草稿")), chips=_chips(version))
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        sent = sent_draft(request, form)
        changed = change_rule_draft(actor_of(request), version, sent.draft, seen_entry(request.POST), sent.original)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    _tell(request, changed)
    return redirect(record_url(changed))


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft that somebody else wrote, after a look at what it says."""
    version, actor = _standing(pk), actor_of(request)
    if is_run(ISSUE):
        messages.warning(request, "制度由流程发布，请在这里送审")
        return redirect("case-start", ISSUE, pk)
    articles = sum(bool(each.label) for each in clauses_of(version.text))
    facts = (
        Fact("制度版本", Cell(str(version), record_url(version))),
        Fact("条数", Cell(f"{articles} 条" if articles else "没有分条")),
        Fact("施行日期", Cell(day_text(version.valid_from) if version.valid_from else "自印发之日起")),
        Fact("失效日期", Cell(day_text(version.valid_to) if version.valid_to else "长期有效")),
        Fact("起草人", Cell(version.drafted_by or UNKNOWN)),
    )
    effects = (
        "发布以后正文、日期和文号都不能再改，网页和导入都不能；要改，起草下一版。",
        "从施行日期起适用这一版，前一版到前一天为止。",
    )
    own = "这一版是您起草或修改过的，不能由本人发布；请由另一位有“登记制度文件”权限的同志核对后发布。"
    crumbs = (
        HOME,
        RULES,
        Crumb(str(version.rule), record_url(version.rule)),
        Crumb(version.label, record_url(version)),
    )
    notices = (own,) if version.is_draft and actor.login in drafter_logins(version) else ()
    head = Head(f"发布：{version}", (*crumbs, Crumb("发布")), chips=_chips(version), notices=notices)
    form = publication_form(version)
    question = Confirmation(head, facts, effects, form, voids=False)
    if request.method != "POST":
        return ask(request, question)
    texts = read_fields(request.POST, form)
    try:
        on = written_day(texts["on"])
        publish_rule_version(actor, version, texts["document_no"], on, today=localdate())
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已发布：{version}")
    return redirect(record_url(version.rule))


@page("rule.edit", methods=METHODS, whole_district=WRITING)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draft, with its reason, after asking once more."""
    version = _standing(pk)
    back = record_url(version)
    crumbs = (HOME, RULES, Crumb(str(version.rule), record_url(version.rule)), Crumb(version.label, back))
    head = Head(f"撤销草稿：{version}", (*crumbs, Crumb("撤销草稿")), chips=_chips(version))
    facts = (Fact("制度版本", Cell(str(version), back)), Fact("起草人", Cell(version.drafted_by or UNKNOWN)))
    effects = ("草稿作废，不再出现在列表里；日志里仍可查。", "以后起草，仍用这个版次。")
    form = reason_form("撤销原因", submit_label="撤销草稿", cancel_url=back, length_max=REASON_MAX)
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: withdraw_rule_draft(actor_of(request), version, request.POST.get("reason", "")),
        f"已撤销草稿：{version}",
        record_url(version.rule),
    )


def _standing(pk: int) -> RuleVersion:
    return get_object_or_404(RuleVersion.objects.standing().select_related("rule"), pk=pk)


def _chips(version: RuleVersion) -> tuple[Chip, ...]:
    return (*((DRAFT,) if version.is_draft else ()), *marks(is_sample=version.is_sample))


def _tell(request: HttpRequest, version: RuleVersion) -> None:
    articles = sum(bool(each.label) for each in clauses_of(version.text))
    counted = f"读出 {articles} 条" if articles else "正文没有分条"
    messages.success(request, f"已保存草稿：{version}，{counted}。请核对，再由另一位同志发布。")


def _drawn(request: HttpRequest, head: Head, form: EntryForm) -> HttpResponse:
    status = 400 if form.problems else 200
    return render(request, "regulations/form.html", {"head": head, "form": form}, status=status)
