"""Pages of proofs: what was found, one finding with both traces, who another pack would price differently."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.compensation.access import PROVE
from antu.compensation.domain.digests import FACTS, RECORD
from antu.compensation.domain.finding_words import MOVED, UNLIKE, column_words, meaning_of
from antu.compensation.models import ProofFinding, ProofRun
from antu.compensation.selectors.proving import (
    differing,
    facts_beside_register,
    findings_seen,
    latest_proof,
    pending_seen,
    proofs,
    unofficial,
)
from antu.compensation.services import order_proof
from antu.compensation.tables import register_table
from antu.compensation.tables.pending import pending_listing
from antu.compensation.tables.proving import (
    finding_facts,
    finding_filters,
    finding_listing,
    journal_table,
    line_comparison,
    matching_findings,
    run_table,
    run_words,
)
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, KeyFigure, Table
from antu.platform.entry import EntryForm
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table
from antu.platform.wording import joined

TITLE: Final = "核定复算"
LIST: Final = Crumb(TITLE, "/proof/")
RUNS_SHOWN: Final = 30
NOT_YET: Final = "还没有复算过。每夜自动复算一次；也可以点“复算全部核定”。"


@page("register.view", methods=LIST_METHODS)
def proof(request: HttpRequest) -> HttpResponseBase:
    """What the latest proof, or another, found of the determinations that the actor sees."""
    actor, latest = actor_of(request), latest_proof()
    runs = list(proofs()[:RUNS_SHOWN])
    filters = finding_filters(request, runs)
    found = matching_findings(findings_seen(actor), filters, latest.pk if latest else 0)
    return list_page(AskedList(request, finding_listing(), filters, found), _head(actor, latest))


def _head(actor: Actor, latest: ProofRun | None) -> Head:
    prove = Action("复算全部核定", reverse("proof-order"), is_primary=True)
    more = (Action("复算记录", reverse("proof-runs")),) if actor.reach.everything else ()
    actions = (
        *((prove,) if actor.may(PROVE) and actor.reach.everything else ()),
        Action("未定户的计价差异", reverse("proof-pending")),
        *more,
    )
    subtitle = "存储的每个核定，用冻结的事实和当时的办法版本由两个引擎重新计算，逐行比较；已签约的金额不因复算改变"
    if latest is None:
        return Head(TITLE, (HOME, LIST), subtitle=subtitle, actions=actions, notices=(NOT_YET,))
    return Head(TITLE, (HOME, LIST), subtitle=subtitle, actions=actions, figures=_figures(actor, latest))


def _figures(actor: Actor, latest: ProofRun) -> tuple[KeyFigure, ...]:
    found = differing(findings_seen(actor).filter(run=latest))
    pending = pending_seen(actor).filter(run=latest).count()
    seen = (
        KeyFigure("不符的核定", str(found), "个", note=f"最近一次：{run_words(latest)}"),
        KeyFigure("未定户的计价差异", str(pending), "条", url=reverse("proof-pending")),
    )
    if not actor.reach.everything:
        return seen
    whole = KeyFigure("复算的核定", str(latest.determination_count), "个", note=f"{latest.line_count} 行明细")
    return (whole, *seen)


@page("register.view")
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what is stored beside what was computed, with the whole line and its trace."""
    rows = findings_seen(actor_of(request)).select_related("determination", "household__project", "run")
    shown = get_object_or_404(rows, pk=pk)
    panels = [draw(request, "finding", "不符之处", "antu/facts.html", {"facts": finding_facts(shown)})]
    if beside := _beside(shown):
        panels.append(draw_table(request, *beside))
    return render(request, "antu/detail.html", {"head": _finding_head(shown), "panels": panels})


def _finding_head(shown: ProofFinding) -> Head:
    household, determination = shown.household, shown.determination
    whose = f"{household.code} 第{determination.version}版" if household and determination else shown.named
    crumb = (Crumb(household.code, record_url(household)),) if household else ()
    packs = {f"{determination.pack_id}@{determination.pack_version}"} if determination else set()
    return Head(
        f"{whose}：{joined((shown.label or shown.code, column_words(shown.column)), ' ')}",
        (HOME, LIST, *crumb, Crumb("复算不符")),
        subtitle=f"{run_words(shown.run)} 复算时发现",
        actions=_sheet_of(shown),
        notices=("".join(meaning_of(shown.column, shown.explain, shown.batch)), *unofficial(packs)),
    )


def _sheet_of(shown: ProofFinding) -> tuple[Action, ...]:
    if not (shown.household and shown.determination):
        return ()
    return (Action("打开计算书", f"{record_url(shown.household)}?version={shown.determination.version}#sheet"),)


def _beside(shown: ProofFinding) -> tuple[str, str, Table] | None:
    """What helps to see what was changed: key, title and table."""
    determination = shown.determination
    if shown.column == FACTS and determination and determination.is_standing:
        return "register", "与台账不同的事实", register_table(*facts_beside_register(determination))
    if shown.column in {RECORD, MOVED, UNLIKE} and determination:
        return "journal", "与核定的日志不同的各项", journal_table(determination)
    return ("line", "整行比较", line_comparison(shown)) if shown.position or shown.code else None


@page("register.view", methods=LIST_METHODS)
def pending(request: HttpRequest) -> HttpResponseBase:
    """Unsigned households that another pack would price differently, as the latest proof saw them."""
    actor, latest = actor_of(request), latest_proof()
    rows = pending_seen(actor).filter(run=latest.pk if latest else 0)
    packs = list(rows.order_by("other_pack").values_list("other_pack", flat=True).distinct())
    filters = [
        text_filter(request, "q", "户编号或户主"),
        choice_filter(request, "pack", "另一办法", [(name, name) for name in packs]),
    ]
    words, pack = (each.value for each in filters)
    if words:
        rows = rows.filter(household__code__icontains=words) | rows.filter(household__head_name__icontains=words)
    if pack:
        rows = rows.filter(other_pack=pack)
    subtitle = "未签约的户，按另一办法或较新版本测算金额会不同；已签约的户不受影响"
    head = Head("未定户的计价差异", (HOME, LIST, Crumb("未定户的计价差异")), subtitle=subtitle)
    return list_page(AskedList(request, pending_listing(), filters, rows), head)


@page("register.view", whole_district=TITLE)
def runs(request: HttpRequest) -> HttpResponse:
    """The last proofs with their numbers."""
    head = Head("复算记录", (HOME, LIST, Crumb("复算记录")), subtitle=f"最近 {RUNS_SHOWN} 次，最新的在前")
    panels = [draw_table(request, "runs", "复算记录", run_table(proofs()[:RUNS_SHOWN]))]
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page(PROVE, methods=("GET", "HEAD", "POST"), whole_district=TITLE)
def order(request: HttpRequest) -> HttpResponse:
    """Have all determinations proven now, after asking once."""
    if request.method == "POST":
        return redirect("job", pk=order_proof(actor_of(request)).pk)
    latest = latest_proof()
    facts = (Fact("最近一次", Cell(run_words(latest) if latest else "还没有复算过")),)
    effects = (
        "全部核定（现行的和已被取代的）由两个引擎重新计算，与存储的逐行比较。",
        "核定、台账和日志都不改变；不符的列在“核定复算”，并给有权限的岗位开待办。",
        "在后台办理，可以随时取消；每夜也会自动复算一次。",
    )
    form = EntryForm(submit_label="开始复算", cancel_url=reverse("proof"), key="confirm")
    head = Head("复算全部核定", (HOME, LIST, Crumb("复算全部核定")))
    return ask(request, Confirmation(head, facts, effects, form, voids=False))
