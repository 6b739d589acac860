"""Who runs a job or a round holds its advisory lock, which PostgreSQL lets go when the holder's connection dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

#: The classes of the locks; the second number is the job's, or the round's.
JOBS: Final = 0x4A4F4253
ROUNDS: Final = 0x524F554E


@contextmanager
def held(number: int, of: int = JOBS) -> Iterator[bool]:
    """Hold the job (the round) through commits and rollbacks; whether it could be had."""
    is_ours = _ask("select pg_try_advisory_lock(%s, %s)", of, number)
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            _ask("select pg_advisory_unlock(%s, %s)", of, number)


def hold_until_commit(job_id: int) -> bool:
    """Hold the job until the transaction ends, if nobody runs it; whether it could be had."""
    return _ask("select pg_try_advisory_xact_lock(%s, %s)", JOBS, job_id)


def _ask(query: str, of: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [of, number % 2**31])
        row = cursor.fetchone()
    return bool(row and row[0])
