"""What this room offers to shared imports, reports and pages."""

from antu.regulations.contributions.panels import PANELS
from antu.regulations.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *PANELS)
