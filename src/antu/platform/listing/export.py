"""A list as a workbook: exactly the rows, columns and order that the page asks for, written in constant memory.

A long one is a job: its worker asks the same page the same thing again, for the same person, and writes the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from antu.kernel.errors import BadInput, Problem
from antu.platform import spreadsheets
from antu.platform.display import Cell
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.queueing import queue_job
from antu.platform.jobs.store import NOT_IN_NAMES
from antu.platform.listing.asked import AskedList
from antu.platform.listing.columns import notices_over, rows_under, totals_under
from antu.platform.listing.sorting import Found
from antu.platform.listing.taken_out import EXPORTED, note_whole_numbers
from antu.platform.moment import at_one_moment, of_one_moment
from antu.platform.sheet_values import is_number, marks_of, sheet_column, sheet_value
from antu.platform.spreadsheets import ROWS_MAX, LongSheet, write_long_sheet
from antu.platform.wording import moment_text

CHUNK: Final = 1_000
#: Longer lists take seconds to write, which is too long for a page.
AT_ONCE_MAX: Final = 5_000
#: The kind of the job that writes a long one.
LIST_EXPORT: Final = "list-export"
MARKS: Final = spreadsheets.Column("*", "标记", width=10)

SheetRow = Mapping[str, spreadsheets.Cell]


@dataclass(slots=True)
class ExportRun:
    """A request that a worker makes has one of these: where its workbook goes, and what came of it."""

    run: JobRun
    title: str = ""
    rows: int = 0
    path: Path | None = None
    is_settled: bool = True

    @classmethod
    def of(cls, request: HttpRequest) -> ExportRun | None:
        """The worker's, if it is a worker who asks."""
        found = vars(request).get("export_run")
        return found if isinstance(found, cls) else None

    def attach(self, request: HttpRequest) -> None:
        """Ask for the workbook by this request."""
        vars(request)["export_run"] = self


def exported(asked: AskedList, found: Found | None = None, count: int | None = None) -> HttpResponseBase:
    """The workbook of all rows that the filters let through, or of those ``found`` among them, ``count`` rows."""
    rows = asked.page.count if count is None else count
    if rows > ROWS_MAX:
        raise BadInput(Problem("L-ROWS", f"共 {rows} 行，一张 Excel 表最多放 {ROWS_MAX} 行；请先筛选，分几次导出"))
    name = f"{NOT_IN_NAMES.sub(' ', asked.listing.title)} {timezone.localtime():%Y-%m-%d %H%M}.xlsx"
    if job := ExportRun.of(asked.request):
        job.title, job.rows = asked.listing.title, rows
        path = job.run.file(name)
        job.path, job.is_settled = at_one_moment(
            lambda: write_long_sheet(_sheet(asked, found, job.run, rows), path),
        )
        note_whole_numbers(asked, EXPORTED, rows)
        return HttpResponse()
    if rows > AT_ONCE_MAX:
        return _queued(asked, rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        of_one_moment(lambda: write_long_sheet(_sheet(asked, found), path))
        note_whole_numbers(asked, EXPORTED, rows)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _queued(asked: AskedList, rows: int) -> HttpResponseBase:
    """To the job that writes it; pressed twice, to the same one. Its file is for a post that may what this one may."""
    request = asked.request
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    args = {
        "path": request.path,
        "query": request.GET.urlencode(),
        "form": form.urlencode(),
        "permissions": sorted(asked.actor.permissions),
    }
    once = sha256(json.dumps(args, sort_keys=True).encode()).hexdigest()
    title = f"导出{asked.listing.title}：{rows} {asked.listing.counter}"
    return redirect("job", pk=queue_job(asked.actor, LIST_EXPORT, title, args, unique_key=f"{LIST_EXPORT} {once}").pk)


def _sheet(asked: AskedList, found: Found | None, run: JobRun | None = None, count: int = 0) -> LongSheet:
    everything = asked.found if found is None else found
    ordered = asked.ordered if found is None else found
    columns = asked.chosen
    words = "；".join(asked.filter_words) or "全部"
    picked = "" if found is None else "（所选）"
    totals = totals_under(asked.actor, asked.listing, columns, everything)
    units = "、".join(dict.fromkeys(each.column.unit for each in columns if each.column.unit))
    return LongSheet(
        name=NOT_IN_NAMES.sub(" ", asked.listing.title)[:31],
        title=asked.listing.title,
        facts=(f"筛选{picked}：{words}", f"单位：{units}" if units else ""),
        notices=notices_over(asked.actor, asked.listing, columns, everything),
        columns=(*(sheet_column(each.key, each.column) for each in columns), MARKS),
        rows=_told(sheet_rows(asked, ordered), run, count) if run else sheet_rows(asked, ordered),
        total=_row(asked, totals) if totals else {},
        made_by=f"导出人：{asked.actor.name}　导出时间：{moment_text(timezone.now())}",
    )


def _told(rows: Iterable[SheetRow], run: JobRun, count: int) -> Iterator[SheetRow]:
    for done, row in enumerate(rows, 1):
        run.progress(done, count, "写入各行")
        yield row


def sheet_rows(asked: AskedList, ordered: Found) -> Iterator[SheetRow]:
    """The rows of the workbook, read in chunks; rows of a queryset by the keys of their chunk."""
    for chunk in _chunks(ordered):
        rows, _ = rows_under(asked.actor, asked.listing, asked.chosen, chunk)
        yield from (_row(asked, row.cells) for row in rows)


def _chunks(ordered: Found) -> Iterator[Found]:
    if not isinstance(ordered, QuerySet):
        yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
        return
    keys = ordered.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(keys, CHUNK)):
        yield rows_of_keys(ordered, chunk)


def rows_of_keys(ordered: QuerySet[Any], keys: Sequence[int]) -> QuerySet[Any]:
    """The rows with these keys, in the same order."""
    return ordered.filter(pk__in=keys)


def _row(asked: AskedList, cells: Sequence[Cell]) -> SheetRow:
    values: dict[str, spreadsheets.Cell] = {}
    for each, cell in zip(asked.chosen, cells, strict=True):
        if cell.text or cell.chips or not is_number(each.column):
            values[each.key] = sheet_value(each.column, cell)
    return {**values, MARKS.key: marks_of(tuple(cells))}
