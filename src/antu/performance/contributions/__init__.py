"""What this room offers to shared imports, reports and pages."""

from antu.performance.contributions.figures import FIGURES
from antu.performance.contributions.panels import PANELS
from antu.performance.contributions.records import RECORDS
from antu.performance.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *RECORDS, *PANELS)
