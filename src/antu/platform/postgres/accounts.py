"""Which accounts of the operating system are at work: the one that launches, and the one the server runs as."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antu.kernel.errors import OutsideMissing, Problem

ROOT: Final = 0
UNPRIVILEGED: Final = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system."""

    uid: int
    gid: int
    name: str

    def as_child(self) -> dict[str, Any]:
        """Keyword arguments that make ``subprocess`` run a child as this account, from a folder it can read."""
        if os.geteuid() == self.uid:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": ()}

    def reaches(self, folder: Path) -> bool:
        """Whether this account may pass through ``folder`` and every folder above it."""
        return self.does(["test", "-x", str(folder)])

    def does(self, command: list[str]) -> bool:
        """Whether ``command``, run as this account, ends well."""
        try:
            ended = subprocess.run(command, **self.as_child(), capture_output=True, check=False)
        except OSError:
            return False
        return ended.returncode == 0


def launching_account() -> Account:
    """The account this process runs as; raises OutsideMissing when the system has no name for it."""
    return account_of(os.geteuid())


def account_of(uid: int) -> Account:
    """The account with that number; PostgreSQL refuses to work for a number without a name."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        message = (
            f"系统没有编号 {uid} 的用户名，内置 PostgreSQL 无法以它运行。"
            "请在环境变量 DATABASE_URL 里写明一个 PostgreSQL 数据库，或换一个有名字的用户运行。"
        )
        raise OutsideMissing(Problem("S-NO-ACCOUNT", message)) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def server_account(data: Path) -> Account:
    """The account the server runs as: the owner of its files, or who launches it; for root, an unprivileged one."""
    if os.geteuid() != ROOT:
        return launching_account()
    if data.exists() and data.stat().st_uid != ROOT:
        return account_of(data.stat().st_uid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        message = (
            f"系统没有 {UNPRIVILEGED} 用户，内置 PostgreSQL 不能以 root 运行。请设置 DATABASE_URL，或换普通用户运行。"
        )
        raise OutsideMissing(Problem("S-NO-ACCOUNT", message)) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
