"""Quick work is waited for, so that a page can show what came of it at once."""

from __future__ import annotations

import time
from typing import Final

from django.utils import timezone

from antu.platform.models import Job

#: A page waits so long after a job was queued, not longer: a browser's patience, and a thread of the server.
PATIENCE_S: Final = 2.0
_PAUSE_S: Final = 0.05


def settled(job: Job) -> Job:
    """The job as it stands when it has ended, or when it was queued too long ago to be waited for."""
    while job.ended_at is None and (timezone.now() - job.queued_at).total_seconds() < PATIENCE_S:
        time.sleep(_PAUSE_S)
        job.refresh_from_db()
    return job
