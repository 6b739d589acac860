"""Who a pack says it is, read from ``pack.yaml`` alone: a draft has an id before it can be loaded. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from antu.policy.faults import Faults
from antu.policy.load import PACK
from antu.policy.numbers import day_from
from antu.policy.pack import REGIMES, STATUSES
from antu.policy.source import Mapped, Scalar, read_yaml


@dataclass(frozen=True, slots=True)
class Head:
    """What can be read of it; texts are empty, days None, where it says nothing that can be."""

    id: str = ""
    version: str = ""
    title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    status: str = ""
    regime: str = ""
    place: str = ""


def read_identity(files: Mapping[str, bytes]) -> Head:
    """The head of a pack, of whatever else its files say."""
    found = read_yaml(PACK, files.get(PACK, b""), Faults())
    if not isinstance(found, Mapped):
        return Head()
    texts = {key.text: value.text for key, value in found.pairs if isinstance(value, Scalar)}
    days = {name: day_from(texts.get(name, "")) for name in ("valid_from", "valid_to")}
    where = next((value for key, value in found.pairs if key.text == "jurisdiction"), None)
    pairs = where.pairs if isinstance(where, Mapped) else ()
    place = next((value.text for key, value in pairs if key.text == "label" and isinstance(value, Scalar)), "")
    status, regime = texts.get("status", ""), texts.get("regime", "")
    return Head(
        texts.get("id", "")[:80],
        texts.get("version", "")[:20],
        texts.get("title", "")[:200],
        **days,
        status=status if status in STATUSES else "",
        regime=regime if regime in REGIMES else "",
        place=place,
    )
