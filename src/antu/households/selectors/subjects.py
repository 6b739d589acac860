"""Registered subjects as typed values: what an import compares with, and what facts are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from antu.households.domain.subject import Child, ProjectRow, Subject, Values
from antu.households.models import Household
from antu.households.selectors.tables import CHILD_MODELS, RELATED_NAMES, kept_values
from antu.platform.models import StandingQuerySet
from antu.projects.models import AreaUnit, Project


def whole_households(
    project: Project | None = None, *, codes: Collection[str] | None = None, pks: Collection[int] | None = None
) -> StandingQuerySet[Household]:
    """The project's (all projects') standing subjects of these codes or keys, with days and child rows, by code."""
    found = Household.objects.standing().select_related("project")
    if project is not None:
        found = found.filter(project=project)
    if codes is not None:
        found = found.filter(code__in=codes)
    if pks is not None:
        found = found.filter(pk__in=pks)
    return found.prefetch_related("events", *RELATED_NAMES).order_by("code")


def subject_of(household: Household) -> Subject:
    """A registered subject whole; quick when it comes from :func:`whole_households`."""
    children: dict[str, list[Child]] = {}
    for key, child in _children(household):
        children.setdefault(key, []).append(child)
    return Subject(
        code=household.code,
        row=household.source_row,
        values=kept_values(household, "household"),
        extra=household.extra,
        children={key: tuple(rows) for key, rows in children.items()},
    )


def project_row(project: Project) -> ProjectRow:
    """The project as the sheet 项目 gives it; areas in ㎡ and a mark 示例 are no matter of that sheet."""
    return ProjectRow(row=project.source_row, values=project_values(project), extra=project.extra)


def project_values(project: Project) -> Values:
    """The project's fields by field of the sheet 项目."""
    return {
        "code": project.code or None,
        "name": project.name,
        "owner": project.owner or None,
        "approval_no": project.approval_no or None,
        "town": "、".join(project.towns) or None,
        "land": project.land or None,
        "zone": project.zone or None,
        "pack": project.pack_id or None,
        "notice_on": project.notice_on,
        "population_cutoff_on": project.population_cutoff_on,
        "sign_start_on": project.sign_start_on,
        "vacate_by_on": project.vacate_by_on,
        "area_mu": _area_mu(project),
        "note": project.note or None,
    }


def _area_mu(project: Project) -> Decimal | None:
    return project.area if project.area_unit == AreaUnit.MU else None


def _children(household: Household) -> Iterator[tuple[str, Child]]:
    for key, related in zip(CHILD_MODELS, RELATED_NAMES, strict=False):
        for row in getattr(household, related).all():
            if not row.is_voided:
                yield key, Child(row.no, row.source_row, kept_values(row, key), row.extra)
    for row in household.extra_rows.all():
        if not row.is_voided:
            yield row.table, Child(row.no, row.source_row, {}, row.extra)
