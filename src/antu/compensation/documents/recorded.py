"""What was recorded of a household, in the words of its card: people with their decision, then what it owns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from antu.compensation.documents.sheet import Member
from antu.compensation.domain.card import NotPaid
from antu.households.models import Household
from antu.platform.wording import day_text, joined, m2_text, number_text

#: Related rows, their name and measure word; a sum of what follows the name where there is one.
_OWNED: Final = (
    ("buildings", "房屋", "处", "area_m2"),
    ("decorations", "装修", "处", "area_m2"),
    ("fixtures", "附属物", "项", ""),
    ("crops", "青苗", "项", ""),
    ("graves", "坟墓", "座", "count"),
    ("parcels", "土地", "块", "area_m2"),
)


def counted_words(household: Household, members: Sequence[Member]) -> Iterable[tuple[str, str]]:
    """Lines of a label and what was counted under it; none for what is not recorded."""
    for decision in dict.fromkeys(member.decision for member in members):
        names = [member.name for member in members if member.decision == decision]
        yield f"人口{decision}", f"{len(names)} 人：{joined(names)}"
    owned = [words for words in (_owned(household, *each) for each in _OWNED) if words]
    if owned:
        yield "财产", "；".join(owned)


def not_paid_words(household: Household, rows: Sequence[NotPaid]) -> Iterable[tuple[str, str]]:
    """What is listed without money, by name and clause: each row in the pack's words, a building with its day.

    Where one is of the day of the notice or later, that day stands beside it.
    """
    built = {each.no: each.built_on for each in household.buildings.all() if each.built_on and not each.is_voided}
    for label, basis in dict.fromkeys((row.label, row.basis) for row in rows):
        listed = [row for row in rows if (row.label, row.basis) == (label, basis)]
        days = {row.row: f"{day_text(built[row.row])} 建成" for row in listed if row.row in built}
        told = joined((joined((row.row, row.words, row.quantity, days.get(row.row, "")), " ") for row in listed), "；")
        notice = household.project.notice_on
        is_late = notice and any(built[no] >= notice for no in days)
        known = (f"预公告日 {day_text(notice)}" if is_late else "", f"依据：{basis}" if basis else "")
        yield label, joined((told, *known), "。")


def _owned(household: Household, related: str, name: str, measure: str, field: str) -> str:
    rows: list[Any] = [row for row in getattr(household, related).all() if not row.is_voided]
    if not rows:
        return ""
    if field == "count":
        return f"{name} {sum(row.count for row in rows)} {measure}"
    areas = [getattr(row, field) for row in rows] if field else []
    if not areas or None in areas:
        return f"{name} {number_text(len(rows))} {measure}"
    return f"{name} {len(rows)} {measure} {m2_text(sum(areas))} ㎡"
