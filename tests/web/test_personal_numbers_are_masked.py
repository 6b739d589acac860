"""A record's page and the journal show no personal number whole, whatever table it stands in."""

from __future__ import annotations

from django.apps import apps

from antu.households.models import Household, Person
from antu.platform.fields import ProtectedTextField
from antu.platform.journal import snapshot
from antu.platform.records import MASKS, hidden, value_text


def test_every_protected_column_has_its_mask() -> None:
    columns = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    protected = {str(field.verbose_name) for field in columns if isinstance(field, ProtectedTextField)}
    assert protected
    assert protected <= MASKS.keys()


def test_an_identity_number_an_account_and_a_telephone_show_no_more_than_their_ends() -> None:
    assert value_text(Person._meta.get_field("id_number"), "11010519491231002X") == "110105********002X"
    assert value_text(Household._meta.get_field("account_no"), "6222021234567890") == "************7890"
    assert value_text(Household._meta.get_field("phone"), "13812345678") == "138****5678"


def test_what_the_journal_sealed_is_shown_as_it_is() -> None:
    sealed = snapshot(Person(id_number="11010519491231002X"))["id_number"]
    assert "1949" not in sealed
    assert hidden("身份证号", sealed) == sealed
    assert hidden("身份证号", "—") == "—"
