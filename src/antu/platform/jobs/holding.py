"""Who runs a job holds its advisory lock. PostgreSQL lets it go when the holder's connection dies, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

#: The class of the locks; the second number is the job's.
_JOBS: Final = 0x4A4F4253


@contextmanager
def held(job_id: int) -> Iterator[bool]:
    """Hold the job through commits and rollbacks; whether it could be had."""
    is_ours = _ask("select pg_try_advisory_lock(%s, %s)", job_id)
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            _ask("select pg_advisory_unlock(%s, %s)", job_id)


def hold_until_commit(job_id: int) -> bool:
    """Hold the job until the transaction ends, if nobody runs it; whether it could be had."""
    return _ask("select pg_try_advisory_xact_lock(%s, %s)", job_id)


def _ask(query: str, job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [_JOBS, job_id % 2**31])
        row = cursor.fetchone()
    return bool(row and row[0])
