"""What the site offers: long work that is asked of any page."""

from __future__ import annotations

from antu.site.contributions.jobs import JOBS

CONTRIBUTIONS: tuple[object, ...] = JOBS
