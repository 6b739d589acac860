"""Where a server lives: its files, its locks and its socket."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres.accounts import Account, server_account

#: For a database whose server cannot reach ``ANTU_HOME``, such as root's own home.
DURABLE: Final = Path("/var/lib/antu")
#: Not ``tempfile.gettempdir()``: a shell, a worker and a test with other TMPDIRs must find the same socket, and a
#: socket's path may have 107 bytes at most.
SOCKETS: Final = Path("/tmp")  # noqa: S108 - see _claim: the folder is ours or it is refused
ROLE: Final = "antu"
DATABASE: Final = "antu"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one server, and the account that the server runs as."""

    base: Path
    account: Account

    @property
    def files(self) -> Path:
        """PostgreSQL's own files."""
        return self.base / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the server's socket: always the same, and short."""
        return SOCKETS / f"antu-{_fingerprint(str(self.base))}"

    @property
    def is_new(self) -> bool:
        """Whether the database has been made and nobody has said :meth:`settle` since."""
        return self.newness.exists() or not self.files.exists()

    @property
    def newness(self) -> Path:
        """The file that says that the database is new."""
        return self.base / "new-database"

    def settle(self) -> None:
        """Say that the database is new no longer."""
        self.newness.unlink(missing_ok=True)

    def address(self, database: str = DATABASE) -> str:
        """How to connect, in libpq's keywords; the client refuses a socket that another account listens on."""
        return f"host={self.sockets} dbname={database} user={ROLE} requirepeer={self.account.name}"

    def claim_sockets(self) -> None:
        """Make the socket's folder, or check that the one there is the server's own; others may only pass through."""
        try:
            self.sockets.mkdir(mode=0o711)
            os.chown(self.sockets, self.account.uid, self.account.gid, follow_symlinks=False)
            self.sockets.chmod(0o711)
        except FileExistsError:
            found = self.sockets.lstat()
            ours = stat.S_ISDIR(found.st_mode) and found.st_uid == self.account.uid
            if not ours or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                message = f"{self.sockets} 被别的用户占用，内置 PostgreSQL 不会使用它。请删除它后再试。"
                raise OutsideMissing(Problem("S-SOCKET-FOLDER", message)) from None


def place_for(home: Path) -> Place:
    """The place of the installation ``home``: inside it, or where its file ``postgres.place`` says.

    Raises OutsideMissing when no account or no folder can be had.
    """
    inside = home / "postgres"
    record = home / "postgres.place"
    try:
        home.mkdir(parents=True, exist_ok=True)
        base = Path(record.read_text().strip()) if record.exists() else inside
        account = server_account(base / "data")
        if base == inside and not (base / "data").exists() and not account.reaches(home):
            base = DURABLE / _fingerprint(f"{home} {secrets.token_hex(8)}")
            _record(record, base)
            base = Path(record.read_text().strip())
        _make_passable(base)
    except PermissionError as fault:
        message = f"{fault.filename} 不能写：它属于别的用户。请以那个用户运行，或用环境变量 ANTU_HOME 另指一个目录。"
        raise OutsideMissing(Problem("S-HOME", message)) from fault
    return Place(base, account)


def _make_passable(base: Path) -> None:
    """Make the folder so that the server's account can pass through it, whatever the umask."""
    for folder in (base.parent, base):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)


def _record(record: Path, base: Path) -> None:
    """Write the place once; of two processes the first one decides."""
    draft = record.with_name(f".{record.name}.{os.getpid()}")
    draft.write_text(f"{base}\n")
    try:
        os.link(draft, record)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
