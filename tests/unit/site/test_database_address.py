"""DATABASE_URL as Django takes it."""

from __future__ import annotations

import pytest

from antu.kernel.errors import OutsideMissing
from antu.site.database import django_database


def test_a_url_is_taken_apart() -> None:
    entry = django_database("postgresql://antu:p%40ss@db.internal:5433/land?sslmode=require&application_name=antu")
    taken = {key: entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert taken == {
        "NAME": "land",
        "USER": "antu",
        "PASSWORD": "p@ss",
        "HOST": "db.internal",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require", "application_name": "antu"},
    }


def test_keywords_with_a_socket_folder_are_taken_too() -> None:
    entry = django_database("host=/run/antu dbname=antu user=antu requirepeer=nobody")
    assert (entry["HOST"], entry["OPTIONS"]) == ("/run/antu", {"requirepeer": "nobody"})


def test_a_request_is_one_transaction() -> None:
    assert django_database("")["ATOMIC_REQUESTS"] is True


@pytest.mark.parametrize("address", ["mysql://root@localhost/x", "nonsense", "sqlite:///x.db"])
def test_another_kind_of_database_is_refused(address: str) -> None:
    with pytest.raises(OutsideMissing, match="postgresql://"):
        django_database(address)
