"""What this room offers to shared pages."""

from antu.estimates.contributions.found import FOUND
from antu.estimates.contributions.jobs import JOBS
from antu.estimates.contributions.panels import PANELS
from antu.estimates.contributions.procedures import PROCEDURES

CONTRIBUTIONS: tuple[object, ...] = (*FOUND, *PANELS, *JOBS, *PROCEDURES)
