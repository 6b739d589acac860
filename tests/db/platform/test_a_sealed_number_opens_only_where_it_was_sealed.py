"""A ciphertext is bound to its column and to every one of its bytes; indexes find equals and tell nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core import serializers
from django.db import connection
from tests.db.registry import bring_in_book, household
from tests.unit.register.village import LI, SUN, village

from antu.households.models import Household, Person
from antu.platform.protection import blind_index, decrypt, encrypt

COLUMN = "households.person.id_number"


def test_a_sealed_number_opens_in_its_own_column() -> None:
    assert decrypt(encrypt(LI, COLUMN), COLUMN) == LI


def test_it_opens_in_no_other_column() -> None:
    with pytest.raises(InvalidTag):
        decrypt(encrypt(LI, COLUMN), "households.household.id_number")


@pytest.mark.parametrize(
    "place", [0, 11, 12, 29, 30, -1], ids=["nonce", "its end", "text", "its end", "tag", "its end"]
)
def test_one_changed_bit_is_noticed_wherever_it_is(place: int) -> None:
    sealed = bytearray(encrypt(LI, COLUMN))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(bytes(sealed), COLUMN)


def test_bytes_cut_short_are_noticed() -> None:
    with pytest.raises(InvalidTag):
        decrypt(encrypt(LI, COLUMN)[:-1], COLUMN)


@pytest.mark.django_db
def test_bytes_copied_into_another_column_of_the_database_do_not_open(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    person = household("H-1").people.get(no="P1")
    with connection.cursor() as cursor:
        copied = "UPDATE households_person SET id_number = (SELECT id_number FROM households_household WHERE id = %s)"
        cursor.execute(f"{copied} WHERE id = %s", [person.household_id, person.pk])
    with pytest.raises(InvalidTag):
        person.refresh_from_db()


@pytest.mark.django_db
def test_a_corrected_number_is_found_by_its_new_index_alone(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    head = household("H-1")
    head.id_number = "11010519491231002X"
    head.save()
    assert Household.objects.get(id_number_index=blind_index("11010519491231002X")) == head
    assert not Household.objects.filter(id_number_index=blind_index(LI)).exists()


@pytest.mark.django_db
def test_rows_written_out_by_django_keep_their_numbers_sealed(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    written = serializers.serialize("json", [*Person.objects.all(), *Household.objects.all()])
    assert LI not in written
    assert SUN not in written


def test_a_check_character_is_the_same_in_either_case() -> None:
    assert blind_index("11010519491231002x") == blind_index("11010519491231002X")


def test_an_index_of_the_tail_is_that_of_all_numbers_that_end_alike() -> None:
    assert blind_index("11010519491231002X", 6) == blind_index("43020419700131002X", 6)
    assert blind_index("11010519491231002X", 6) != blind_index("110105194912310021", 6)


def test_an_index_of_the_tail_is_no_index_of_the_same_text_whole() -> None:
    assert blind_index("31002X", 6) != blind_index("31002X")


def test_nothing_has_no_index() -> None:
    assert (blind_index(""), blind_index("", 6)) == ("", "")
