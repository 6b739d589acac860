"""Programs of the machine that set-up calls: they speak on standard error, and their failure is an OutsideMissing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from antu.kernel.errors import OutsideMissing, Problem


def say(line: str) -> None:
    """Tell the person what set-up does, on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def call(
    command: Sequence[str | Path], failure: str, *, folder: Path | None = None, more: Mapping[str, str] | None = None
) -> None:
    """Run the command; when it fails, OutsideMissing with ``failure``, which says what to do."""
    if not succeeds(command, folder=folder, more=more):
        raise OutsideMissing(Problem("S-SETUP", failure))


def succeeds(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
    quietly: bool = False,
) -> bool:
    """Run the command, with ``more`` in its environment; whether it ended well."""
    environment = {**os.environ, **(more or {})}
    nowhere = subprocess.DEVNULL
    output, errors = (nowhere, nowhere) if quietly else (sys.stderr, sys.stderr)
    try:
        ended = subprocess.run(
            command, cwd=folder, env=environment, stdin=nowhere, stdout=output, stderr=errors, check=False
        )
    except OSError:
        return False
    return ended.returncode == 0


def install_debian_packages(packages: Sequence[str]) -> bool:
    """Install them as root with apt-get; False where that may not or cannot be done."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"正在安装系统软件包：{'、'.join(packages)}……")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends", *packages]
    if succeeds(command, more=quiet):
        return True
    return succeeds(["apt-get", "-qq", "update"], more=quiet) and succeeds(command, more=quiet)
