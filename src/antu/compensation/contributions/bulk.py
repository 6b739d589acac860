"""What may be done to households that were picked in a list: printing their papers."""

from __future__ import annotations

from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from antu.compensation.documents.batch import MAKINGS, Paper, print_batch
from antu.compensation.services import FEW_PAPERS, order_papers
from antu.platform.listing import BulkAction, Selection
from antu.platform.pages import pdf_response


def print_picked(paper: Paper, selection: Selection) -> HttpResponseBase:
    """The papers of the picked households, in the order of the list: at once where they are few, else as a job."""
    assert isinstance(selection.found, QuerySet)  # noqa: S101 - these lists are of the database
    keys = selection.keys or list(selection.found.values_list("pk", flat=True))
    if len(keys) <= FEW_PAPERS:
        pdf = print_batch(selection.actor, paper, keys, timezone.now()).pdf
        return pdf_response(pdf, f"{MAKINGS[paper].title}-{selection.words}.pdf")
    return redirect("job", pk=order_papers(selection.actor, paper, keys, selection.words).pk)


BULK: tuple[object, ...] = tuple(
    BulkAction(place, f"print-{paper}", label, "register.view", partial(print_picked, paper), opens_new=True)
    for place in ("households", "remaining")
    for paper, label in ((Paper.CARDS, "打印明白卡"), (Paper.SHEETS, "打印计算书"))
)
