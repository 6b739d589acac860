"""土地补偿明细表: a collective's parcels with their fees, then what it owns besides; social security apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from antu.households.models import Parcel
from antu.kernel.area import Area
from antu.kernel.identity import mask_account
from antu.kernel.rounding import half_up
from antu.platform.spreadsheets import Block, Cell, Column, ColumnKind, Group, Sheet
from antu.policy.settlement_columns import LAND_COLUMNS, RATE_COLUMNS, SEPARATE_COLUMNS
from antu.regulations.selectors import label_of
from antu.settlement.documents.common import HAND_ENTERED, estimate_block, facts, notices, remarks
from antu.settlement.selectors import SettlementBook, SubjectAccount

NAME: Final = "土地补偿明细表"
(SEPARATE,) = SEPARATE_COLUMNS
PARCEL_COLUMNS: Final = ("土地补偿费", "安置补助费")
MU_DECIMALS: Final = 4

_BEFORE: Final = (
    Column("owner", "权属单位（村/组）", width=20),
    Column("parcel", "图斑/宗地号", width=13),
    Column("land_class", "地类（GB/T 21010）", width=16),
    Column("m2", "面积（㎡）", ColumnKind.M2, 12, summed=True),
    Column("mu", "面积（亩）", ColumnKind.MU, 11, summed=True),
    Column("zone", "区片", width=10),
    Column("区片价", "区片价（元/亩）", ColumnKind.M2, 11),
    Column("系数", "系数", ColumnKind.M2, 7),
)
_AFTER: Final = (
    Column("agreed", "小计（元）", ColumnKind.MONEY, 14, summed=True, sums=LAND_COLUMNS),
    Column("separate", f"{SEPARATE}（元）", ColumnKind.MONEY, 13, summed=True),
    Column("payee", "收款户名/账号（脱敏）", width=22),
    Column("paid_on", f"支付日期（{HAND_ENTERED}）", width=13),
    Column("document", f"凭证号（{HAND_ENTERED}）", width=13),
    Column("note", "备注", width=12),
)


def land_sheet(book: SettlementBook, made_by: str) -> Sheet:
    """The table of the project's collectives, each a group with its own subtotal."""
    signed = book.in_land(signed=True)
    unsigned = book.in_land(signed=False)
    blocks = [Block(groups=_groups(book, signed), words_of="agreed")]
    if unsigned:
        blocks.append(estimate_block(book, _groups(book, unsigned)))
    compensation = tuple(Column(name, f"{name}（元）", ColumnKind.MONEY, 13, summed=True) for name in LAND_COLUMNS)
    return Sheet(
        name=NAME,
        title=f"{book.project.name}{NAME}",
        unit_line="单位：㎡、亩、元",
        columns=(*_BEFORE, *compensation, *_AFTER),
        blocks=tuple(blocks),
        notices=notices(book),
        facts=facts(book),
        footnotes=(
            "亩 = ㎡ × 3 ÷ 2000，逐地块四舍五入到 4 位；土地两费按地块核定，其余各列按权属单位核定，列在其地块之后。",
            "户的计算书里付给集体的，也在本表，权属单位写户的村组、编号和户主；收款户名另行填写。",
            "社会保障费单列，不计入小计，也不支付给权属单位或个人。",
        ),
        made_by=made_by,
        key_columns=2,
    )


def _groups(book: SettlementBook, subjects: Iterable[SubjectAccount]) -> tuple[Group, ...]:
    return tuple(Group(name=_owner(subject), rows=tuple(_rows(book, subject))) for subject in subjects)


def _owner(subject: SubjectAccount) -> str:
    """The collective; where a household's sheet pays one, which household."""
    household = subject.household
    if subject.is_collective:
        return household.head_name
    return f"{subject.place}（{household.code} {household.head_name}）"


def _rows(book: SettlementBook, subject: SubjectAccount) -> Iterable[Mapping[str, Cell]]:
    """A row a parcel, then one row for what is not a parcel's."""
    parcels = [parcel for parcel in subject.household.parcels.all() if not parcel.is_voided]
    for parcel in parcels:
        yield _parcel_row(book, subject, parcel)
    yield _rest_row(subject, [parcel.no for parcel in parcels])


def _parcel_row(book: SettlementBook, subject: SubjectAccount, parcel: Parcel) -> dict[str, Cell]:
    label = label_of(book.pack, "parcel.land_class", parcel.land_class)
    return {
        "owner": _owner(subject),
        "parcel": parcel.no,
        "land_class": f"{parcel.land_class} {label}",
        "m2": parcel.area_m2,
        "mu": half_up(Area.from_m2(parcel.area_m2).mu, MU_DECIMALS),
        "zone": label_of(book.pack, "project.zone", book.project.zone),
        **{name: subject.land.printed_rate(name, parcel.no) for name in RATE_COLUMNS},
        **{name: subject.land.at_row(name, parcel.no) for name in PARCEL_COLUMNS},
        "note": remarks(subject),
    }


def _rest_row(subject: SubjectAccount, parcels: list[str]) -> dict[str, Cell]:
    """What the owner has beside its parcels, with whom to pay and what was entered as paid."""
    household = subject.household
    per_parcel = {name: subject.land.besides_rows(name, parcels) for name in PARCEL_COLUMNS}
    whole = {name: subject.land.column(name) for name in LAND_COLUMNS if name not in PARCEL_COLUMNS}
    is_payee = subject.is_collective and household.account_no
    payee = f"{household.account_name} {mask_account(household.account_no)}" if is_payee else None
    payments = subject.payments if subject.is_collective else ()
    return {
        "owner": _owner(subject),
        "parcel": "（地块以外）",
        **per_parcel,
        **whole,
        "separate": subject.land.column(SEPARATE),
        "payee": payee,
        "paid_on": "、".join(payment.on.isoformat() for payment in payments) or None,
        "document": "、".join(payment.document_no for payment in payments) or None,
        "note": remarks(subject),
    }
