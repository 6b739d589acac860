"""PostgreSQL's files: made once, under another name until they are whole; who may connect is written at every start."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres.accounts import ROOT
from antu.platform.postgres.binaries import major_version
from antu.platform.postgres.places import ROLE, Place

LOCAL = ("--auth=peer", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def make_cluster(place: Place, programs: Path) -> None:
    """Make PostgreSQL's files unless they are there; raises OutsideMissing with initdb's words when it fails."""
    if place.files.exists():
        _check_version(place)
        return
    draft = place.base / "new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    os.chown(draft, place.account.uid, place.account.gid)
    command = [str(programs / "initdb"), "-D", str(draft), "-U", ROLE, *LOCAL, "--data-checksums", "--no-instructions"]
    ended = subprocess.run(command, **place.account.as_child(), capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        message = f"无法在 {place.base} 建立数据库：{ended.stderr.strip()}"
        raise OutsideMissing(Problem("S-INITDB", message))
    place.newness.touch()
    draft.rename(place.files)


def write_access_rules(place: Place) -> list[str]:
    """Let in the launching account, the files' owner and root, by the kernel's word, over the socket; nobody else.

    Returns the server's arguments. The files lie outside PostgreSQL's folder and are put in place by renaming: root
    never writes through a link that another account left there.
    """
    allowed = {pwd.getpwuid(os.geteuid()).pw_name, pwd.getpwuid(ROOT).pw_name}
    if os.geteuid() == ROOT and place.base.stat().st_uid != ROOT:
        allowed.add(place.account.name)
    rules, names = place.base / "pg_hba.conf", place.base / "pg_ident.conf"
    _put(rules, f"local all {ROLE} peer map={ROLE}\n")
    _put(names, "".join(f'{ROLE} "{name}" {ROLE}\n' for name in sorted(allowed)))
    return ["-c", f"hba_file={rules}", "-c", f"ident_file={names}"]


def _put(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as output:
        output.write(text)
    draft.chmod(0o644)
    draft.replace(file)


def _check_version(place: Place) -> None:
    found, ours = (place.files / "PG_VERSION").read_text().strip(), major_version()
    if found != ours:
        message = (
            f"{place.files} 是 PostgreSQL {found} 的数据，本版内置 {ours}，不能直接打开。"
            f"请用 PostgreSQL {found} 的 pg_dump 导出，再导入新库；或用 DATABASE_URL 指向 PostgreSQL {found} 的服务。"
        )
        raise OutsideMissing(Problem("S-POSTGRESQL-VERSION", message))
