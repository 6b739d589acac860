"""Tables of entries made by hand, withdrawn ones included and marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from antu.platform.confirming import Confirmation, reason_form
from antu.platform.display import HOME, Cell, Chip, Crumb, Fact, Head, marks
from antu.platform.links import record_url
from antu.platform.wording import day_text, fen_text
from antu.projects.models import Project
from antu.settlement.models import HandEntry, HouseholdPayment


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as the page prints it; ``kind`` and ``pk`` name it for withdrawal."""

    kind: str
    pk: int
    day: str
    payee: str
    amount: str
    document_no: str
    entered_by: str
    note: str
    chips: tuple[Chip, ...]
    is_voided: bool


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Entries in the order of their days, with the total of those that stand."""

    rows: tuple[EntryRow, ...]
    total: str


def receipts_table(project: Project) -> EntryTable:
    """到位资金 of the project."""
    return _table("receipts", project.hand_receipts.all())


def payments_table(project: Project) -> EntryTable:
    """已付 of the project's subjects."""
    return _table("payments", HouseholdPayment.objects.filter(household__project=project).select_related("household"))


def _table(kind: str, entries: Iterable[HandEntry]) -> EntryTable:
    listed = tuple(entries)
    total = sum(entry.amount_fen for entry in listed if not entry.is_voided)
    return EntryTable(rows=tuple(_row(kind, entry) for entry in listed), total=fen_text(total))


def _row(kind: str, entry: HandEntry) -> EntryRow:
    return EntryRow(
        kind=kind,
        pk=entry.pk,
        day=day_text(entry.on),
        payee=str(entry.household) if isinstance(entry, HouseholdPayment) else "",
        amount=fen_text(entry.amount_fen),
        document_no=entry.document_no,
        entered_by=entry.entered_by,
        note=entry.void_reason or entry.note,
        chips=marks(is_sample=False, is_voided=entry.is_voided),
        is_voided=entry.is_voided,
    )


def voiding(entry: HandEntry) -> Confirmation:
    """The question before an entry is withdrawn: which it is, and which total it leaves."""
    project, what = entry.settled_project, str(entry._meta.verbose_name)
    back = reverse("settlement", args=[project.pk])
    crumbs = (HOME, Crumb(project.name, record_url(project)), Crumb("结算", back), Crumb("作废"))
    head = Head(f"作废{what}", crumbs, chips=marks(is_sample=False, is_voided=entry.is_voided))
    effects = (
        f"这一笔不再计入{project.name}的合计，也不再出现在结算三表里。",
        "登记内容和作废原因保留在页面和日志里，作废后不能恢复；登记错的，请作废后重新登记。",
    )
    form = reason_form("作废原因", submit_label="作废本笔", cancel_url=back)
    return Confirmation(head, _facts(entry), effects, form)


def _facts(entry: HandEntry) -> tuple[Fact, ...]:
    payee = str(entry.household) if isinstance(entry, HouseholdPayment) else ""
    told = {
        "项目": entry.settled_project.name,
        "户": payee,
        "日期": day_text(entry.on),
        "金额（元）": fen_text(entry.amount_fen),
        "凭证号": entry.document_no,
        "登记人": entry.entered_by,
        "备注": entry.note,
    }
    return tuple(Fact(label, Cell(text)) for label, text in told.items() if text)
