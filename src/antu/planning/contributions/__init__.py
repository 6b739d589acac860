"""What this room offers to shared imports, reports and pages."""

from antu.planning.contributions.figures import FIGURES
from antu.planning.contributions.found import FOUND
from antu.planning.contributions.panels import PANELS
from antu.planning.contributions.procedures import PROCEDURES
from antu.planning.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*FOUND, *SHEETS, *FIGURES, *PANELS, *PROCEDURES)
