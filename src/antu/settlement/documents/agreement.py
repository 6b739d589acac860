"""结算协议.docx: filled from ``forms/settlement-agreement.docx``, which an office edits in Word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError

from antu.kernel.calendar import full_day
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.documents.forms import form_path
from antu.platform.wording import UNKNOWN
from antu.policy.settlement_columns import HOUSE_COLUMNS, LAND_COLUMNS, SEPARATE_COLUMNS
from antu.settlement.documents.common import notices
from antu.settlement.selectors import SettlementBook

FORM: Final = "settlement-agreement.docx"
(SEPARATE,) = SEPARATE_COLUMNS
BLANK: Final = "________________"

Fields = Mapping[str, str | list[dict[str, str]]]


def write_agreement(book: SettlementBook, made_by: str, path: Path) -> Path:
    """Fill the office's form. Raises BadInput (``S-FORM``) when the form names a field that does not exist."""
    form = DocxTemplate(str(form_path(FORM)))
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    try:
        form.render(dict(agreement_fields(book, made_by)), environment)
    except TemplateError as error:
        known = "、".join(sorted(agreement_fields(book, made_by)))
        raise BadInput(
            Problem("S-FORM", f"结算协议模板 forms/{FORM} 填写不了：{error}。可用的字段：{known}")
        ) from error
    form.save(str(path))
    return path


def agreement_fields(book: SettlementBook, made_by: str) -> Fields:
    """Every field that the form may name, as printed text; amounts in yuan, also in 大写."""
    signed = [subject for subject in book.subjects if subject.is_signed]
    collectives = [subject for subject in signed if subject.is_collective]
    unsigned = [subject for subject in book.subjects if not subject.is_signed]
    house_due = Money.total(subject.houses.total(HOUSE_COLUMNS) for subject in signed)
    land_due = Money.total(subject.land.total(LAND_COLUMNS) for subject in signed)
    due, paid = house_due + land_due, Money.total(subject.paid for subject in book.subjects)
    return {
        "notices": [{"text": notice} for notice in notices(book)],
        "project_name": book.project.name,
        "project_code": book.project.code or UNKNOWN,
        "approval_no": book.project.approval_no or UNKNOWN,
        "centre": _centre(),
        "owner": book.project.owner or BLANK,
        "towns": "、".join(book.project.towns) or BLANK,
        "pack": f"{book.pack.title}（{book.pack.id} 版本 {book.pack.version}）" if book.pack else BLANK,
        "house_count": str(len(signed) - len(collectives)),
        "house_due": house_due.grouped(),
        "land_count": str(len(collectives)),
        "land_due": land_due.grouped(),
        "due": due.grouped(),
        "due_words": due.in_words(),
        "received": book.received.grouped() if book.receipts else UNKNOWN,
        "paid": paid.grouped() if any(subject.payments for subject in book.subjects) else UNKNOWN,
        "unpaid": (due - paid).grouped(),
        "unpaid_words": (due - paid).in_words(),
        "separate": _separate(book).grouped(),
        "unsigned_count": str(len(unsigned)),
        "unsigned_names": "、".join(str(subject.household) for subject in unsigned) or "无",
        "as_of": full_day(book.as_of),
        "made_by": made_by,
    }


def _separate(book: SettlementBook) -> Money:
    signed = (subject for subject in book.subjects if subject.is_signed)
    return Money.total(subject.land.column(SEPARATE) or Money(0) for subject in signed)


def _centre() -> str:
    centre = Organisation.objects.standing().filter(kind=OrganisationKind.CENTRE).first()
    return centre.name if centre else BLANK
