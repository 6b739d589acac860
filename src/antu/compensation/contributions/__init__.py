"""What this room offers to shared imports, reports and pages."""

from antu.compensation.contributions.panels import PANELS

CONTRIBUTIONS: tuple[object, ...] = PANELS
