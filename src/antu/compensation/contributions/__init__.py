"""What this room offers to shared imports, reports and pages."""

from antu.compensation.contributions.bulk import BULK
from antu.compensation.contributions.jobs import JOBS
from antu.compensation.contributions.panels import PANELS
from antu.compensation.contributions.procedures import PROCEDURES
from antu.compensation.contributions.trial_sheets import TRIAL_SHEETS
from antu.compensation.contributions.waiting import WAITING

CONTRIBUTIONS: tuple[object, ...] = (*PANELS, *BULK, *JOBS, *PROCEDURES, *TRIAL_SHEETS, *WAITING)
