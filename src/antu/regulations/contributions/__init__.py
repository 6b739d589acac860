"""What this room offers to shared imports, reports and pages."""

from antu.regulations.contributions.found import FOUND
from antu.regulations.contributions.jobs import JOBS
from antu.regulations.contributions.packs import PACK_PROCEDURES
from antu.regulations.contributions.procedures import PROCEDURES
from antu.regulations.contributions.records import RECORDS
from antu.regulations.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*FOUND, *SHEETS, *RECORDS, *PROCEDURES, *PACK_PROCEDURES, *JOBS)
