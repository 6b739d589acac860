"""What the timeline offers to shared pages."""

from antu.timeline.contributions.found import FOUND
from antu.timeline.contributions.panels import PANELS
from antu.timeline.contributions.records import RECORDS

CONTRIBUTIONS: tuple[object, ...] = (*PANELS, *RECORDS, *FOUND)
