"""The database itself refuses to change or remove an entry of the journal."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.db.registry import SAMPLES, bring_in

from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement", ["UPDATE platform_journalentry SET actor_name = '别人'", "DELETE FROM platform_journalentry"]
)
def test_the_journal_refuses_to_be_rewritten(statement: str) -> None:
    bring_in(SAMPLES / "tutorial.xlsx")
    before = JournalEntry.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert JournalEntry.objects.count() == before > 0
