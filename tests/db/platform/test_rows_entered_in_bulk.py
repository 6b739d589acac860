"""Rows entered in bulk are the rows that Django would have saved one by one, few or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from antu.households.models import Building, Household, Person
from antu.platform.bulk import FEW, add_rows, new_row
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_models() if model.__module__.startswith("antu.")]
Maker = Callable[..., Any]


def one_by_one(rows: Iterable[models.Model]) -> None:
    for row in rows:
        row.save()


def household(code: str) -> Household:
    project, _ = Project.objects.get_or_create(name="桥", defaults={"land": "collective", "towns": []})
    return Household.objects.create(project=project, code=code, head_name="单于建国")


def people(owner: Household, many: int, make: Maker) -> list[Person]:
    return [
        make(
            Person,
            household_id=owner.pk,
            no=f"P{number}",
            name="欧阳\t建\\国\n",  # what COPY must quote
            id_number="430204195410319831",
            born_on=date(1954, 10, 31),
            extra={"甲": ["乙", 1, None, 'b"\\'], "空": {}} if number % 2 else {},
        )
        for number in range(many)
    ]


def buildings(owner: Household, many: int, make: Maker) -> list[Building]:
    return [
        make(Building, household_id=owner.pk, no=f"F{number}", measured_m2=Decimal("104.30")) for number in range(many)
    ]


def kept(model: type[models.Model], owner: Household) -> list[dict[str, Any]]:
    """The rows as they stand in the database, without what differs between any two."""
    rows = model._default_manager.filter(household=owner).order_by("no")  # noqa: SLF001
    own = {"id", "household_id"}
    fields = [field for field in model._meta.concrete_fields if field.attname not in own]
    changing = {field.attname for field in fields if getattr(field, "auto_now_add", False)}
    return [
        {field.attname: getattr(row, field.attname) for field in fields if field.attname not in changing}
        for row in rows
    ]


@pytest.mark.parametrize("many", [1, FEW, FEW + 1, 3 * FEW])
@pytest.mark.parametrize("made", [people, buildings])
def test_rows_in_bulk_are_those_that_would_have_been_saved(many: int, made: Callable[..., list[Any]]) -> None:
    saved, quick = household("H1"), household("H2")
    one_by_one(made(saved, many, lambda model, **columns: model(**columns)))
    rows = made(quick, many, new_row)
    add_rows(rows)
    model = type(rows[0])
    assert kept(model, quick) == kept(model, saved)
    assert [row.pk for row in rows] == list(
        model._default_manager.filter(household=quick).order_by("pk").values_list("pk", flat=True)  # noqa: SLF001
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_new_row_has_the_defaults_of_its_model_and_shares_none_that_can_change(model: Any) -> None:
    names = [field.attname for field in model._meta.concrete_fields if not field.generated]
    stamps = {field.attname for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)}
    one, other, plain = new_row(model), new_row(model), model()
    assert {name: getattr(one, name) for name in names if name not in stamps} == {
        name: getattr(plain, name) for name in names if name not in stamps
    }
    assert not any(
        getattr(one, name) is getattr(other, name) for name in names if isinstance(getattr(one, name), dict | list)
    )
