"""The process that workers are forked from has read all of this; so Django is set up once for many workers."""

from __future__ import annotations

import django
from tests.copies import turned_to

django.setup()

from tests.db.jobs.work_for_tests import main  # noqa: E402 - its models need Django


def work_in(database: str, home: str, *how: str) -> None:
    """Be a worker of this database and home."""
    with turned_to(database):
        main(home, *how)
