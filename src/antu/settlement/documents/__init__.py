"""The settlement papers of a project: three tables and the agreement."""

from antu.settlement.documents.agreement import agreement_fields, write_agreement
from antu.settlement.documents.house import house_sheet
from antu.settlement.documents.land import land_sheet
from antu.settlement.documents.review import review_sheet

__all__ = ["agreement_fields", "house_sheet", "land_sheet", "review_sheet", "write_agreement"]
