"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from antu.organisations.models import OrganisationKind, StaffCount, StaffKind
from antu.organisations.selectors import organisations_in_being, staff_counts, staffing_years
from antu.platform.figure_rows import figure_row
from antu.platform.figures import Figure, FigureSource

ON_POST = (StaffKind.INSTITUTION, StaffKind.WORKER)
EMPLOYED = (*ON_POST, StaffKind.DISPATCHED)


def organisation_figures(year: int) -> Iterable[Figure]:
    """``org.*``: offices in being on 31 December, people by the year's staffing rows."""
    in_being = organisations_in_being(date(year, 12, 31))
    offices = tuple(figure_row(each) for each in in_being if each.kind == OrganisationKind.OFFICE)
    counts = list(staff_counts(year))
    yield Figure("org.offices", "现有股室", "个", "count", offices)
    yield _people("staff_total", "全中心现共有人员", counts, *EMPLOYED)
    yield _people("staff_on_post", "在职人员", counts, *ON_POST)
    yield _people("staff_institution", "事业编制", counts, StaffKind.INSTITUTION)
    yield _people("staff_worker", "工勤编制", counts, StaffKind.WORKER)
    yield _people("staff_dispatched", "劳务派遣", counts, StaffKind.DISPATCHED)
    yield _people("retired_senior", "离休人员", counts, StaffKind.RETIRED_SENIOR)
    yield _people("retired", "退休人员", counts, StaffKind.RETIRED)


def _people(name: str, label: str, counts: Iterable[StaffCount], *kinds: StaffKind) -> Figure:
    rows = tuple(figure_row(each, each.actual or 0) for each in counts if each.kind in kinds)
    return Figure(f"org.{name}", label, "人", "sum", rows)


FIGURES: tuple[object, ...] = (FigureSource(organisation_figures, staffing_years),)
