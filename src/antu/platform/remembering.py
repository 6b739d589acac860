"""Counts and totals of whole lists, remembered while no write is committed: exact, or computed anew.

PostgreSQL names what a statement sees by its snapshot: which transactions have ended. Two statements under one snapshot
see the same rows, so a count may be given again until a transaction that wrote ends. Within a transaction that has
written itself nothing is remembered, because its own rows do not change its snapshot.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

from django.db import connection

Answer = TypeVar("Answer")
_KEPT_MAX: Final = 512
_SNAPSHOT: Final = (
    "SELECT current_database() || ' ' || pg_current_snapshot(), pg_current_xact_id_if_assigned() IS NOT NULL"
)
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock: Final = Lock()


def snapshot() -> str:
    """What statements see now; empty where this transaction has written and nothing may be remembered."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT)
        seen, has_written = cursor.fetchone()
    return "" if has_written else str(seen)


def remembered(seen: str, key: Hashable, compute: Callable[[], Answer]) -> Answer:
    """The answer to ``key`` under the snapshot ``seen``, computed unless it is known."""
    if not seen:
        return compute()
    whole = (seen, key)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            known: Answer = _kept[whole]
            return known
    answer = compute()
    with _lock:
        _kept[whole] = answer
        while len(_kept) > _KEPT_MAX:
            _kept.popitem(last=False)
    return answer
