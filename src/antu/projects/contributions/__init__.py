"""What this room offers to shared imports, reports and pages."""

from antu.projects.contributions.found import FOUND
from antu.projects.contributions.records import RECORDS
from antu.projects.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*FOUND, *SHEETS, *RECORDS)
