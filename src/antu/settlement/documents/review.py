"""资金结算审核表: what a project owes, has received and has paid, with the opinions of those who review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from antu.estimates.selectors import estimate_of
from antu.kernel.area import Area
from antu.kernel.money import Money
from antu.kernel.rounding import half_up
from antu.platform.spreadsheets import Block, Cell, Column, ColumnKind, Group, Sheet
from antu.platform.wording import UNKNOWN, number_text
from antu.policy.settlement_columns import HOUSE_COLUMNS, LAND_COLUMNS, SEPARATE_COLUMNS
from antu.projects.models import AreaUnit, Project
from antu.settlement.documents.common import HAND_ENTERED, facts, notices
from antu.settlement.domain.account import Account
from antu.settlement.selectors import SettlementBook, SubjectAccount

NAME: Final = "资金结算审核表"
(SEPARATE,) = SEPARATE_COLUMNS
NOT_ENTERED: Final = ("工作经费", "不可预见费", "税费", "资金占用利息")
OPINIONS: Final = ("镇街意见", "中心意见", "财政意见", "审计意见", "业主意见")
PERCENT_DECIMALS: Final = 2

_COLUMNS: Final = (
    Column("item", "内容", width=30),
    Column("amount", "金额（元）", ColumnKind.MONEY, 17),
    Column("due", "应付（元）", ColumnKind.MONEY, 17, summed=True),
    Column("paid", f"已付（元，{HAND_ENTERED}）", ColumnKind.MONEY, 17, summed=True),
    Column("unpaid", "未付（元）", ColumnKind.MONEY, 17, summed=True, formula="{due}-{paid}"),
    Column("note", "说明", width=40),
)

Rows = tuple[Mapping[str, Cell], ...]


def review_sheet(book: SettlementBook, made_by: str) -> Sheet:
    """The review of the whole project; amounts due are the sums of the signed subjects' frozen lines."""
    return Sheet(
        name=NAME,
        title=f"{book.project.name}征地拆迁{NAME}",
        unit_line="单位：元",
        columns=_COLUMNS,
        blocks=(
            _block("一、项目情况", _project_rows(book)),
            _block("二、到位资金", _receipt_rows(book)),
            Block((Group("应付", _all_due_rows(book)),), "三、应付与已付", total_label="应付合计", words_of="due"),
            _block("四、结余与其他费用", _balance_rows(book)),
        ),
        notices=notices(book),
        facts=facts(book),
        boxes=tuple(f"{opinion}：" for opinion in OPINIONS),
        footnotes=(f"应付各行为已签约对象现行核定的逐行金额之和；到位与已付为{HAND_ENTERED}；未登记的以“—”表示。",),
        made_by=made_by,
    )


def _block(heading: str, rows: Rows) -> Block:
    return Block((Group(heading, rows),), heading, totalled=False)


def _all_due_rows(book: SettlementBook) -> Rows:
    signed = [subject for subject in book.subjects if subject.is_signed]
    return (
        *_due_rows("房屋补偿", [s.houses for s in signed], HOUSE_COLUMNS),
        *_paid_rows("房屋补偿", [s for s in signed if not s.is_collective]),
        *_due_rows("土地补偿", [s.land for s in signed], LAND_COLUMNS),
        *_paid_rows("土地补偿", [s for s in signed if s.is_collective]),
    )


def _due_rows(title: str, accounts: Sequence[Account], columns: Iterable[str]) -> Rows:
    """One row a column that has an amount."""
    rows: list[Mapping[str, Cell]] = []
    for name in columns:
        amounts = [amount for account in accounts if (amount := account.column(name)) is not None]
        if amounts:
            note = f"{len(amounts)} 个对象的核定明细之和"
            rows.append({"item": f"{title}·{name}", "due": Money.total(amounts), "note": note})
    return tuple(rows)


def _paid_rows(title: str, subjects: Iterable[SubjectAccount]) -> Rows:
    """What was paid is entered by subject, so it stands on a row of its own."""
    paid = [subject.paid for subject in subjects if subject.payments]
    note = f"{len(paid)} 个对象{HAND_ENTERED}之和"
    return ({"item": f"{title}·已付", "paid": Money.total(paid), "note": note},) if paid else ()


def _project_rows(book: SettlementBook) -> Rows:
    project = book.project
    estimate = estimate_of(project)
    return (
        {"item": "业主单位", "note": project.owner or None},
        {"item": "批文号", "note": project.approval_no or None},
        {"item": "批准面积", "note": _area_text(project)},
        {"item": "实征面积（已签约集体的地块之和）", "note": _taken_text(book)},
        {"item": "面积偏差", "note": _deviation_text(book)},
        {"item": "概算", "amount": estimate.amount if estimate else None},
    )


def _receipt_rows(book: SettlementBook) -> Rows:
    entries: Rows = tuple(
        {
            "item": f"{receipt.on.isoformat()} 到位",
            "amount": Money(receipt.amount_fen),
            "note": f"凭证 {receipt.document_no}，{receipt.entered_by} {HAND_ENTERED}",
        }
        for receipt in book.receipts
    )
    received = book.received if entries else None
    total: Mapping[str, Cell] = {"item": "到位资金合计", "amount": received, "note": HAND_ENTERED}
    return (*entries, total)


def _balance_rows(book: SettlementBook) -> Rows:
    due = Money.total(s.determination.payable for s in book.subjects if s.determination is not None)
    separate = [amount for s in book.subjects if s.is_signed and (amount := s.land.column(SEPARATE)) is not None]
    balance = book.received - due if book.receipts else None
    return (
        {"item": "到位减应付", "amount": balance, "note": "正为结余，负为缺口"},
        {"item": f"{SEPARATE}", "amount": Money.total(separate) if separate else None, "note": "不计入应付"},
        *({"item": name, "note": "未登记"} for name in NOT_ENTERED),
    )


def _area_text(project: Project) -> str:
    unit = project.get_area_unit_display() if project.area is not None else ""
    return f"{number_text(project.area)} {unit}".strip()


def _taken_mu(book: SettlementBook) -> Decimal | None:
    parcels = [
        parcel
        for subject in book.in_land(signed=True)
        if subject.is_collective
        for parcel in subject.household.parcels.all()
        if not parcel.is_voided
    ]
    return sum((half_up(Area.from_m2(p.area_m2).mu, 4) for p in parcels), Decimal(0)) if parcels else None


def _taken_text(book: SettlementBook) -> str:
    taken = _taken_mu(book)
    return UNKNOWN if taken is None else f"{number_text(taken)} 亩"


def _deviation_text(book: SettlementBook) -> str:
    taken, project = _taken_mu(book), book.project
    if taken is None or not project.area or project.area_unit != AreaUnit.MU:
        return UNKNOWN
    deviation = Fraction(taken - project.area) / Fraction(project.area)
    return f"{half_up(deviation * 100, PERCENT_DECIMALS)}%"
