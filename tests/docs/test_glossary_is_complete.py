"""Every room and every record is in the glossary, under the name that the screen shows."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.docs.pages import ROOT, SOURCE, tables

GLOSSARY = {row[0].strip("`"): row[1:] for row in tables((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))}


def record_names(models: Path) -> dict[str, str]:
    """Class name → verbose name of each model that declares one (abstract ones don't)."""
    found: dict[str, str] = {}
    for node in ast.parse(models.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            metas = (inner for inner in node.body if isinstance(inner, ast.ClassDef) and inner.name == "Meta")
            for assignment in (line for meta in metas for line in meta.body if isinstance(line, ast.Assign)):
                targets = {target.id for target in assignment.targets if isinstance(target, ast.Name)}
                if "verbose_name" in targets and isinstance(assignment.value, ast.Constant):
                    found[node.name] = str(assignment.value.value)
    return found


def all_records() -> dict[str, tuple[str, str]]:
    """Class name → (verbose name, room) of every model of the project."""
    files = [*SOURCE.glob("*/models.py"), *SOURCE.glob("*/models/*.py")]
    return {
        name: (term, file.relative_to(SOURCE).parts[0]) for file in files for name, term in record_names(file).items()
    }


def test_every_record_is_named_as_on_screen() -> None:
    records = all_records()
    assert records
    for name, (term, room) in records.items():
        assert name in GLOSSARY, f"{name} ({term}) of {room} is not in the glossary"
        assert GLOSSARY[name] == [term, room]


def test_no_record_of_the_glossary_has_gone() -> None:
    listed = {name for name, rest in GLOSSARY.items() if name[:1].isupper() and rest[-1] in ROOMS}
    assert listed == set(all_records())


ROOMS = {folder.name for folder in SOURCE.iterdir() if folder.is_dir() and any(folder.rglob("*.py"))}


def test_every_room_is_described() -> None:
    assert set(GLOSSARY) >= ROOMS
