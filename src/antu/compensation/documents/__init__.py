"""Papers of compensation: the computation sheet, the family's card, and both of many households at once."""

from antu.compensation.documents.card import PrintedCard, card_pdf, cards_pdf, determined_card, estimated_card
from antu.compensation.documents.sheet import (
    Member,
    Moved,
    PrintedSheet,
    PrintedValue,
    determined_sheet,
    estimated_sheet,
    notice_of,
    pack_of,
    printed_values,
    sheet_pdf,
    sheets_pdf,
    tried_sheet,
)

__all__ = [
    "Member",
    "Moved",
    "PrintedCard",
    "PrintedSheet",
    "PrintedValue",
    "card_pdf",
    "cards_pdf",
    "determined_card",
    "determined_sheet",
    "estimated_card",
    "estimated_sheet",
    "notice_of",
    "pack_of",
    "printed_values",
    "sheet_pdf",
    "sheets_pdf",
    "tried_sheet",
]
