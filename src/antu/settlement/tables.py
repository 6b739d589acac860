"""Tables of entries made by hand, withdrawn ones included and marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from antu.platform.display import Chip, marks
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
