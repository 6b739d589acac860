"""Asking for a simulation: two packs, or the rates of one changed in a grid; and voiding one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.kernel.errors import BadInput, Problem
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Cell, Column, Crumb, Fact, Head, Kind, Row, Table
from antu.platform.entry import EntryForm, EntrySection, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw_table
from antu.simulation.access import SIMULATE
from antu.simulation.domain.amending import rate_cells, read_amendments
from antu.simulation.domain.asking import Asked, read_scope
from antu.simulation.forms import packs_form, place_of, rates_form, scope_section, typed_rates, typed_scope
from antu.simulation.selectors import planned_projects, projects_with_registers
from antu.simulation.selectors.packs import offered_packs, simulated_pack
from antu.simulation.services import order_simulation, void_simulation
from antu.simulation.views.shown import LIST, asked_simulation

METHODS: Final = ("GET", "HEAD", "POST")


@page(SIMULATE, methods=METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Compare two packs over the register."""
    packs = offered_packs(actor_of(request))
    form = packs_form(packs, _scope(request), cancel_url=reverse("simulations"), chosen=request.GET.get("pack", ""))
    said = "拟用办法与对照办法在同样的户上逐户计算、比较；台账、核定和办法都不改变。"
    head = Head("开始测算", (HOME, LIST, Crumb("开始测算")), subtitle=said)
    if request.method != "POST":
        return _drawn(request, head, form, packs=packs)
    form = typed_again(form, request.POST)
    texts = read_fields(request.POST, form)
    try:
        _require_known(texts, packs)
        scope, day = read_scope(typed_scope(texts), _known(request))
        job = order_simulation(actor_of(request), Asked(texts["pack"], texts["against"], day, scope=scope))
    except BadInput as error:
        return _drawn(request, head, form, error.problems, packs=packs)
    return redirect("job", pk=job.pk)


@page(SIMULATE, methods=METHODS)
def amend(request: HttpRequest, pack: str) -> HttpResponse:
    """Change rates of a pack in a grid and compare it with itself as it is."""
    if pack not in dict(offered_packs(actor_of(request))):
        raise Http404(pack)
    loaded = simulated_pack(actor_of(request), pack)
    cells = rate_cells(loaded)
    form = rates_form(cells, _scope(request), cancel_url=reverse("simulation-new"))
    said = f"《{loaded.title}》{loaded.name}：改动的标准与现标准在同样的户上比较。"
    crumbs = (HOME, LIST, Crumb("开始测算", reverse("simulation-new")), Crumb("改标准测算"))
    head = Head("改标准测算", crumbs, subtitle=said, notices=(loaded.notice,) if loaded.notice else ())
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        amendments = read_amendments(loaded, typed_rates(form, request.POST, cells))
        scope, day = read_scope(typed_scope(read_fields(request.POST, form)), _known(request))
        job = order_simulation(actor_of(request), Asked(pack, pack, day, tuple(amendments), scope))
    except BadInput as error:
        return _drawn(request, head, form, error.problems)
    return redirect("job", pk=job.pk)


def _require_known(texts: dict[str, str], packs: Sequence[tuple[str, str]]) -> None:
    names = dict(packs)
    wrong = [
        Problem("Y-PACK", "请从列出的办法里选", {"column": column})
        for column in ("pack", "against")
        if texts[column] not in names
    ]
    if wrong:
        raise BadInput(wrong)


def _scope(request: HttpRequest) -> EntrySection:
    actor = actor_of(request)
    projects = list(projects_with_registers(actor).values_list("pk", "name"))
    planned = list(planned_projects(actor).values_list("pk", "name", "due_households"))
    return scope_section(projects, planned, timezone.localdate())


def _known(request: HttpRequest) -> list[int]:
    """The keys of the projects that may be chosen."""
    actor = actor_of(request)
    registered = projects_with_registers(actor).values_list("pk", flat=True)
    return [*registered, *planned_projects(actor).values_list("pk", flat=True)]


def _drawn(
    request: HttpRequest,
    head: Head,
    form: EntryForm,
    problems: Sequence[Problem] = (),
    *,
    packs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    drawn = form.with_problems(problems, lambda problem: place_of(form, problem))
    panel = draw_table(request, "amend", "或者：改一个办法的标准后比较", _pack_table(packs)) if packs else None
    context = {"head": head, "form": drawn, "panel": panel}
    return render(request, "simulation/form.html", context, status=400 if problems else 200)


def _pack_table(packs: Sequence[tuple[str, str]]) -> Table:
    rows = [Row((Cell(label), Cell("改标准测算", reverse("simulation-amend", args=[name])))) for name, label in packs]
    return Table((Column("办法", kind=Kind.LONG), Column("")), rows)


@page(SIMULATE, methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a simulation that is of no use, with its reason, after asking once more."""
    shown = asked_simulation(request, pk)
    facts = (Fact("政策测算", Cell(str(shown), record_url(shown))), Fact("测算人", Cell(shown.by_name)))
    form = reason_form("作废原因", submit_label="作废这次测算", cancel_url=record_url(shown))
    head = Head("作废政策测算", (HOME, LIST, Crumb(shown.pack_words, record_url(shown)), Crumb("作废")))
    question = Confirmation(head, facts, ("这次测算不再列出；日志里仍可查。台账和办法不受影响。",), form)
    return ask_then(
        request,
        question,
        lambda: void_simulation(actor_of(request), shown, request.POST.get("reason", "")),
        "已作废这次测算",
        "simulations",
    )
