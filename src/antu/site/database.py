"""A PostgreSQL address (URL or libpq keywords) as Django's ``DATABASES`` entry."""

from __future__ import annotations

from typing import Final

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from antu.kernel.errors import OutsideMissing, Problem

#: libpq's keyword: Django's key. Every other keyword goes to OPTIONS unchanged.
PLACES: Final = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def django_database(address: str) -> dict[str, object]:
    """The entry for ``address``; what it leaves out libpq fills in. Raises OutsideMissing when it is not an address."""
    try:
        given = {key: value for key, value in conninfo_to_dict(address).items() if value is not None}
    except ProgrammingError as fault:
        message = f"DATABASE_URL 不是 PostgreSQL 地址：{fault}。写法：postgresql://用户:口令@主机:端口/库名"
        raise OutsideMissing(Problem("S-DATABASE-URL", message)) from fault
    entry: dict[str, object] = {PLACES[key]: str(value) for key, value in given.items() if key in PLACES}
    options = {key: value for key, value in given.items() if key not in PLACES}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "antu",
        **entry,
        "OPTIONS": options,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
