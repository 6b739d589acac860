"""No committed file names a package registry or a folder of the machine it was written on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.architecture.shape import ROOT

BINARY = {".xlsx", ".docx", ".png", ".jpg", ".ttf", ".pdf", ".zip", ".svg"}
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|deb\.debian\.org|--index-url|--extra-index-url|\"resolved\":"
)
FOLDER = re.compile(r"(?<![\w.])/(?:work|home|root|Users|opt)/[\w.]+")


def committed_texts() -> dict[str, str]:
    """Every text file that git knows, but this one."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    texts = [path for path in paths if path.suffix not in BINARY and path.is_file() and path != Path(__file__)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace") for path in texts}


def test_no_file_names_a_registry_of_packages() -> None:
    assert [name for name, text in committed_texts().items() if REGISTRY.search(text)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = {name: FOLDER.findall(text) for name, text in committed_texts().items()}
    assert {name: folders for name, folders in found.items() if folders} == {}


def test_nothing_bundled_or_installed_is_committed() -> None:
    assert [name for name in committed_texts() if re.search(r"node_modules/|/static/|\.venv/", name)] == []
