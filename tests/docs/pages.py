"""Where the pages are, and how their links, tables and commands are found."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "antu"
HANDBOOK = ROOT / "docs" / "handbook"

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def every_page() -> list[Path]:
    """The Markdown files of the project: at the root, under docs, policies, demo and forms, and beside sources."""
    folders = [ROOT / name for name in ("docs", "policies", "demo", "forms", "src")]
    return sorted(ROOT.glob("*.md")) + sorted(page for folder in folders for page in folder.rglob("*.md"))


def links(page: Path) -> list[str]:
    """What the page links to, outside code blocks."""
    return _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))


def local_target(page: Path, link: str) -> Path | None:
    """The file or folder that a link means, or None when it leads outside the project."""
    path = link.partition("#")[0]
    return (page.parent / path).resolve() if path and "://" not in path and not path.startswith("mailto:") else None


def headings(page: Path) -> set[str]:
    """The anchors of the page's headings, as GitHub writes them."""
    titles = re.findall(r"^#+ +(.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def tables(text: str) -> list[list[str]]:
    """The cells of every table row, header and separator left out."""
    rows: list[list[str]] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        is_header = number + 1 < len(lines) and re.fullmatch(r"\|[-| :]+\|", lines[number + 1]) is not None
        if line.startswith("|") and not is_header and not re.fullmatch(r"\|[-| :]+\|", line):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def code_words(page: Path) -> list[str]:
    """Everything the page sets as code: spans, and the lines of fenced and indented blocks."""
    text = page.read_text(encoding="utf-8")
    blocks = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    fenced = [line.strip() for block in _FENCED.finditer(text) for line in block.group().splitlines()[1:-1]]
    return _CODE.findall(_FENCED.sub("", text)) + blocks + fenced
