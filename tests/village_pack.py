"""Packs for tests: a small one with every kind of part, written as an office would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from antu.kernel.errors import BadInput
from antu.platform.actor import EVERYTHING, PERMISSIONS, Actor

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "policy-packs.md"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
WRITER = Actor("xiezuo", "示例起草", frozenset(PERMISSIONS), EVERYTHING)
CHECKER = Actor("fuhe", "示例复核", frozenset(PERMISSIONS), EVERYTHING)


def village_files(version: str = "1", **changes: tuple[str, str]) -> dict[str, bytes]:
    """The files of the guide's pack; ``changes`` are replacements by file (``pack_yaml`` for pack.yaml)."""
    files = {}
    for name, found in _FILE.findall(GUIDE.read_text(encoding="utf-8")):
        text = found.replace('version: "1"', f'version: "{version}"') if name == "pack.yaml" else found
        key = re.sub(r"\W", "_", name)
        old, new = changes.get(key, ("", ""))
        assert old in text, (name, old)
        files[name] = (text.replace(old, new) if old else text).encode()
    return files


def proof_of(sha256: str, *, holds: bool = True) -> Mapping[str, object]:
    """What is kept of a run."""
    counts = {"households": 2000, "lines": 15000, "different": 0 if holds else 3}
    return {"sha256": sha256, "holds": holds, "at": "2026-01-01 08:00", "by": "示例", **counts}


def rules_of(error: BadInput) -> list[str]:
    """The codes of its problems."""
    return [each.rule for each in error.problems]
