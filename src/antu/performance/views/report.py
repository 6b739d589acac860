"""Pages of the yearly report: its figures, their identities, the rows of a figure, the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from antu.kernel.errors import BadInput
from antu.performance.access import REPORT
from antu.performance.selectors import (
    figure_rows,
    figure_title,
    is_reported,
    report_figures,
    report_identities,
    report_years,
)
from antu.performance.services.report import write_report
from antu.performance.tables.report import FIGURES, figure_listing, identity_table, numbered, placed, sections
from antu.performance.tables.report import REPORTS as REPORT_YEARS
from antu.platform.display import HOME, Action, Crumb, Head, KeyFigure
from antu.platform.figures import Figure
from antu.platform.listing import AskedList, answered, list_page
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw_table

REPORTS: Final = Crumb("绩效报告", "/report/")
_DOWNLOADS: Final = (Action("导出 Excel", "?export=xlsx"), Action("打印", "?print=pdf", opens_new=True))


@page("report.view", whole_district=REPORT)
def reports(request: HttpRequest) -> HttpResponseBase:
    """The years of which there is a report."""
    head = Head("绩效报告", (HOME, Crumb("绩效报告")), subtitle="每个数字都由记录逐条计数或相加得出，不另存合计。")
    return list_page(AskedList(request, REPORT_YEARS, (), report_years()), head)


@page("report.view", whole_district=REPORT)
def report(request: HttpRequest, year: int) -> HttpResponseBase:
    """All figures of a year in their sections, with what must add up; all as a workbook, or printed."""
    figures = _figures(year)
    in_sections = placed(year, figures)
    listing = replace(FIGURES, title=f"{year}年绩效指标")
    if answer := answered(AskedList(request, listing, (), in_sections)):
        return answer
    identities = report_identities(figures)
    failing = [each for each in identities if not each.holds]
    document = Action("下载报告（.docx）", f"/report/{year}/document/", is_primary=True)
    head = Head(
        f"{year}年绩效自评报告",
        (HOME, REPORTS, Crumb(f"{year}年")),
        actions=(*_DOWNLOADS, *(() if failing else (document,))),
        notices=(f"有 {len(failing)} 处勾稽关系不成立，报告暂不能生成。请先核对下表所列数字的来源记录。",)
        if failing
        else (),
        figures=(
            KeyFigure("指标", str(len(figures)), "个"),
            KeyFigure("勾稽关系成立", f"{len(identities) - len(failing)} / {len(identities)}"),
        ),
    )
    panels = [draw_table(request, "identities", "勾稽关系", identity_table(identities, figures))]
    for number, (title, table) in enumerate(sections(in_sections), start=1):
        panels.append(draw_table(request, f"section-{number}", title, table))
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page("report.view", whole_district=REPORT)
def figure(request: HttpRequest, year: int, figure_id: str) -> HttpResponseBase:
    """The rows of one figure."""
    if not is_reported(year):
        raise Http404(f"no rows of {year}")
    shown = figure_rows(year, figure_id)
    head = Head(
        figure_title(shown),
        (HOME, REPORTS, Crumb(f"{year}年", f"/report/{year}/"), Crumb(figure_title(shown))),
        subtitle=_how(shown),
        figures=(KeyFigure(f"{year}年", shown.exact_text, shown.unit, note=f"报告中写作 {shown.printed}{shown.unit}"),),
    )
    return list_page(AskedList(request, figure_listing(shown), (), numbered(shown)), head)


@page("report.view", whole_district=REPORT)
def document(request: HttpRequest, year: int) -> FileResponse:
    """The report as an editable Word document; refused with the identity that fails."""
    if not is_reported(year):
        raise Http404(f"no rows of {year}")
    with TemporaryDirectory() as folder:
        path = write_report(actor_of(request), year, Path(folder), today=timezone.localdate())
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _figures(year: int) -> tuple[Figure, ...]:
    """The year's figures; a year without rows has no page."""
    try:
        return report_figures(year)
    except BadInput as error:
        raise Http404(f"no rows of {year}") from error


def _how(shown: Figure) -> str:
    if shown.how == "count":
        return f"等于下列 {len(shown.rows)} 条记录的条数"
    return f"等于下列 {len(shown.rows)} 条记录的数值之和"
