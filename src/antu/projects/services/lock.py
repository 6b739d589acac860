"""One write at a time to the register of a project: what a page or a file compared with must still hold."""

from __future__ import annotations

from typing import Final

from django.db import connection

_KEY: Final = 0x616E7475


def hold_register(project: int) -> None:
    """Wait for other writers of the project's register; it is held until the transaction around this call ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_KEY, project))
