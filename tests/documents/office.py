"""LibreOffice as the other program that opens what we write."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final
from zipfile import ZipFile

TIMEOUT_SECONDS: Final = 180
STORED_VALUE: Final = re.compile(rb"(</f>)<v>[^<]*</v>")


def converted(path: Path, kind: str) -> Path:
    """The file converted by LibreOffice to another kind (``pdf``, ``xlsx``), in a folder beside it."""
    folder = path.parent / f"{path.stem}-{kind}"
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=TIMEOUT_SECONDS
    )
    return folder / f"{path.stem}.{kind}"


def recalculated(path: Path) -> Path:
    """The workbook as LibreOffice calculates it: the values that we stored with the formulas are taken out first."""
    return converted(_without_stored_values(path), "xlsx")


def _without_stored_values(path: Path) -> Path:
    bare = path.with_name(f"{path.stem}-bare.xlsx")
    with ZipFile(path) as source, ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = STORED_VALUE.sub(rb"\1", content)
            target.writestr(name, content)
    return bare
