"""What this room offers to shared imports, reports and pages."""

from antu.compensation.contributions.figures import FIGURES
from antu.compensation.contributions.panels import PANELS
from antu.compensation.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *PANELS)
