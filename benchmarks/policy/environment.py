"""An environment of the peers' own, beside the product's: what it installs never reaches ``.venv``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from antu.site.launcher.stamps import digest, is_current, leave
from benchmarks.installation import CHECKOUT

HOME: Final = CHECKOUT / "build/benchmarks/policy"
VENV: Final = HOME / "venv"
PYTHON: Final = VENV / "bin/python"
LOCKS: Final = tuple(CHECKOUT / f"requirements/{name}.txt" for name in ("bench", "spark"))


def have_peers() -> None:
    """Install the peers where they are missing or other ones are asked for."""
    stamp, wanted = HOME / "peers", digest(list(LOCKS), str(CHECKOUT))
    if PYTHON.exists() and is_current(stamp, wanted):
        return
    HOME.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)  # noqa: S603 - our own arguments
    locks = [word for lock in LOCKS for word in ("-r", str(lock))]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]
    subprocess.run([*pip, *locks], check=True)  # noqa: S603 - our own arguments
    product = Path(sys.prefix) / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    (VENV / product.relative_to(sys.prefix) / "product.pth").write_text(f"{product}\n{CHECKOUT / 'src'}\n")
    leave(stamp, wanted)
