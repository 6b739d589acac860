"""What this room offers to shared pages."""

from antu.following.contributions.panels import PANELS

CONTRIBUTIONS: tuple[object, ...] = PANELS
