"""What the pages of one version share: the version that is asked for, the way to it, a form that was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from antu.estimates.forms import place_of
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import listed_versions
from antu.estimates.tables import STATE_CHIPS
from antu.kernel.errors import Problem
from antu.platform.display import HOME, Crumb, Head, Table, marks
from antu.platform.entry import EntryForm, ListedProblem
from antu.platform.links import record_url
from antu.platform.pages import actor_of

FORM_METHODS: Final = ("GET", "HEAD", "POST")
ESTIMATES: Final = Crumb("概算", "/estimates/")


def asked_version(request: HttpRequest, pk: int) -> EstimateVersion:
    """The standing version, for who sees it."""
    seen = listed_versions(actor_of(request)).select_related("project")
    return get_object_or_404(seen, pk=pk)


def deed_head(version: EstimateVersion, deed: str) -> Head:
    """The head of a page on which something is done with the version."""
    crumbs = (HOME, ESTIMATES, Crumb(str(version), record_url(version)), Crumb(deed))
    chips = (STATE_CHIPS[version.state], *marks(is_sample=version.is_sample))
    return Head(f"{deed}：{version}", crumbs, chips=chips)


def drawn_form(
    request: HttpRequest,
    head: Head,
    form: EntryForm,
    problems: Sequence[Problem] = (),
    *,
    beside: Table | None = None,
) -> HttpResponse:
    """The page of a form, with each problem at its field, or at its row of the grid; a table may stand below."""
    drawn = form.with_problems(problems, lambda problem: place_of(form, problem))
    drawn = replace(drawn, problems=tuple(map(_named(form), drawn.problems, problems)))
    context = {"head": head, "form": drawn, "table": beside}
    return render(request, "estimates/form.html", context, status=400 if problems else 200)


def _named(form: EntryForm) -> Callable[[ListedProblem, Problem], ListedProblem]:
    """A line of the list on top, after the number of the row that it is about."""
    keys = [row.key for grid in form.grids for row in grid.shown_rows()]

    def named(line: ListedProblem, problem: Problem) -> ListedProblem:
        row = problem.where.get("row")
        return replace(line, message=f"第 {keys.index(str(row)) + 1} 行：{line.message}") if row in keys else line

    return named
