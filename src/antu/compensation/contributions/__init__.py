"""What this room offers to shared imports, reports and pages."""

from antu.compensation.contributions.bulk import BULK
from antu.compensation.contributions.jobs import JOBS
from antu.compensation.contributions.panels import PANELS

CONTRIBUTIONS: tuple[object, ...] = (*PANELS, *BULK, *JOBS)
