"""What this room offers to shared imports, reports and pages."""

from antu.clearing.contributions.figures import FIGURES
from antu.clearing.contributions.household import HOUSEHOLD
from antu.clearing.contributions.panels import PANELS
from antu.clearing.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *PANELS, *HOUSEHOLD)
