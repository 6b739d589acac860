"""Papers as PDF: the computation sheet of a version, of an estimate; the card; whole projects."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from antu.compensation.documents import (
    PrintedSheet,
    card_pdf,
    determined_card,
    determined_sheet,
    estimated_card,
    estimated_sheet,
    sheet_pdf,
)
from antu.compensation.documents.batch import MAKINGS, Paper, print_batch
from antu.compensation.models import Determination
from antu.compensation.selectors import assumed_signing_day, estimate, standing_determination
from antu.compensation.services import FEW_PAPERS, order_papers
from antu.households.models import Household
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page, pdf_response
from antu.projects.models import Project


@page("register.view")
def version_pdf(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The sheet of one version, superseded or not."""
    household = _household(request, pk)
    determination = get_object_or_404(Determination, household=household, version=version)
    return _pdf(request, household, determined_sheet(determination))


@page("register.view")
def estimate_pdf(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The sheet of an estimate for a day; a signed household has none."""
    household = _household(request, pk)
    if standing_determination(household):
        raise Http404("a signed household is determined, not estimated")
    try:
        return _estimated(request, household, date.fromisoformat(day))
    except ValueError as error:
        raise Http404(day) from error


@page("register.view")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card that the family keeps; of an unsigned one, of the estimate for today or for the day in the URL."""
    household = _household(request, pk)
    standing = standing_determination(household)
    if standing:
        standing.household = household
        printed = determined_card(standing)
    else:
        day = _estimated_on(request, household)
        printed = estimated_card(household, estimate(household, day), day)
    pdf = card_pdf(printed, actor_of(request).name, timezone.now())
    return pdf_response(pdf, f"明白卡-{household.code}.pdf")


@page("register.view", methods=("GET", "HEAD", "POST"))
def project_papers(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """The papers of all households of the project that the post sees: at once where they are few, else as a job."""
    actor = actor_of(request)
    if paper not in set(Paper):
        raise Http404(paper)
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    seen = Household.objects.standing().seen_by(actor).filter(project=project)
    keys = list(seen.order_by("code").values_list("pk", flat=True))
    if len(keys) <= FEW_PAPERS:
        pdf = print_batch(actor, Paper(paper), keys, timezone.now()).pdf
        return pdf_response(pdf, f"{MAKINGS[Paper(paper)].title}-{project.code or project.name}.pdf")
    if request.method != "POST":
        return ask(request, _question(project, Paper(paper), len(keys)))
    return redirect("job", pk=order_papers(actor, Paper(paper), keys, f"{project.name}（{len(keys)} 户）").pk)


def _question(project: Project, paper: Paper, count: int) -> Confirmation:
    title, back = f"批量打印{MAKINGS[paper].title}", record_url(project)
    facts = (Fact("项目", Cell(project.name)), Fact("户数", Cell(f"{count} 户（您看得到的）")))
    effects = (
        "全部户合成一个 PDF，每户另起一页，各自编页码；没有签约的标“测算”。",
        "算不出的户列在最后一页，写明原因。",
        "在后台办理，办好后在任务页打开。只要其中几户，请在台账里勾选后打印。",
    )
    form = EntryForm(submit_label="开始打印", cancel_url=back, key="confirm")
    head = Head(f"{title}：{project.name}", (HOME, Crumb(project.name, back), Crumb(title)))
    return Confirmation(head, facts, effects, form, voids=False)


def _estimated_on(request: HttpRequest, household: Household) -> date:
    """The day in the URL (``as_if``); without one today, or the first signing day if that is later."""
    try:
        return date.fromisoformat(request.GET.get("as_if", ""))
    except ValueError:
        return assumed_signing_day(household.project, timezone.localdate())


def _estimated(request: HttpRequest, household: Household, day: date) -> HttpResponse:
    return _pdf(request, household, estimated_sheet(household, estimate(household, day), day))


def _household(request: HttpRequest, pk: int) -> Household:
    return get_object_or_404(Household.objects.seen_by(actor_of(request)).select_related("project"), pk=pk)


def _pdf(request: HttpRequest, household: Household, printed: PrintedSheet) -> HttpResponse:
    pdf = sheet_pdf(printed, actor_of(request).name, timezone.now())
    return pdf_response(pdf, f"计算书-{household.code}.pdf")
