"""What this room offers to shared pages: its long work."""

from antu.simulation.contributions.jobs import JOBS

CONTRIBUTIONS: tuple[object, ...] = (*JOBS,)
