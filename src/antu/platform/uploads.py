"""Uploaded workbooks, each its uploader's alone: what was previewed is what goes in, and it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.jobs.store import taken_name
from antu.platform.whole_file import whole_file

OWNER, NAME, FILE = "owner", "name", "file"


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
    """Keep a file as it came, as this actor's. On disk only our own account can read it: it holds people's numbers.

    The same file under another name is the same upload, and has that name from now on; a job that reads it under the
    first one goes on.
    """
    content = b"".join(chunks)
    key = hashlib.sha256(actor.login.encode() + b"\0" + content).hexdigest()
    folder = _folder(key)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE / taken_name(name)
    if not path.is_file():
        _write(path, content)
    for label, text in ((OWNER, actor.login), (NAME, path.name)):
        _write(folder / label, text.encode())
    return Upload(key, path)


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as coming:
        coming.touch(mode=0o600)
        coming.write_bytes(content)


def kept_upload(actor: Actor, key: str) -> Upload:
    """The actor's kept file. Raises BadInput (``U-GONE``) when it is no longer there, or is somebody else's."""
    folder = _folder(key)
    path = folder / FILE / _read(folder / NAME)
    if _read(folder / OWNER) != actor.login or not path.is_file():
        raise BadInput(Problem("U-GONE", "上传的文件已不在服务器上；请回到导入页重新上传"))
    return Upload(key, path)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _folder(key: str) -> Path:
    return Path(settings.ANTU_HOME) / "uploads" / key
