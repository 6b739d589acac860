"""Imports go in one after the other, whatever they import: what one learns of the records must still hold."""

from __future__ import annotations

from typing import Final

from django.db import connection

_KEY: Final = 0x616E7475


def wait_for_other_imports() -> None:
    """Hold the lock of imports until the transaction around this call ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_KEY,))
