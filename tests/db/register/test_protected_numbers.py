"""Identity and account numbers are ciphertext in every table, and found by a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from tests.db.registry import bring_in_book
from tests.unit.register.village import LI, SUN, WANG, village

from antu.households.models import Household, Person
from antu.platform.protection import blind_index

pytestmark = pytest.mark.django_db

ACCOUNTS = ("6200009931199790202", "880076046564")


def raw_rows() -> Iterator[tuple[str, str]]:
    """Every row of every table as PostgreSQL writes it out: bytes in hexadecimal, and as text where they are text."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')  # noqa: S608 - our own tables
            for (row,) in cursor.fetchall():
                yield model._meta.label, row


def raw(column: str, table: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")  # noqa: S608 - named in this test
        return [bytes(value) for (value,) in cursor.fetchall()]


def test_no_number_stands_in_clear_in_any_table(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    for label, row in raw_rows():
        for number in (LI, WANG, SUN, *ACCOUNTS):
            assert number not in row, label
            assert number.encode().hex() not in row, label


def test_the_stored_bytes_hold_neither_the_number_nor_its_last_digits(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    stored = raw("id_number", "households_person") + raw("account_no", "households_household")
    assert all(number.encode()[-6:] not in sealed for sealed in stored for number in (LI, WANG, SUN, *ACCOUNTS))
    assert {len(sealed) for sealed in raw("id_number", "households_person")} == {12 + 18 + 16}


def test_the_same_number_twice_gives_different_bytes_and_one_index(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    of_household, of_person = raw("id_number", "households_household")[0], raw("id_number", "households_person")[0]
    assert of_household != of_person
    assert Household.objects.get(code="H-1").id_number == LI
    assert Household.objects.get(id_number_index=blind_index(LI)).code == "H-1"
    assert Person.objects.get(id_number_tail_index=blind_index(WANG, 6)).name == "王芳"


def test_an_empty_number_has_no_ciphertext_and_no_index(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    collective: Any = Household.objects.get(code="J-1")
    assert (collective.id_number, collective.id_number_index) == ("", "")
