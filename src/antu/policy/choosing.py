"""Why a pack does not hold for a notice, and why of two that hold one gives way to the other: in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from antu.policy.pack import REGIMES, Pack
from antu.policy.shelf import Withdrawn


@dataclass(frozen=True, slots=True)
class Notice:
    """What selects a pack: the regime (``collective``, ``state``), the administrative code, the day of the notice.

    ``word`` is what the day is called: 公告日, or 今天 where it is asked what would hold now.
    """

    regime: str
    place: str
    on: date
    word: str = "公告日"


def misfits(pack: Pack, notice: Notice, gone: Withdrawn | None) -> tuple[str, ...]:
    """Every reason for which the pack does not hold for the notice; none where it holds."""
    day, reasons = f"{notice.word} {notice.on}", list[str]()
    if pack.regime != notice.regime:
        reasons.append(f"只用于{REGIMES[pack.regime]}")
    if not notice.place.startswith(pack.jurisdiction.code):
        reasons.append(f"只用于{pack.jurisdiction.label}（{pack.jurisdiction.code}）")
    if notice.on < pack.valid_from:
        reasons.append(f"{day} 在施行日 {pack.valid_from} 以前，不在有效期内")
    elif not pack.holds_on(notice.on):
        reasons.append(f"{day} 在废止日 {pack.valid_to} 以后，不在有效期内")
    if gone and gone.on <= notice.on:
        reasons.append(f"{gone.on} 起停用：{gone.reason}")
    return tuple(reasons)


def gives_way(pack: Pack, to: Pack) -> str:
    """Why of two packs that both hold the other is chosen: by its reach, its day, its version, in that order."""
    if len(pack.jurisdiction.code) != len(to.jurisdiction.code):
        return f"适用地区较远：用于{pack.jurisdiction.label}，{to.name} 用于更近的{to.jurisdiction.label}"
    if pack.valid_from != to.valid_from:
        return f"施行较早：{pack.valid_from} 起，{to.name} 从 {to.valid_from} 起"
    if pack.id == to.id:
        return f"版本较旧：{to.name} 同日起施行，更正并代替它"
    return f"地区和施行日都与 {to.name} 相同，只能取一份，取编号排在后面的；请核对两份办法的适用范围"
