"""No file of ours names a package registry or a folder of the machine it was written on."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.shape import ROOT

BINARY = {".xlsx", ".docx", ".png", ".jpg", ".ttf", ".pdf", ".zip", ".svg"}
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|deb\.debian\.org|--index-url|--extra-index-url|\"resolved\":"
)
MADE = {".git", ".venv", ".antu", ".cache", "build", "node_modules", "static", "__pycache__", "antu.egg-info"}
MADE |= {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}
FOLDER = re.compile(r"(?<![\w.])/(?:work|home|root|Users|opt)/[\w.]+")


def our_texts() -> dict[str, str]:
    """Every text file of the checkout that set-up did not make, but this one."""
    ours = [path for name in sorted(ROOT.iterdir()) if name.name not in MADE for path in _files_below(name)]
    texts = [path for path in ours if path.suffix not in BINARY and path != Path(__file__)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace") for path in texts}


def _files_below(path: Path) -> list[Path]:
    files = [file for file in path.rglob("*") if not MADE & {*file.parts}] if path.is_dir() else [path]
    return [file for file in files if file.is_file()]


def test_no_file_names_a_registry_of_packages() -> None:
    assert [name for name, text in our_texts().items() if REGISTRY.search(text)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = {name: FOLDER.findall(text) for name, text in our_texts().items()}
    assert {name: folders for name, folders in found.items() if folders} == {}


def test_what_set_up_makes_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"/.antu/", "/.venv/", "/.cache/", "/build/", "node_modules/", "/src/antu/site/static/"} <= {*ignored}
