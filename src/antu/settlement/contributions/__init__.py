"""What this room offers to shared imports, reports and pages."""

from antu.settlement.contributions.figures import FIGURES
from antu.settlement.contributions.gates import GATES
from antu.settlement.contributions.panels import PANELS
from antu.settlement.contributions.sheets import SHEETS

CONTRIBUTIONS: tuple[object, ...] = (*SHEETS, *FIGURES, *PANELS, *GATES)
