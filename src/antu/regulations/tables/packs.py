"""Packs as a list: every version, what it is for, whether it is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text
from antu.policy.choosing import Notice, gives_way, misfits
from antu.policy.pack import OFFICIAL, REGIMES, STATUSES, Pack
from antu.policy.shelf import is_shipped, newness
from antu.regulations.models import PackVersion, PackWithdrawal
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import ListedPack, ShownPack, proof_words

IN_FORCE, COMING, ENDED, DRAFT, STOPPED = "现行", "尚未施行", "已失效", "草稿", "已停用"
STATES: Final = (("in-force", IN_FORCE), ("coming", COMING), ("ended", ENDED), ("draft", DRAFT), ("stopped", STOPPED))
_TONES: Final = {IN_FORCE: Tone.DONE, COMING: Tone.GOING, DRAFT: Tone.DUE, STOPPED: Tone.STOPPED}
_TITLES: Final = {
    DRAFT: "还没有发布，只能试算和模拟",
    STOPPED: "不再为新公告的项目选用；已按它核定的不变",
    ENDED: "写明的有效期已满",
}


def state_on(
    valid_from: date | None, valid_to: date | None, withdrawal: PackWithdrawal | None, day: date, *, is_draft: bool
) -> str:
    """What a version is on a day."""
    if is_draft:
        return DRAFT
    if withdrawal and withdrawal.on <= day:
        return STOPPED
    if valid_from and valid_from > day:
        return COMING
    return ENDED if valid_to and valid_to < day else IN_FORCE


def state_chip(state: str) -> Chip:
    """The state as a word in its colour."""
    return Chip(state, _TONES.get(state, Tone.PLAIN), title=_TITLES.get(state, ""))


def status_chip(status: str, notice: str = "") -> tuple[Chip, ...]:
    """The mark of a pack that is not official."""
    return () if status in {"", OFFICIAL} else (Chip(STATUSES[status], title=notice),)


def pack_url(name: str) -> str:
    """The page of ``ID@VERSION``."""
    pack_id, _, version = name.partition("@")
    return reverse("pack", args=[pack_id, version])


def matching(listed: Iterable[ListedPack], filters: Sequence[Filter], day: date) -> list[ListedPack]:
    """Those that the filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}
    states = dict(STATES)

    def fits(each: ListedPack) -> bool:
        words = f"{each.title} {each.name} {each.place}".casefold()
        return (
            wanted.get("q", "").casefold() in words
            and wanted.get("regime", each.regime) == each.regime
            and ("state" not in wanted or states[wanted["state"]] == state_of(each, day))
        )

    unknown = any(each.unknown for each in filters)
    return [] if unknown else [each for each in listed if fits(each)]


def state_of(each: ListedPack, day: date) -> str:
    """What a listed version is on a day."""
    return state_on(each.valid_from, each.valid_to, each.withdrawal, day, is_draft=each.is_draft)


def pack_listing(actor: Actor, day: date) -> Listing:
    """The list of packs."""
    way = ("从文件夹起草办法", reverse("pack-new")) if actor.may("pack.edit") else ("", "")
    return Listing(
        "packs",
        "补偿办法",
        (
            ListColumn("title", Column("名称", kind=Kind.LONG), _title_cell, by_value(lambda each: each.title)),
            _text(
                "name", Column("编号和版本"), lambda each: each.name, lambda each: (each.pack_id, newness(each.version))
            ),
            ListColumn(
                "state",
                Column("状态"),
                lambda each: Cell(chips=(state_chip(state_of(each, day)),)),
                by_value(lambda each: state_of(each, day)),
            ),
            _text("regime", Column("土地性质"), lambda each: REGIMES.get(each.regime, "")),
            _text("place", Column("适用地区"), lambda each: each.place),
            _text("from", Column("施行", is_day=True), lambda each: _day(each.valid_from)),
            _text("to", Column("失效", is_day=True), lambda each: _day(each.valid_to)),
            _text(
                "origin", Column("来源", kind=Kind.MINOR), lambda each: origin_words(each.name, is_draft=each.is_draft)
            ),
        ),
        Empty("还没有补偿办法。把办法写成一个文件夹，压缩后在这里上传。", *way),
        counter="版",
        key_of=lambda each: each.row.pk if each.row else 0,
        url_of=lambda each: pack_url(each.name),
        is_picked=False,
    )


def origin_words(name: str, *, is_draft: bool) -> str:
    """Where a version comes from."""
    return "随软件提供" if is_shipped(name) else "本单位起草" if is_draft else "本单位发布"


def _title_cell(each: ListedPack) -> Cell:
    return Cell(f"《{each.title}》", pack_url(each.name), chips=status_chip(each.status))


def _text(
    key: str, column: Column, text: Callable[[ListedPack], str], sort: Callable[[ListedPack], object] | None = None
) -> ListColumn:
    def of(each: ListedPack) -> str:
        return text(each) or UNKNOWN

    return ListColumn(key, column, lambda each: Cell(of(each)), by_value(sort or of))


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def pack_facts(shown: ShownPack) -> list[Fact]:
    """What is registered of a version, and what it says of itself."""
    row, pack, gone = shown.row, shown.check.pack, shown.withdrawal
    texts = [("编号和版本", shown.name), ("来源", origin_words(shown.name, is_draft=shown.is_draft))]
    if pack:
        texts += [
            ("依据", pack.basis),
            ("标准性质", STATUSES[pack.status]),
            ("土地性质", REGIMES[pack.regime]),
            ("适用地区", f"{pack.jurisdiction.label}（{pack.jurisdiction.code}）"),
            ("施行日期", day_text(pack.valid_from)),
            ("失效日期", day_text(pack.valid_to) if pack.valid_to else "未定"),
            ("取整", f"每行{pack.rounding.words}"),
        ]
    if row:
        texts += [
            ("起草自", row.based_on),
            ("起草原因", row.reason),
            ("起草人", row.drafted_by),
            ("文号", row.document_no),
            ("发布日期", day_text(row.published_on) if row.published_on else ""),
            ("发布人", row.published_by),
            ("双引擎校验", proof_words(row)),
        ]
    if gone:
        texts.append(("停用", f"{day_text(gone.on)} 起，{gone.reason}（{gone.withdrawn_by}）"))
    facts = [Fact(label, Cell(text)) for label, text in texts if text]
    if pack:
        facts.append(Fact("内容 SHA-256", Cell(pack.sha256, title="任何一个文件改动一个字，它就不同")))
    return facts


_APPLYING: Final = (
    Column("补偿办法", kind=Kind.LONG),
    Column("结论"),
    Column("为什么", kind=Kind.LONG),
    Column("土地性质"),
    Column("适用地区"),
    Column("有效期"),
)


def applying_table(regime: str, place: str, day: date, chosen: str) -> Table:
    """Every published version with the reason why it is chosen, or is not; those that fit first."""
    shelf, notice = pack_shelf(), Notice(regime, place, day)
    packs, gone = shelf.all(), shelf.withdrawn()
    ours = next((pack for pack in packs if pack.name == chosen), None)
    judged = [(pack, "；".join(misfits(pack, notice, gone.get(pack.name)))) for pack in packs]
    judged.sort(key=lambda each: (each[0].name != chosen, bool(each[1])))
    return Table(_APPLYING, [_applying_row(pack, why, ours) for pack, why in judged], caption="各份办法")


def _applying_row(pack: Pack, against: str, chosen: Pack | None) -> Row:
    is_chosen = pack is chosen
    verdict = Chip("适用", Tone.DONE) if is_chosen else Chip("不适用") if against else Chip("让位", Tone.DUE)
    why = against or "土地性质、地区、日期都相符"
    if chosen and not is_chosen and not against:
        why = f"也相符，但{gives_way(pack, chosen)}"
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    return Row(
        (
            Cell(f"《{pack.title}》{pack.name}", pack_url(pack.name), chips=status_chip(pack.status, pack.notice)),
            Cell(chips=(verdict,)),
            Cell(why),
            Cell(REGIMES[pack.regime]),
            Cell(pack.jurisdiction.label),
            Cell(f"{pack.valid_from} {until}"),
        )
    )


_DIFFERENCES: Final = (
    Column("对象"),
    Column("哪一处"),
    Column("逐项计算", kind=Kind.NUMBER),
    Column("批量计算", kind=Kind.NUMBER),
)


def proof_table(row: PackVersion) -> Table:
    """The first differences of the run that the draft keeps, and with which engines it was made."""
    detail = row.proof.get("detail", {})
    engines = "、".join(f"{name} {version}" for name, version in detail.get("engines", {}).items())
    rows = [
        Row(tuple(Cell(str(each.get(name, ""))) for name in ("subject", "what", "explain", "batch")))
        for each in detail.get("differences", ())
    ]
    unfit = "、".join(map(str, detail.get("unfit", ())))
    left = f"；超过 38 位、留给逐项计算的有 {unfit}" if unfit else ""
    stopped = "".join(f"；有 {each['households']} 户没有答案：{each['why']}" for each in detail.get("unanswered", ()))
    return Table(_DIFFERENCES, rows, f"{proof_words(row)}。{engines}{left}{stopped}", caption="双引擎校验")
