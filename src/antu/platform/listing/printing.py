"""A list on paper: the same rows, columns and order as the page, without its pages."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils import timezone

from antu.kernel.errors import BadInput, Problem
from antu.platform.display import Table
from antu.platform.documents.table_pdf import PrintedList, list_pdf
from antu.platform.jobs.store import NOT_IN_NAMES
from antu.platform.listing.asked import AskedList
from antu.platform.listing.columns import notices_over, rows_under, totals_under
from antu.platform.listing.taken_out import PRINTED, note_whole_numbers
from antu.platform.moment import of_one_moment
from antu.platform.pages import pdf_response

#: More rows than these are a workbook's business: nobody leafs through them.
PRINTED_ROWS_MAX: Final = 5_000


def printed(asked: AskedList) -> HttpResponse:
    """The PDF, opened in the browser. Raises BadInput (``L-PRINT``) for more rows than are printed."""
    if asked.page.count > PRINTED_ROWS_MAX:
        what = f"共 {asked.page.count} 行，一次最多打印 {PRINTED_ROWS_MAX} 行；请先筛选，或导出 Excel"
        raise BadInput(Problem("L-PRINT", what))
    paper = of_one_moment(lambda: _paper(asked))
    pdf = list_pdf(paper)
    note_whole_numbers(asked, PRINTED, len(paper.table.rows))
    return pdf_response(pdf, f"{NOT_IN_NAMES.sub(' ', asked.listing.title)}.pdf")


def _paper(asked: AskedList) -> PrintedList:
    actor, listing, columns = asked.actor, asked.listing, asked.chosen
    rows, _ = rows_under(actor, listing, columns, asked.ordered)
    totals = totals_under(actor, listing, columns, asked.found) if rows else ()
    table = Table(asked.headers, rows, "没有符合条件的记录。", totals, listing.title)
    notices = notices_over(actor, listing, columns, asked.found)
    return PrintedList(listing.title, table, actor.name, timezone.now(), asked.filter_words, notices)
