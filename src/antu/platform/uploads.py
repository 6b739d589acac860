"""Uploaded workbooks, each its uploader's alone: what was previewed is what goes in, and it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor

OWNER = "owner"


class Sha256:
    """A hash in an address: 64 hexadecimal characters and nothing else, so that no path can be smuggled in."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


@dataclass(frozen=True, slots=True)
class Upload:
    """One kept file: its key in addresses, and its path, which ends in the name it came with.

    The key is the SHA-256 of uploader and content: the same file from the same person is the same upload.
    """

    key: str
    path: Path

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    def outcome_folder(self, job_id: int) -> Path:
        """Where the job keeps what came of checking or importing it."""
        return self.path.parent.parent / "outcomes" / str(job_id)


def keep_upload(actor: Actor, name: str, chunks: Iterable[bytes]) -> Upload:
    """Keep a file as it came, as this actor's. On disk only our own account can read it: it holds people's numbers."""
    content = b"".join(chunks)
    key = hashlib.sha256(actor.login.encode() + b"\0" + content).hexdigest()
    folder = _folder(key) / "file"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder.parent / OWNER).write_text(actor.login, encoding="utf-8")
    path = folder / Path(name).name
    for same in folder.iterdir():  # a job may be reading it: the same content only gets its new name
        same.replace(path)
    if not path.is_file():
        coming = folder.parent / "coming"
        coming.touch(mode=0o600)
        coming.write_bytes(content)
        coming.replace(path)
    return Upload(key, path)


def kept_upload(actor: Actor, key: str) -> Upload:
    """The actor's kept file. Raises BadInput (``U-GONE``) when it is no longer there, or is somebody else's."""
    folder = _folder(key)
    owner = folder / OWNER
    is_own = owner.is_file() and owner.read_text(encoding="utf-8") == actor.login
    path = next((folder / "file").iterdir(), None) if is_own else None
    if path is None:
        raise BadInput(Problem("U-GONE", "上传的文件已不在服务器上；请回到导入页重新上传"))
    return Upload(key, path)


def _folder(key: str) -> Path:
    return Path(settings.ANTU_HOME) / "uploads" / key
