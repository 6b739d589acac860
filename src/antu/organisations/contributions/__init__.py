"""What this room offers to shared imports, reports and pages."""

from antu.organisations.contributions.figures import FIGURES
from antu.organisations.contributions.records import RECORDS
from antu.organisations.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *RECORDS)
