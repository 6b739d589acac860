"""Whatever is changed in a stored determination, past triggers and services, a proof finds: every column and leaf."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from tests.db.registry import SHELF, bring_in_book
from tests.unit.register.village import village

from antu.compensation.models import Determination, DeterminationLine
from antu.compensation.selectors.batches import DUCKDB, engine_named
from antu.compensation.selectors.proving import Proof
from antu.compensation.services import prove_determinations
from antu.households.models import Household
from antu.platform.actor import SYSTEM
from antu.platform.bulk import add_rows, new_row
from antu.platform.progress import untold

pytestmark = pytest.mark.django_db

#: What a proof cannot find, with the reason.
NOT_FOUND: Final = {
    "determinationline.id": "the number of the row in its table: nothing names it, no page and no paper shows it",
}
#: What a constraint refuses, triggers or not, unless other columns go with it: tried apart.
ALONE_REFUSED: Final = {"determination.is_standing"}
Place = tuple[str | int, ...]
#: Added to a number: its other digits stay, and no other row has it.
FAR: Final = 1_000_000


@contextmanager
def past_every_trigger() -> Iterator[None]:
    """As a superuser changes a row: no trigger is asked, no foreign key looked at."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@contextmanager
def taken_back() -> Iterator[None]:
    """All that is written inside is undone, keys that lead nowhere before anybody looks at them."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write(row: models.Model, column: str, value: Any) -> None:
    """One column of one row, by SQL."""
    value = json.dumps(value) if isinstance(row._meta.get_field(column), models.JSONField) else value
    table = row._meta.db_table
    with past_every_trigger(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, row.pk])  # noqa: S608 - our names


def another(value: Any) -> Any:
    """A value of the same kind that differs in one digit, one character, one day."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + FAR
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, str) and value:
        return value[:-1] + ("1" if value[-1] != "1" else "2")
    return "1"


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Everything in a JSON value that is no mapping and no list; an empty one is a leaf too."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inside = list(parts)
    if not inside:
        yield place, value
    for name, part in inside:
        yield from leaves(part, (*place, name))


def with_leaf(value: Any, place: Place, leaf: Any) -> Any:
    """The JSON value with another leaf."""
    if not place:
        return leaf
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = with_leaf(value[place[0]], place[1:], leaf)
    return copy


@dataclass(frozen=True)
class Change:
    """One column of the determination, or of one of its lines, and what is written there; ``name`` says where."""

    name: str
    position: int
    column: str
    value: Any


def changes(row: models.Model) -> Iterator[Change]:
    """A change of every column, and of every leaf of what is JSON."""
    position = getattr(row, "position", 0)
    related: dict[str, Callable[[], int]] = {
        "household_id": lambda: Household.objects.exclude(determinations__isnull=False).earliest("pk").pk,
        "supersedes_id": lambda: FAR,
        "determination_id": lambda: 2 * FAR,
    }
    for field in row._meta.concrete_fields:
        value, column = getattr(row, field.attname), str(field.column)
        name = f"{row._meta.model_name}.{column}"
        if not isinstance(field, models.JSONField):
            wanted = related[column]() if column in related else another(value)
            yield Change(name, position, column, wanted)
            continue
        for place, leaf in leaves(value):
            yield Change(f"{name} {list(place)}", position, column, with_leaf(value, place, another(leaf)))
            if isinstance(leaf, bool):  # which Python takes for the same as a number
                as_number = with_leaf(value, place, int(leaf))
                yield Change(f"{name} {list(place)} as a number", position, column, as_number)


@pytest.fixture
def superseded(tmp_path: Path) -> Determination:
    """A determination that was superseded by another."""
    bring_in_book(village(), tmp_path)
    book = village()
    book["房屋"][0] |= {"认定面积": 213.5, "测绘面积": 213.5, "登记面积": 213.5}
    bring_in_book(book, tmp_path)
    return Determination.objects.get(household__code="H-1", version=1)


def copies(of: Determination, many: int) -> list[Determination]:
    """Further versions with the same content, each sealed as one that was made so."""
    last = Determination.objects.filter(household=of.household).latest("version").version
    made = [new_row(Determination, **_columns(of, version=last + number)) for number in range(1, many + 1)]
    for each in made:
        each.seal()
    add_rows(made)
    lines = list(of.lines.all())
    add_rows(new_row(DeterminationLine, **_columns(line, determination_id=each.pk)) for each in made for line in lines)
    return made


def _columns(row: models.Model, **other: Any) -> dict[str, Any]:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields} | {"id": None} | other


def differing() -> set[int]:
    """The determinations of which a proof says that something differs."""
    with engine_named(DUCKDB) as engine:
        return {each.determination.pk for each in Proof(SHELF, engine).proven(untold) if each.differences}


def test_a_proof_finds_every_column_and_every_leaf_that_is_changed(superseded: Determination) -> None:
    tried = [each for row in (superseded, *superseded.lines.all()) for each in changes(row)]
    tried = [each for each in tried if each.name not in ALONE_REFUSED]
    assert len(tried) > 500
    with taken_back():
        made = copies(superseded, len(tried))
        assert differing() == set()
        for each, copy in zip(tried, made, strict=True):
            write(copy.lines.get(position=each.position) if each.position else copy, each.column, each.value)
        found = differing()
        missed = {
            each.name
            for each, copy in zip(tried, made, strict=True)
            if (each.value if each.name == "determination.id" else copy.pk) not in found
        }
    assert missed == set(NOT_FOUND)


def test_the_test_changes_every_column_that_is_stored(superseded: Determination) -> None:
    tried = {each.name.split(" ")[0] for row in (superseded, *superseded.lines.all()) for each in changes(row)}
    fields = [*Determination._meta.concrete_fields, *DeterminationLine._meta.concrete_fields]
    assert tried == {f"{field.model._meta.model_name}.{field.column}" for field in fields}


def test_a_determination_that_was_made_to_stand_no_longer_is_found(superseded: Determination) -> None:
    now = superseded.superseded_by
    with past_every_trigger():
        Determination.objects.filter(pk=now.pk).update(is_standing=False, ended_at=now.determined_at)
    assert differing() == {now.pk}


def test_one_that_was_made_to_stand_again_is_found(superseded: Determination) -> None:
    now = superseded.superseded_by
    with past_every_trigger():
        Determination.objects.filter(pk=now.pk).update(is_standing=False, ended_at=now.determined_at)
        Determination.objects.filter(pk=superseded.pk).update(is_standing=True, ended_at=None)
    assert differing() == {now.pk, superseded.pk}


def test_a_digit_that_no_formula_reads_is_said_to_break_the_seal_of_the_facts(superseded: Determination) -> None:
    day = superseded.facts["project"]["notice_on"]
    write(superseded, "facts", with_leaf(superseded.facts, ("project", "notice_on"), another(day)))
    (only,) = prove_determinations(SYSTEM, shelf=SHELF).findings.all()
    assert (only.determination, only.column) == (superseded, "facts_sha256")
    assert only.stored == superseded.facts_sha256 != only.explain


def test_withdrawing_a_signing_seals_how_it_ended(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    book = village()
    for row in book["户"]:
        row |= {"签约日": None, "腾地日": None, "状态": None, "协议编号": None}
    bring_in_book(book, tmp_path)
    assert set(Determination.objects.values_list("is_standing", flat=True)) == {False}
    assert differing() == set()


def test_determinations_from_before_there_were_seals_get_those_of_what_they_are(superseded: Determination) -> None:
    kept = list(Determination.objects.order_by("pk").values("facts_sha256", "record_sha256", "standing_sha256"))
    Determination.objects.update(facts_sha256="", record_sha256="", standing_sha256="")
    assert superseded.pk in differing()
    migration = import_module("antu.compensation.migrations.0006_determinations_are_sealed")
    migration.seal_those_there(apps, None)
    assert list(Determination.objects.order_by("pk").values("facts_sha256", "record_sha256", "standing_sha256")) == kept


@pytest.mark.parametrize("column", ["facts", "computation"])
@pytest.mark.parametrize("value", [[], 1, "", {}, {"totals": 1}, {"subject": []}, {"subject": {}, "project": {}}])
def test_json_of_any_shape_is_a_finding_and_ends_no_proof(
    superseded: Determination, column: str, value: object
) -> None:
    write(superseded, column, value)
    assert differing() == {superseded.pk}
