"""What this room offers to shared pages: its long work, and a way to it from a pack."""

from antu.simulation.contributions.heads import HEADS
from antu.simulation.contributions.jobs import JOBS

CONTRIBUTIONS: tuple[object, ...] = (*HEADS, *JOBS)
