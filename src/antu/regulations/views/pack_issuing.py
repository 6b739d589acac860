"""Pages on which a pack goes into service: proved, published by another person, stopped; a draft withdrawn."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm, read_fields
from antu.platform.jobs.queueing import queue_job
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.procedure_kinds import is_run
from antu.platform.wording import day_text, joined
from antu.regulations.access import WRITING_PACKS
from antu.regulations.domain.pack_files import files_kept
from antu.regulations.domain.publishing import PACK_ISSUE
from antu.regulations.forms.packs import issue_form, stop_form, typed_days, with_place
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import pack_writers, proof_words
from antu.regulations.services.holidays import REASON_MAX
from antu.regulations.services.pack_publishing import (
    PROOF_JOB,
    problems_of_issue,
    publish_pack,
    reinstate_pack,
    withdraw_pack,
)
from antu.regulations.services.packs import withdraw_pack_draft
from antu.regulations.tables.packs import pack_url
from antu.regulations.views.pack_drafting import METHODS, PERMISSION, draft_head, standing_draft
from antu.regulations.views.packs import PACKS, found_pack

_OWN: Final = "这份草稿是您起草或修改过的，不能由本人发布；请由另一位有“编制补偿办法”权限的同志核对后发布。"


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """Have two engines compute generated households by the draft, as a job."""
    row = standing_draft(pk)
    head = draft_head(row, f"双引擎校验：{row.label}")
    effects = (
        "随机编几千户的事实，落在每个阶梯、界限、日期和选择的边上，逐项计算与批量计算逐行比对，一分不差才通过。",
        "通过以后草稿再有改动，要重新校验；结论连同内容的 SHA-256 存在草稿上。",
    )
    form = EntryForm(submit_label="开始校验", cancel_url=record_url(row), key="confirm")
    facts = (Fact("补偿办法", Cell(str(row), record_url(row))), Fact("现在的结论", Cell(proof_words(row))))
    if request.method != "POST":
        return ask(request, Confirmation(head, facts, effects, form, voids=False))
    title, key = f"双引擎校验：{row}", f"{PROOF_JOB}-{row.pk}-{row.sha256[:16]}"
    return redirect("job", pk=queue_job(actor_of(request), PROOF_JOB, title, {"pack": row.pk}, unique_key=key).pk)


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft that somebody else wrote, after a look at what speaks against it."""
    row, actor = standing_draft(pk), actor_of(request)
    if is_run(PACK_ISSUE):
        messages.warning(request, "补偿办法由流程发布，请在这里送审")
        return redirect("case-start", PACK_ISSUE, pk)
    effects = (
        "发布以后任何一个字都不能再改，网页和数据库都拒绝；要改，起草新版本。",
        "公告日在有效期内的项目从此按它测算、核定；已经核定的不变。",
    )
    against = [with_place(each).message for each in problems_of_issue(row)]
    notices = (*((_OWN,) if actor.login in pack_writers(row) else ()), *against[:10])
    head = Head(f"发布：{row.label}", (HOME, PACKS, Crumb(row.name, record_url(row)), Crumb("发布")), notices=notices)
    question = Confirmation(head, _issue_facts(row), effects, issue_form(row), voids=False)
    if request.method != "POST":
        return ask(request, question)
    texts = read_fields(request.POST, question.form)
    try:
        on = typed_days(texts, ("on",))["on"]
        publish_pack(actor, row, texts["document_no"], on, today=localdate())
    except BadInput as error:
        return ask(request, question, map(with_place, error.problems))
    messages.success(request, f"已发布：{row}")
    return redirect(pack_url(row.name))


def _issue_facts(row: PackVersion) -> tuple[Fact, ...]:
    validity = joined((day_text(row.valid_from), day_text(row.valid_to) if row.valid_to else "未定"), " 至 ")
    return (
        Fact("补偿办法", Cell(str(row), record_url(row))),
        Fact("有效期", Cell(validity)),
        Fact("文件", Cell(f"{len(files_kept(row.files))} 个，SHA-256 {row.sha256}")),
        Fact("双引擎校验", Cell(proof_words(row))),
        Fact("起草人", Cell(row.drafted_by)),
    )


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def withdraw_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draft, with its reason, after asking once more."""
    row = standing_draft(pk)
    effects = ("草稿作废，不再出现在列表里；日志里仍可查。", "以后起草，仍可用这个版本号。")
    form = reason_form("撤销原因", submit_label="撤销草稿", cancel_url=record_url(row), length_max=REASON_MAX)
    facts = (Fact("补偿办法", Cell(str(row), record_url(row))), Fact("起草人", Cell(row.drafted_by)))
    question = Confirmation(draft_head(row, f"撤销草稿：{row.label}"), facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: withdraw_pack_draft(actor_of(request), row, request.POST.get("reason", "")),
        f"已撤销草稿：{row}",
        "packs",
    )


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def stop(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """From a day on, a published version is chosen no more."""
    shown = found_pack(request, pack_id, version)
    back = pack_url(shown.name)
    head = Head(f"停用：《{shown.title}》", (HOME, PACKS, Crumb(shown.name, back), Crumb("停用")))
    effects = (
        "停用日期及以后公告的项目不再选用它；以前公告的项目照旧。",
        "已经按它核定的金额不变，仍按原来的版本印出、重算。",
        "停错了可以恢复：写明原因，点“恢复办法”。",
    )
    facts = (Fact("补偿办法", Cell(f"《{shown.title}》{shown.name}", back)),)
    question = Confirmation(head, facts, effects, stop_form(back))
    if request.method != "POST":
        return ask(request, question)
    texts = read_fields(request.POST, question.form)
    try:
        withdraw_pack(actor_of(request), shown.name, typed_days(texts, ("on",))["on"], texts["reason"])
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已停用：《{shown.title}》{shown.name}")
    return redirect(back)


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def reinstate(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """Take back that a version was stopped, with the reason, after asking once more."""
    shown = found_pack(request, pack_id, version)
    gone, back = shown.withdrawal, pack_url(shown.name)
    if gone is None:
        raise Http404(shown.name)
    head = Head(f"恢复：《{shown.title}》", (HOME, PACKS, Crumb(shown.name, back), Crumb("恢复")))
    effects = (
        f"{day_text(gone.on)} 及以后公告的项目又选用它，如同没有停用过。",
        "停用期间已经按别的办法核定的金额不变。",
        "停用和恢复都留在日志里。",
    )
    facts = (
        Fact("补偿办法", Cell(f"《{shown.title}》{shown.name}", back)),
        Fact("停用", Cell(f"{day_text(gone.on)} 起，{gone.reason}（{gone.withdrawn_by}）")),
    )
    form = reason_form("恢复原因", submit_label="恢复办法", cancel_url=back, length_max=REASON_MAX)
    return ask_then(
        request,
        Confirmation(head, facts, effects, form, voids=False),
        lambda: reinstate_pack(actor_of(request), shown.name, request.POST.get("reason", "")),
        f"已恢复：《{shown.title}》{shown.name}",
        back,
    )
