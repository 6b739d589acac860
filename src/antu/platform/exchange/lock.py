"""Imports go in one after the other, whatever they import: what one learns of the records must still hold."""

from __future__ import annotations

import time
from typing import Final

from django.db import connection

from antu.platform.progress import Told, to_nobody

_KEY: Final = 0x616E7475
_PAUSE_S: Final = 0.2


def wait_for_other_imports(told: Told = to_nobody) -> None:
    """Hold the lock of imports until the transaction around this call ends; who waits says so, and can be stopped."""
    while not took_lock():
        told(0, None, "等前面的导入办完")
        time.sleep(_PAUSE_S)


def took_lock() -> bool:
    """Whether the lock could be had, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", (_KEY,))
        row = cursor.fetchone()
    return bool(row and row[0])
