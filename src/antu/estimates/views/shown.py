"""Estimates as they stand: the list, one version, and its table on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from antu.estimates.domain.asking import HAND
from antu.estimates.domain.comparing import compared
from antu.estimates.domain.states import REVIEW, EstimateState
from antu.estimates.models import EstimateLine, EstimateOpinion, EstimateVersion
from antu.estimates.selectors import (
    counted_subjects,
    households_of,
    in_force,
    in_state,
    is_overtaken,
    lines_of,
    listed_versions,
    newest,
    opinions_of,
    pack_notices,
    total_of,
    totals_by_category,
    versions_of,
)
from antu.estimates.services.holding import computing_job
from antu.estimates.tables import (
    IN_FORCE,
    STATE_CHIPS,
    category_table,
    comparison_table,
    household_list,
    household_words,
    line_table,
    opinion_table,
    version_filters,
    version_listing,
)
from antu.estimates.views.asked import ESTIMATES, asked_version
from antu.kernel.money import Money
from antu.platform.attachments.panel import draw_files
from antu.platform.display import HOME, Action, Crumb, Head, KeyFigure, marks
from antu.platform.documents.table_pdf import PrintedList, list_pdf
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, Filter, answered, list_context, list_page
from antu.platform.pages import actor_of, page, pdf_response
from antu.platform.panels import DrawnPanel, completed_head, draw, draw_table
from antu.platform.procedure_kinds import is_run
from antu.platform.wording import day_text, joined, moment_text, with_sign

ENTRIES_SHOWN: Final = 20
OVERTAKEN: Final = "计算以后，项目或台账又有变动；送审前请再点“计算概算”"


@page("register.view", methods=LIST_METHODS)
def estimates(request: HttpRequest) -> HttpResponseBase:
    """The versions of all projects."""
    actor = actor_of(request)
    filters = version_filters(request)
    asked = AskedList(request, version_listing(actor), filters, _filtered(listed_versions(actor), filters))
    subtitle = "各项目的概算，按版次编制、送审、评审和批准；在项目页起草。"
    return list_page(asked, Head("概算", (HOME, Crumb("概算")), subtitle=subtitle))


@page("register.view", methods=LIST_METHODS)
def estimate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One version: its lines, what they cost by category, who was computed, what reviewers said."""
    version = asked_version(request, pk)
    households = household_list(request, version, households_of(version))
    if answer := answered(households):
        return answer
    known, lines, opinions = versions_of(version.project), lines_of(version), opinions_of(version)
    panels = [
        draw(request, "lines", _counted("概算明细", lines), "antu/table.html", {"table": line_table(lines, opinions)}),
        _categories(request, version, known, lines),
    ]
    if version.basis != HAND:
        panels.append(draw(request, "households", "计入的户", "antu/listing.html", list_context(households)))
    panels += [
        draw_table(request, "opinions", "评审意见", opinion_table(opinions)),
        *draw_files(request, version),
        draw_table(request, "journal", "日志", journal_table(entries_about(version)[:ENTRIES_SHOWN])),
    ]
    head = completed_head(request, _head(request, version, known, lines, opinions), "estimate", version.pk)
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page("register.view")
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines as a table on paper."""
    version = asked_version(request, pk)
    lines, opinions = lines_of(version), opinions_of(version)
    paper = PrintedList(
        f"{version.project}概算表（{version.label}）",
        line_table(lines, opinions),
        actor_of(request).name,
        timezone.now(),
        notices=_notices(version),
        said=joined((version.state.value, *_said(version)), "；"),
    )
    return pdf_response(list_pdf(paper), f"概算表-{version.project.name}-{version.label}.pdf")


def _counted(title: str, rows: Sequence[object]) -> str:
    return f"{title}（{len(rows)}）" if rows else title


def _filtered(versions: QuerySet[EstimateVersion], filters: Sequence[Filter]) -> QuerySet[EstimateVersion]:
    words, state, basis, only = (each.value for each in filters)
    if words:
        named = Q(project__name__icontains=words) | Q(project__code__icontains=words)
        versions = versions.filter(named | Q(document_no__icontains=words))
    if state:
        versions = in_state(versions, next(each for each in EstimateState if each.code == state))
    if basis:
        versions = versions.filter(basis=basis)
    return newest(versions) if only else versions


def _categories(
    request: HttpRequest, version: EstimateVersion, known: Sequence[EstimateVersion], lines: Sequence[EstimateLine]
) -> DrawnPanel:
    """What each category costs, beside the version before or another that the URL names, where there is one."""
    totals = totals_by_category(lines)
    others = [each for each in known if each != version]
    named = next((each for each in others if str(each.pk) == request.GET.get("with")), None)
    before = [each for each in others if each.number < version.number]
    other = named or next(reversed(before), None) or next(iter(others), None)
    if other is None:
        return draw(request, "categories", "按费用类别", "antu/table.html", {"table": category_table(totals)})
    table = comparison_table(compared(totals_by_category(lines_of(other)), totals), other, version)
    context = {"other": other, "others": others, "table": table}
    return draw(request, "categories", f"按费用类别，与{other.label}比较", "estimates/comparison.html", context)


def _head(
    request: HttpRequest,
    version: EstimateVersion,
    known: Sequence[EstimateVersion],
    lines: Sequence[EstimateLine],
    opinions: Sequence[EstimateOpinion],
) -> Head:
    chips = (STATE_CHIPS[version.state], *((IN_FORCE,) if version == in_force(known) else ()))
    crumbs = (HOME, ESTIMATES, Crumb(version.project.name, record_url(version.project)), Crumb(version.label))
    return Head(
        str(version),
        crumbs,
        subtitle=joined(_said(version), " · "),
        chips=(*chips, *marks(is_sample=version.is_sample)),
        actions=_actions(request, version, known),
        notices=(*_notices(version), *_waiting(version, opinions)),
        figures=_figures(version, total_of(lines)),
    )


def _said(version: EstimateVersion) -> tuple[str, ...]:
    """What it was made from, and its way through the hands."""
    told = (
        f"依据：{version.get_basis_display()}",
        f"没有签约的按 {day_text(version.as_if_signed_on)} 签约测算" if version.as_if_signed_on else "",
        f"{moment_text(version.computed_at)} 计算" if version.computed_at else "",
        f"{version.drafted_by} 编制",
        f"{version.submitted_by} {moment_text(version.submitted_at)} 送审" if version.submitted_at else "",
        f"{day_text(version.sent_back_on)} 退回" if version.sent_back_on else "",
        f"{day_text(version.approved_on)} 批准，{version.document_no}" if version.approved_on else "",
        version.note,
    )
    return tuple(each for each in told if each)


def _notices(version: EstimateVersion) -> tuple[str, ...]:
    """What must be read before any number."""
    missing = counted_subjects(version).left_out
    said = f"有 {missing} 户算不出，没有计入概算；原因见“计入的户”，更正台账后重新计算，或另行录入"
    sample = ("含示例数据：不是真实记录",) if version.is_sample else ()
    return (*pack_notices(version), *sample, *((said,) if missing else ()))


def _waiting(version: EstimateVersion, opinions: Sequence[EstimateOpinion]) -> tuple[str, ...]:
    """What is under way, or must be mended."""
    if version.state is EstimateState.DRAFT and computing_job(version):
        return ("正在后台计算，算好以后这里更新；进度见“任务”",)
    if version.state is EstimateState.DRAFT and is_overtaken(version):
        return (OVERTAKEN,)
    if version.state is EstimateState.SENT_BACK:
        return tuple(f"退回意见（{each.organisation} {each.person}）：{each.opinion}" for each in opinions)
    return ()


def _figures(version: EstimateVersion, total: Money) -> tuple[KeyFigure, ...]:
    approved, recorded = version.approved, version.project.estimate_fen
    figures = [KeyFigure("概算总额", total.grouped(), "元", "#lines", household_words(version)), *_counts(version)]
    if approved is not None:
        figures.append(KeyFigure("批准金额", approved.grouped(), "元", "#opinions", version.document_no))
        figures.append(KeyFigure("核增减", with_sign(approved - total), "元"))
    if recorded is not None:
        gap = Money(recorded) - (total if approved is None else approved)
        note = f"比本版{'批准金额' if approved is not None else '总额'}差 {with_sign(gap)} 元" if gap else "与本版相同"
        figures.append(KeyFigure("项目登记的概算", Money(recorded).grouped(), "元", record_url(version.project), note))
    return tuple(figures)


def _counts(version: EstimateVersion) -> tuple[KeyFigure, ...]:
    if version.basis == HAND:
        return ()
    counted = counted_subjects(version)
    note = f"按核定 {counted.determined}，测算 {counted.estimated}"
    return (KeyFigure("计入的户", str(counted.determined + counted.estimated), "户", "#households", note),)


def _actions(request: HttpRequest, version: EstimateVersion, known: Sequence[EstimateVersion]) -> tuple[Action, ...]:
    paper = Action("打印概算表", reverse("estimate-print", args=[version.pk]), opens_new=True)
    actor = actor_of(request)
    may_draft, may_review = actor.may("project.edit"), actor.may("estimate.review")

    def deed(label: str, name: str, *, is_primary: bool = False) -> Action:
        return Action(label, reverse(name, args=[version.pk]), is_primary=is_primary)

    if version.state is EstimateState.DRAFT and may_draft:
        return (
            *(() if is_run(REVIEW) else (deed("送审概算", "estimate-submit", is_primary=True),)),
            deed("计算概算", "estimate-compute"),
            deed("录入明细", "estimate-edit"),
            paper,
            deed("撤销草稿", "estimate-withdraw"),
        )
    if version.state is EstimateState.SUBMITTED and may_review and version.submitted_login != actor.login:
        return (
            deed("批准概算", "estimate-approve", is_primary=True),
            deed("退回概算", "estimate-send-back"),
            paper,
        )
    if version.sent_back_on or version.approved_on:
        is_last = version == known[-1]
        begin = Action("起草下一版", reverse("estimate-begin", args=[version.project_id]))
        return (paper, begin) if may_draft and is_last else (paper,)
    return (paper,)
