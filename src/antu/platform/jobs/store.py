"""Files that jobs made: each in a folder of its own, readable by the installation's account alone, kept for a while."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def job_folder(job_id: int) -> Path:
    """The folder of one job."""
    return Path(settings.ANTU_HOME) / "jobs" / str(job_id)


def result_path(job_id: int, name: str) -> Path:
    """The path of a file of this job, made empty so that only its owner can read it from the first byte on."""
    folder = job_folder(job_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    path = folder / Path(name).name
    path.touch(mode=0o600)
    return path


def clear_folder(job_id: int) -> None:
    """Remove what the job wrote; nothing, where it wrote nothing."""
    shutil.rmtree(job_folder(job_id), ignore_errors=True)
