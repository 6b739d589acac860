"""Determinations beside the journal, which has an entry of each from when it was made: none gone, none made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from antu.compensation.domain.digests import DETERMINED, FACTS, JOURNALED, RECORD
from antu.compensation.domain.finding_words import ADDED, GONE, MOVED, ORPHAN, UNLIKE
from antu.compensation.domain.proving import Difference
from antu.compensation.models import Determination
from antu.households.models import Household
from antu.kernel.money import Money
from antu.platform import journal
from antu.platform.models import JournalEntry

#: Entries from before households and digests were kept have none to compare.
_UNLIKE: Final = f"""
    SELECT stored.id, stored.household_id, household.id, entry.object_key,
        concat_ws(' ', household.code, household.head_name, '第' || stored.version || '版'),
        (entry.change -> 'payable_fen' ->> 1)::bigint,
        (entry.change -> 'household_id' ->> 1)::bigint <> stored.household_id,
        concat_ws('；', stored.{FACTS}, stored.{RECORD}),
        concat_ws('；', entry.change -> '{FACTS}' ->> 1, entry.change -> '{RECORD}' ->> 1)
    FROM (
        SELECT object_id, object_key, change FROM platform_journalentry WHERE object_kind = %s AND action = %s
    ) AS entry
    FULL JOIN compensation_determination AS stored ON stored.id = entry.object_id
    LEFT JOIN households_household AS household
        ON household.id = coalesce(stored.household_id, (entry.change -> 'household_id' ->> 1)::bigint)
    WHERE entry.object_id IS NULL OR stored.id IS NULL OR household.id IS NULL
        OR (entry.change -> 'household_id' ->> 1)::bigint <> stored.household_id
        OR entry.change -> '{FACTS}' ->> 1 <> stored.{FACTS}
        OR entry.change -> '{RECORD}' ->> 1 <> stored.{RECORD}
    ORDER BY coalesce(stored.id, entry.object_id)
"""  # noqa: S608 - our names


@dataclass(frozen=True, slots=True)
class Unlike:
    """A determination that the journal does not know as it is; each key None where nothing tells it.

    ``named`` is what it is called, in the journal if that knows it.
    """

    determination_id: int | None
    household_id: int | None
    named: str
    difference: Difference

    def about(self) -> dict[str, Any]:
        """The columns of a finding that say what it is of."""
        return {"determination_id": self.determination_id, "household_id": self.household_id, "named": self.named}


def unlike_the_journal() -> Iterator[Unlike]:
    """Every determination that is gone, not journaled, of another household or none, or there with other digests."""
    with connection.cursor() as cursor:
        cursor.execute(_UNLIKE, [Determination._meta.label_lower, DETERMINED])
        for stored, of, household, key, now, fen, is_moved, *digests in cursor.fetchall():
            named = key.partition(" ")[2] if key else now
            if stored is None:
                said = "" if fen is None else f"应付合计 {Money(fen).grouped()} 元"
                difference = Difference(GONE, "没有这个核定", said)
            elif household is None:
                difference = Difference(ORPHAN, f"编号 {of} 的户，现在没有", named)
            elif key is None:
                difference = Difference(ADDED, now, "没有这个核定的日志")
            elif is_moved:
                difference = Difference(MOVED, now, named)
            else:
                difference = Difference(UNLIKE, *digests)
            yield Unlike(stored, household, named, difference)


def beside_the_journal(determination: Determination) -> list[tuple[str, str, str]]:
    """What is not what the journal has of its making: the column in words, the value now, that of the journal."""
    about = JournalEntry.objects.filter(object_kind=determination._meta.label_lower, object_id=determination.pk)
    entry = about.filter(action=DETERMINED).order_by("pk").first()
    now = journal.snapshot(determination, JOURNALED)
    kept = {name: both[1] for name, both in entry.change.items()} if entry else {}
    differing = [name for name in JOURNALED if name in kept and kept[name] != now[name]]
    return [(_label(name), _words(name, now), _words(name, kept)) for name in differing]


def _label(name: str) -> str:
    field: Any = Determination._meta.get_field(name)
    return str(field.verbose_name)


def _words(name: str, values: Mapping[str, Any]) -> str:
    """A value as a person reads it: money in yuan, a household by its number and name."""
    value = values[name]
    if name == "payable_fen":
        return f"{Money(value).grouped()} 元"
    if name == "household_id":
        household = Household.objects.filter(pk=value).select_related("project").first()
        return f"{household}（{household.project}）" if household else f"编号 {value} 的户，现在没有"
    return "是" if value is True else "否" if value is False else str(value)
