"""Contents on disk by their SHA-256, readable by the owner of the server process alone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from antu.platform.whole_file import whole_file


def keep_content(content: bytes) -> str:
    """Keep the bytes, once however often they come; their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = content_path(sha256)
    if not path.is_file():
        keep_private(path, content)
    return sha256


def keep_private(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, in a folder and with rights of its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as unfinished:
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)


def content_path(sha256: str) -> Path:
    """Where the content of this hash lies."""
    return Path(settings.ANTU_HOME) / "attachments" / sha256[:2] / sha256


def picture_path(sha256: str, size: str) -> Path:
    """Where its smaller picture lies, where it has one."""
    return content_path(sha256).with_name(f"{sha256}.{size}.webp")
