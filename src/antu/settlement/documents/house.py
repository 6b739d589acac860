"""房屋补偿明细表: one row a household, one column a kind of compensation, subtotals by village group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Final

from antu.households.models import Building
from antu.kernel.identity import mask_id_number
from antu.platform.spreadsheets import Block, Cell, Column, ColumnKind, Sheet
from antu.policy.settlement_columns import HOUSE_COLUMNS
from antu.regulations.selectors import label_of
from antu.settlement.documents.common import (
    HAND_ENTERED,
    by_place,
    estimate_block,
    facts,
    notices,
    remarks,
)
from antu.settlement.selectors import SettlementBook, SubjectAccount

NAME: Final = "房屋补偿明细表"
LEGAL: Final = "legal"
ILLEGAL: Final = "illegal"

_BEFORE: Final = (
    Column("no", "序号", ColumnKind.COUNT, 5),
    Column("code", "户编号", width=12),
    Column("head", "户主", width=10),
    Column("id_number", "身份证号（脱敏）", width=22),
    Column("place", "村组", width=22),
    Column("population", "安置人口（含独生子女）", ColumnKind.COUNT, 9, summed=True),
    Column("structure", "结构", width=17),
    Column("built", "建筑年代", width=12),
    Column("registered", "证载面积（㎡）", ColumnKind.M2, 11, summed=True),
    Column("recognised", "无证认定面积（㎡）", ColumnKind.M2, 9, summed=True),
    Column("illegal", "违建面积（㎡）", ColumnKind.M2, 11, summed=True),
)
_AFTER: Final = (
    Column("agreed", "合计（元）", ColumnKind.MONEY, 13, summed=True, sums=HOUSE_COLUMNS),
    Column("paid", f"已付（元，{HAND_ENTERED}）", ColumnKind.MONEY, 12, summed=True),
    Column("unpaid", "未付（元）", ColumnKind.MONEY, 13, summed=True, formula="{agreed}-{paid}"),
    Column("agreement", "协议编号", width=14),
    Column("signed", "签约日", ColumnKind.DAY, 11),
    Column("vacated", "腾地日", ColumnKind.DAY, 11),
    Column("note", "备注", width=14),
)


def house_sheet(book: SettlementBook, made_by: str) -> Sheet:
    """The table of the project's households: the signed with totals, the unsigned apart as 测算."""
    signed = book.in_houses(signed=True)
    unsigned = book.in_houses(signed=False)
    numbers = count(1)

    def rows(subject: SubjectAccount) -> Iterable[Mapping[str, Cell]]:
        return (_row(book, subject, next(numbers)),)

    blocks = [Block(groups=by_place(signed, rows), words_of="agreed")]
    if unsigned:
        blocks.append(estimate_block(book, by_place(unsigned, rows)))
    compensation = tuple(Column(name, f"{name}（元）", ColumnKind.MONEY, 12, summed=True) for name in HOUSE_COLUMNS)
    return Sheet(
        name=NAME,
        title=f"{book.project.name}{NAME}",
        unit_line="单位：㎡、元",
        columns=(*_BEFORE, *compensation, *_AFTER),
        blocks=tuple(blocks),
        notices=notices(book),
        facts=facts(book),
        footnotes=(
            "补偿各列为已签约户现行核定的逐行金额之和；已付为手工登记；未填的列以“—”表示。",
            "证载面积为登记面积之和；无证认定面积为认定合法而无登记面积的房屋；违建面积为认定为违法建筑的房屋。",
        ),
        made_by=made_by,
        key_columns=3,
    )


def _row(book: SettlementBook, subject: SubjectAccount, number: int) -> dict[str, Cell]:
    household = subject.household
    buildings = [building for building in household.buildings.all() if not building.is_voided]
    return {
        "no": number,
        "code": household.code,
        "head": household.head_name,
        "id_number": mask_id_number(household.id_number) if household.id_number else None,
        "place": subject.place,
        "population": _count(subject.derived.get("resettlement_population")),
        "structure": "、".join(_structures(book, buildings)) or None,
        "built": _years(buildings),
        "registered": _sum(building.registered_m2 for building in buildings),
        "recognised": _sum(b.area_m2 for b in buildings if b.legality == LEGAL and not b.registered_m2),
        "illegal": _sum(building.area_m2 for building in buildings if building.legality == ILLEGAL),
        **{name: subject.houses.column(name) for name in HOUSE_COLUMNS},
        "paid": subject.paid if subject.payments and not subject.is_collective else None,
        "agreement": household.agreement_no or None,
        "signed": household.signed_on,
        "vacated": household.vacated_on,
        "note": remarks(subject),
    }


def _count(text: str | None) -> int | None:
    return int(text) if text else None


def _structures(book: SettlementBook, buildings: list[Building]) -> list[str]:
    codes = dict.fromkeys(building.structure for building in buildings if building.structure)
    return [label_of(book.pack, "building.structure", code) for code in codes]


def _years(buildings: list[Building]) -> str | None:
    years = sorted({building.built_on.year for building in buildings if building.built_on})
    if not years:
        return None
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _sum(areas: Iterable[Decimal | None]) -> Decimal | None:
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if known else None
