"""Which checkout runs, where its data live, and its secret keys. Standard library only, no Django."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[3]
STATIC_ROOT: Final = CHECKOUT / "build/static"
KEY_BYTES: Final = 32


def home() -> Path:
    """The folder of this installation's data: ``ANTU_HOME``, else ``.antu`` in the checkout. Another is another one."""
    return Path(os.environ.get("ANTU_HOME") or CHECKOUT / ".antu").expanduser().resolve()


def key(name: str) -> bytes:
    """The secret key of that name under ``ANTU_HOME/keys``, made on first use and readable by its owner alone."""
    path = home() / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails when another process was first: its key is the one
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
