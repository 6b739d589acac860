"""What was set up, from what: a step is done again only when something it was made from has changed."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from antu.site.launcher.outside import say


def digest(sources: Iterable[Path], *words: str) -> str:
    """A fingerprint of the files (those under a folder too; missing ones count as missing) and words."""
    sha = hashlib.sha256("\0".join(words).encode())
    for source in sources:
        files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
        for file in files:
            content = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "missing"
            sha.update(f"\0{file.relative_to(source.parent)}\0{content}".encode())
    return sha.hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    """Whether the step that leaves the stamp was last done from this."""
    return stamp.exists() and stamp.read_text() == fingerprint


def leave(stamp: Path, fingerprint: str) -> None:
    """Say that the step is done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)


@contextmanager
def set_up_alone(lock: Path) -> Iterator[None]:
    """The time during which no other process sets this checkout up."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在准备环境，等它完成……")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
