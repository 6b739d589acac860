"""How long files, functions and templates are, and how much test there is for the code. Printed by ``./test``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "src/antu"
TESTS = ROOT / "tests"
SCRIPTS = (ROOT / "run", ROOT / "test", ROOT / "requirements/lock")

FILE_LIMIT, FUNCTION_LIMIT, TEMPLATE_LIMIT = 400, 60, 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, function or template and its number of lines."""

    name: str
    lines: int


def code_files() -> list[Piece]:
    """Our Python files; migrations are written by Django."""
    return [_piece(path) for path in _python_of(CODE)] + [_piece(path) for path in SCRIPTS]


def test_files() -> list[Piece]:
    """The tests' Python files."""
    return [_piece(path) for path in _python_of(TESTS)]


def functions() -> list[Piece]:
    """Every function of the code, from ``def`` to its last line, its docstring apart."""
    return [function for path in [*_python_of(CODE), *SCRIPTS] for function in _functions_of(path)]


def templates() -> list[Piece]:
    """Every HTML template."""
    return [_piece(path) for path in sorted(CODE.rglob("templates/**/*.html"))]


def longer_than(limit: int, pieces: Iterable[Piece]) -> list[Piece]:
    """Those over the limit."""
    return [piece for piece in pieces if piece.lines > limit]


def figures() -> str:
    """Median and ninth decile beside their targets, the longest, and test lines for a line of code."""
    code, tests = code_files(), test_files()
    ratio = sum(piece.lines for piece in tests) / sum(piece.lines for piece in code)
    return "\n".join(
        [
            _figures_of("Python 文件行数", code, "目标 中位 ≤ 90，九分位 ≤ 250", FILE_LIMIT),
            _figures_of("函数行数", functions(), "目标 中位 ≤ 8，九分位 ≤ 25", FUNCTION_LIMIT),
            _figures_of("模板行数", templates(), "目标 ≤ 60", TEMPLATE_LIMIT),
            f"测试与代码行数之比 {ratio:.2f}（目标 ≥ 1）",
        ]
    )


def _figures_of(what: str, pieces: list[Piece], target: str, limit: int) -> str:
    lines = [piece.lines for piece in pieces]
    longest = max(pieces, key=lambda piece: piece.lines)
    ninth = quantiles(lines, n=10)[-1]
    return (
        f"{what}：中位 {median(lines):.0f}，九分位 {ninth:.0f}（{target}）；"
        f"最长 {longest.lines}（上限 {limit}）{longest.name}"
    )


def _python_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def _piece(path: Path) -> Piece:
    return Piece(str(path.relative_to(ROOT)), len(path.read_text(encoding="utf-8").splitlines()))


def _functions_of(path: Path) -> Iterator[Piece]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Piece(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines - _docstring_lines(node))


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


if __name__ == "__main__":
    sys.stdout.write(figures() + "\n")
