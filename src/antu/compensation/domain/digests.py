"""What a determination was when it was made, as three SHA-256: whoever changes a digit of it leaves another one. Pure.

Recomputing finds what a formula reads. The rest of what a reader sees (names, notes, who determined it and when, which
version stands) is of no formula; the digests stand for it. Anybody can compute them again: ``json.dumps`` with sorted
keys, no spaces, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, Final

FACTS, RECORD, STANDING = "facts_sha256", "record_sha256", "standing_sha256"
#: The columns that each stands for, by its own column, in the order of making them: one stands for another too, so
#: that none is exchanged for itself.
SEALED: Final[dict[str, tuple[str, ...]]] = {
    FACTS: ("facts",),
    RECORD: (
        "household_id",
        "version",
        "supersedes_id",
        "reason",
        "signed_on",
        "pack_id",
        "pack_version",
        "pack_sha256",
        "pack_status",
        FACTS,
        "is_draft",
        "payable_fen",
        "determined_at",
        "determined_by",
    ),
    STANDING: (RECORD, "is_standing", "ended_reason", "ended_at"),
}

#: What the journal keeps of a new version; the facts and lines are in its own tables, which nothing changes.
JOURNALED: Final = (
    "household_id",
    "version",
    "reason",
    "signed_on",
    "pack_id",
    "pack_version",
    "pack_sha256",
    "is_draft",
    "payable_fen",
    FACTS,
    RECORD,
)
#: The action under which the journal keeps it.
DETERMINED: Final = "核定"


def digest_of(row: object, name: str) -> str:
    """The digest that the column of this name has, of the determination as it is now: 64 hexadecimal digits."""
    document = {column: _plain(getattr(row, column)) for column in SEALED[name]}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Days and moments as text, a moment in UTC; the rest is JSON as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
