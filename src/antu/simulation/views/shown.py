"""Simulations as they stand: the list, a result with its tables and charts, two sheets side by side, files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import HOME, Action, Crumb, Head, KeyFigure
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, answered, list_context, list_page
from antu.platform.pages import actor_of, page, pdf_response
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.platform.progress import untold
from antu.platform.wording import with_sign
from antu.simulation.access import SIMULATE
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.selectors import all_subjects, simulations_seen
from antu.simulation.services import FEW_SUBJECTS, order_workbook
from antu.simulation.tables.lists import (
    matching,
    matching_subjects,
    simulation_filters,
    simulation_listing,
    subject_filters,
    subject_listing,
)
from antu.simulation.tables.results import (
    VERDICTS,
    ResultTable,
    amendment_table,
    count_column,
    counted_words,
    grouped,
    reason_table,
    result_charts,
    result_tables,
    signed,
)
from antu.simulation.tables.sides import derived_table, sides_table
from antu.simulation.tables.taken_out import (
    largest_rows,
    result_pdf,
    said_of,
    sides_pdf,
    sides_title,
    sides_words,
    write_workbook,
)

TITLE: Final = "政策测算"
LIST: Final = Crumb(TITLE, "/simulations/")
UNFIT: Final = "{items} 位数太多，批量计算放不下，由逐户计算得出，金额同样精确"


@page(SIMULATE, methods=LIST_METHODS)
def simulations(request: HttpRequest) -> HttpResponseBase:
    """The simulations that the actor sees."""
    filters = simulation_filters(request)
    found = matching(simulations_seen(actor_of(request)), filters)
    new = Action("开始测算", reverse("simulation-new"), is_primary=True)
    subtitle = "办法发布之前，在台账上逐户测算要花多少、谁多谁少、钱在哪个季度用；不改动任何记录"
    head = Head(TITLE, (HOME, LIST), subtitle=subtitle, actions=(new,))
    return list_page(AskedList(request, simulation_listing(), filters, found), head)


def asked_simulation(request: HttpRequest, pk: int) -> Simulation:
    """The standing simulation, for who sees it."""
    return get_object_or_404(simulations_seen(actor_of(request)), pk=pk)


@page(SIMULATE, methods=LIST_METHODS)
def simulation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One result: key figures, charts, every table, every subject."""
    shown = asked_simulation(request, pk)
    filters = subject_filters(request, shown)
    found = matching_subjects(all_subjects(shown), filters)
    subjects = AskedList(request, subject_listing(shown), filters, found, anchor="subjects")
    if answer := answered(subjects):
        return answer
    url = f"{record_url(shown)}#subjects"
    charts = result_charts(shown.result, url)
    panels = [draw(request, "charts", "分布和资金需求", "antu/charts.html", {"charts": charts})] if charts else []
    panels += [_panel(request, each) for each in result_tables(shown)]
    if shown.amendments:
        panels.insert(0, draw_table(request, "amendments", "改动的标准", amendment_table(shown.amendments)))
    panels.append(draw_table(request, "largest", "变化最大的户", largest_rows(shown)))
    if shown.result["refused_households"]:
        panels.append(draw_table(request, "reasons", "没有计入的原因", reason_table(shown.result)))
    panels.append(draw(request, "subjects", "测算的户", "antu/listing.html", list_context(subjects)))
    return render(request, "antu/detail.html", {"head": _head(actor_of(request), shown), "panels": panels})


def _panel(request: HttpRequest, told: ResultTable) -> DrawnPanel:
    return draw(request, told.key, told.title, "simulation/table.html", {"table": told.table, "note": told.note})


def _head(actor: Actor, shown: Simulation) -> Head:
    actions = [
        Action("打印测算结果", reverse("simulation-print", args=[shown.pk]), opens_new=True),
        Action("导出全部（Excel）", reverse("simulation-workbook", args=[shown.pk])),
    ]
    if shown.by_login == actor.login or actor.reach.everything:
        actions.append(Action("作废测算", reverse("simulation-void", args=[shown.pk])))
    return Head(
        str(shown),
        (HOME, LIST, Crumb(shown.pack_words)),
        subtitle=" · ".join(said_of(shown)[2:]),
        actions=tuple(actions),
        notices=(*shown.notices, *_notices(shown)),
        figures=_figures(shown),
    )


def _notices(shown: Simulation) -> list[str]:
    told = shown.result
    said = []
    if told["refused_households"]:
        said.append(
            f"{told['refused_households']} 户的事实不合办法，两边都没有计入；原因见“没有计入的原因”和“测算的户”"
        )
    if shown.unfit:
        said.append(UNFIT.format(items="、".join(f"{each['pack']} 的「{each['label']}」" for each in shown.unfit)))
    return said


def _figures(shown: Simulation) -> tuple[KeyFigure, ...]:
    told, totals, url = shown.result, shown.totals, f"{record_url(shown)}?who="
    scaled = shown.scaled
    said = f"由样本推算到 {scaled['households']} 户" if scaled else counted_words(told)
    at = "#scaled" if scaled else "#items"
    figures = [
        KeyFigure("拟用办法合计", grouped(totals["pack"]), "元", at, said),
        KeyFigure("对照办法合计", grouped(totals["against"]), "元", at, said),
        KeyFigure("增减", signed(totals["difference"]), "元", at, said if scaled else ""),
    ]
    unit = count_column(told).unit
    whom = "户" if unit == "户" else "户和集体"
    for side, verdict in VERDICTS.items():
        word, count = f"{verdict}的{whom}", str(told[side]["households"])
        note = "" if side == "same" else f"{signed(told[side]['amount'])} 元"
        label = f"样本里{word}" if scaled else word
        figures.append(KeyFigure(label, count, unit, f"{url}{side}#subjects", note))
    return tuple(figures)


@page(SIMULATE)
def subject(request: HttpRequest, pk: int, subject_pk: int) -> HttpResponse:
    """One of the largest changes: both sheets line beside line."""
    shown = asked_simulation(request, pk)
    row = _with_sheets(shown, subject_pk)
    pack, against = row.sheets["pack"], row.sheets["against"]
    actions = [Action("打印两份计算书", reverse("simulation-sides-print", args=[pk, subject_pk]), opens_new=True)]
    if row.household:
        actions.append(Action("打开户页", record_url(row.household)))
    head = Head(
        sides_title(shown, row),
        (HOME, LIST, Crumb(shown.pack_words, record_url(shown)), Crumb(row.subject)),
        subtitle=sides_words(row),
        actions=tuple(actions),
        notices=tuple(shown.notices),
        figures=(
            KeyFigure("拟用办法应付", grouped(pack["totals"]["payable"]), "元"),
            KeyFigure("对照办法应付", grouped(against["totals"]["payable"]), "元"),
            KeyFigure("增减", with_sign(Money(row.change_fen or 0)), "元"),
        ),
    )
    panels = [
        draw_table(request, "sides", "两份计算书逐行比较", sides_table(pack, against)),
        draw_table(request, "derived", "不同的派生值", derived_table(pack, against)),
    ]
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


def _with_sheets(shown: Simulation, pk: int) -> SimulatedSubject:
    row = get_object_or_404(all_subjects(shown).select_related("household"), pk=pk)
    if not row.sheets:
        raise Http404("only the largest changes have their sheets")
    return row


@page(SIMULATE)
def sides(request: HttpRequest, pk: int, subject_pk: int) -> HttpResponse:
    """Both sheets of one of the largest changes on paper."""
    shown = asked_simulation(request, pk)
    row = _with_sheets(shown, subject_pk)
    paper = sides_pdf(actor_of(request), shown, row, timezone.now())
    return pdf_response(paper, f"政策测算-{shown.pk}-{row.subject}.pdf")


@page(SIMULATE)
def workbook(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole result as a workbook: at once where the subjects are few, else as a job."""
    shown, actor = asked_simulation(request, pk), actor_of(request)
    if shown.subjects.count() > FEW_SUBJECTS:
        return redirect("job", pk=order_workbook(actor, shown).pk)
    with TemporaryDirectory() as folder:
        path = write_workbook(actor, shown, Path(folder) / "simulation.xlsx", untold)
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"政策测算-{shown.pk}.xlsx")


@page(SIMULATE)
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """All tables of the result on paper."""
    shown = asked_simulation(request, pk)
    return pdf_response(result_pdf(actor_of(request), shown, timezone.now()), f"政策测算-{shown.pk}.pdf")
