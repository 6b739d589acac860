"""Files that jobs made: each in a folder of its own, readable by the installation's account alone, kept for a while."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

#: What no file system and no browser's folder takes in a name.
NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\[\]]+')
#: Longer names keep their beginning and their end; a file system takes 255 bytes, which is four a character.
STEM_MAX: Final = 60
_STEM_END: Final = 16


def job_folder(job_id: int) -> Path:
    """The folder of one job."""
    return Path(settings.ANTU_HOME) / "jobs" / str(job_id)


def result_path(job_id: int, name: str) -> Path:
    """The path of a file of this job, made empty so that only its owner can read it from the first byte on."""
    folder = job_folder(job_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    path = folder / taken_name(name)
    path.touch(mode=0o600)
    return path


def taken_name(name: str) -> str:
    """The name as every file system takes it."""
    plain = Path(NOT_IN_NAMES.sub(" ", name).strip(" ."))
    stem = plain.stem
    if len(stem) > STEM_MAX:
        stem = f"{stem[: STEM_MAX - _STEM_END - 1]}…{stem[-_STEM_END:]}"
    return f"{stem}{plain.suffix}"


def jobs_with_folders() -> Iterator[int]:
    """The numbers of jobs that left something on disk."""
    folder = job_folder(0).parent
    return (int(each.name) for each in folder.iterdir() if each.name.isdigit()) if folder.is_dir() else iter(())


def clear_folder(job_id: int) -> None:
    """Remove what the job wrote; nothing, where it wrote nothing."""
    shutil.rmtree(job_folder(job_id), ignore_errors=True)
