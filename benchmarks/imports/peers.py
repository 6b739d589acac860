"""The peers: reading alone, writing alone, and the reading and writing that a Django tutorial would show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from antu.households.domain.columns import SHEETS
from antu.households.models import Household
from antu.households.selectors.tables import attribute_of, child_model
from antu.projects.models import Project

MARKS = {"是": True, "否": False}
SKIPPED = {"户编号", "签约日", "腾地日"}
Sheets = dict[str, list[list[Any]]]


def read_with_calamine(path: Path) -> Sheets:
    """All sheets as calamine gives them."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def copy_rows(sheets: Sheets) -> int:
    """``COPY`` the rows of all sheets into tables of text columns, committed; how many."""
    copied = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for number, rows in enumerate(sheets.values()):
            columns = ", ".join(f"c{place} text" for place in range(len(rows[0])))
            cursor.execute(f"DROP TABLE IF EXISTS copied_{number}")
            cursor.execute(f"CREATE TABLE copied_{number} ({columns})")
            with cursor.cursor.copy(f"COPY copied_{number} FROM STDIN") as copy:
                for row in rows[1:]:
                    copy.write_row([None if value == "" else str(value) for value in row])
                    copied += 1
    return copied


def read_with_openpyxl(path: Path) -> Sheets:
    """All sheets as openpyxl gives them."""
    book = load_workbook(path, read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def bulk_create_rows(sheets: Sheets) -> int:
    """The rows as the product's own models with ``bulk_create``, nothing judged, no journal; how many. Rolled back."""
    with transaction.atomic():
        project = Project.objects.create(name="测速对照", code="BM-PEER", land="collective", towns=[])
        head, *body = sheets["户"]
        households = {
            row[0]: Household(project=project, code=row[0], **_values(Household, "household", head, row))
            for row in body
        }
        created = len(Household.objects.bulk_create(households.values()))
        for key, layout in SHEETS.items():
            if key in {"project", "household"} or layout.name not in sheets:
                continue
            model: Any = child_model(key)
            head, *body = sheets[layout.name]
            rows = (model(household=households[row[0]], no=row[1], **_values(model, key, head, row)) for row in body)
            created += len(model.objects.bulk_create(list(rows)))
        transaction.set_rollback(True)
    return created


def _values(model: type[models.Model], key: str, head: list[str], row: list[Any]) -> dict[str, Any]:
    return dict(_pairs({field.name: field for field in model._meta.concrete_fields}, key, head, row))


def _pairs(columns: dict[str, Any], key: str, head: list[str], row: list[Any]) -> Iterator[tuple[str, Any]]:
    by_header = {column.header: column.field for column in SHEETS[key].columns}
    for header, value in zip(head, row, strict=True):
        name = by_header.get(header, "id")
        name = attribute_of(name) if key == "household" else name
        if header in SKIPPED or name not in columns or name in {"id", "code"} or value in {None, ""}:
            continue
        yield name, _typed(columns[name], value)


def _typed(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(column, models.BooleanField):
        return MARKS[value]
    if isinstance(column, models.DecimalField):
        return Decimal(str(value))
    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    return value
