"""What this room offers to shared imports, reports and pages."""

from antu.outreach.contributions.figures import FIGURES
from antu.outreach.contributions.records import RECORDS
from antu.outreach.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *RECORDS)
