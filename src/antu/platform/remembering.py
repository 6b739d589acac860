"""Counts and totals of whole lists, remembered while no record is changed: exact, or computed anew.

Every transaction that changes a table of records adds a row to ``platform_change``, by a trigger, in itself. So the sum
of the rows that a statement sees says which changes it sees: one that sees more of them sees a greater sum. What a
process writes about itself, such as sessions and how far a job is, changes no record. Within a transaction that has
written itself nothing is remembered, because others do not see its rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from threading import Lock, RLock
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

from django.apps import apps
from django.db import connection, models

from antu.platform.models import Job

Answer = TypeVar("Answer")
_KEPT_MAX: Final = 512
#: The latest, and the one that requests still see which began before a change.
_STATES_KEPT: Final = 2
#: Models of ours whose rows are no records: no answer about them is remembered.
UNCOUNTED: Final = frozenset({Job})
#: Two databases, or one that was restored, have the same sum hardly ever, and never the same moment besides.
_STATE: Final = """
    SELECT current_database() || ' ' || sum(transactions) || ' ' || max(changed_at),
           pg_current_xact_id_if_assigned() IS NOT NULL
    FROM platform_change
"""
_WATCH: Final = """
    CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION note_change()
"""
_WATCHABLE: Final = """
    SELECT name FROM unnest(%s::text[]) AS name
    WHERE to_regclass(quote_ident(name)) IS NOT NULL AND to_regproc('note_change') IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(name)) AND tgname = 'note_change'
    )
"""
#: Rows that another transaction is adding together stay where they are.
_ADD_TOGETHER: Final = """
    WITH gone AS (
        DELETE FROM platform_change WHERE ctid IN (SELECT ctid FROM platform_change FOR UPDATE SKIP LOCKED)
        RETURNING transactions, changed_at
    )
    INSERT INTO platform_change SELECT sum(transactions), max(changed_at) FROM gone HAVING count(*) > 0
"""
#: So many rows are added up at no cost to who asks.
_ROWS_MAX: Final = 200
_kept: OrderedDict[str, OrderedDict[Hashable, Any]] = OrderedDict()
_lock: Final = Lock()
#: Who computes an answer; others wait for it.
_turns: Final[WeakValueDictionary[Hashable, RLock]] = WeakValueDictionary()


def record_tables() -> Iterator[str]:
    """The tables of records: those of our models, and between them."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("antu.") and is_counted(model) and model._meta.managed:
            yield model._meta.db_table


def is_counted(model: type[models.Model]) -> bool:
    """Whether a change of its rows is noted."""
    return model not in UNCOUNTED


def watch_records(**_: Any) -> None:
    """See to it that a change of any table of records is noted; after every migration."""
    with connection.cursor() as cursor:
        cursor.execute(_WATCHABLE, [list(record_tables())])
        for (table,) in cursor.fetchall():
            cursor.execute(_WATCH.format(table=connection.ops.quote_name(table)))


def add_changes_together(keep: int = _ROWS_MAX) -> int:
    """Make one row of all where there are more; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_change")
        (rows,) = cursor.fetchone()
        if rows > keep:
            cursor.execute(_ADD_TOGETHER)
    return int(rows)


def records_seen() -> str:
    """Which changes statements see now; empty where this transaction has written and nothing may be remembered."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        seen, has_written = cursor.fetchone()
    return "" if has_written else seen


def remembered(seen: str, key: Hashable, compute: Callable[[], Answer]) -> Answer:
    """The answer to ``key`` about the records ``seen``, computed unless it is known; by one, where many ask at once."""
    if not seen:
        return compute()
    whole = (seen, key)
    with _lock:
        turn = _turns.setdefault(whole, RLock())
    with turn:
        with _lock:
            answers = _answers(seen)
            if key in answers:
                answers.move_to_end(key)
                known: Answer = answers[key]
                return known
        answer = compute()
        with _lock:
            answers[key] = answer
            while len(answers) > _KEPT_MAX:
                answers.popitem(last=False)
    return answer


def _answers(seen: str) -> OrderedDict[Hashable, Any]:
    """What is known of this state; what was known before the last one is forgotten, since nobody asks again."""
    answers = _kept.setdefault(seen, OrderedDict())
    _kept.move_to_end(seen)
    while len(_kept) > _STATES_KEPT:
        _kept.popitem(last=False)
    return answers
