"""What this room offers to shared imports, reports and pages."""

from antu.projects.contributions.panels import PANELS
from antu.projects.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *PANELS)
