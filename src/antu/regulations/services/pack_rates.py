"""Writes of the rate tables of a draft: one in a grid, all of them from a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.regulations.access import require_packs
from antu.regulations.domain.pack_files import Files, files_kept
from antu.regulations.domain.pack_rates import RateSheet, rate_sheets, with_rows
from antu.regulations.domain.pack_workbook import TakenSheet, read_rates
from antu.regulations.models import PackVersion
from antu.regulations.services.packs import Editing, change_pack_draft, fresh_faults


def change_rates(
    actor: Actor, row: PackVersion, table: str, rows: Sequence[Mapping[str, str]], seen: int
) -> PackVersion:
    """Put these rows in one table of a draft.

    Raises Forbidden, or BadInput: as :func:`change_pack_draft`; a fault of the table has the ``index`` of its row.
    """
    files = files_kept(row.files)
    sheet = rate_sheet(files, table)
    changed, lines = with_rows(files, sheet, rows)
    try:
        return change_pack_draft(actor, row, changed, Editing(seen))
    except BadInput as error:
        raise BadInput(_by_index(each, sheet, lines) for each in error.problems) from error


def take_rates(actor: Actor, row: PackVersion, path: Path, seen: int) -> tuple[PackVersion, int]:
    """Put the tables of a workbook in a draft: all of them or none; the row, and how many tables changed.

    Raises Forbidden, or BadInput: ``P-RATE-BOOK`` and faults of tables by ``sheet``, ``row`` and ``column``.
    """
    require_packs(actor)
    before = files_kept(row.files)
    files: Files = before
    places: dict[tuple[str, int], tuple[TakenSheet, int]] = {}
    for taken in read_rates(path, rate_sheets(before)):
        files, lines = with_rows(files, taken.sheet, taken.rows)
        places |= {(taken.sheet.file, line): (taken, taken.places[index]) for line, index in lines.items()}
    if fresh := fresh_faults(before, files):
        raise BadInput(_by_sheet(each, places) for each in fresh)
    changed = sum(before.get(name) != content for name, content in files.items())
    return change_pack_draft(actor, row, files, Editing(seen)), changed


def rate_sheet(files: Files, table: str) -> RateSheet:
    """The table of this name. Raises BadInput (``P-RATE``) where there is none that can be read."""
    found = next((sheet for sheet in rate_sheets(files) if sheet.name == table), None)
    if found is None:
        raise BadInput(Problem("P-RATE", f"没有能读的标准表「{table}」；请在「修改文件」里核对 pack.yaml 和 CSV 文件"))
    return found


def _by_index(problem: Problem, sheet: RateSheet, lines: Mapping[int, int]) -> Problem:
    line = problem.where.get("line")
    if problem.where.get("file") != sheet.file or not isinstance(line, int) or line not in lines:
        return problem
    return Problem(problem.rule, problem.message, {"index": lines[line], "column": problem.where.get("key")})


def _by_sheet(problem: Problem, places: Mapping[tuple[str, int], tuple[TakenSheet, int]]) -> Problem:
    file, line, key = (problem.where.get(name) for name in ("file", "line", "key"))
    if not isinstance(line, int) or (str(file), line) not in places:
        return problem
    taken, row = places[str(file), line]
    column = taken.sheet.header(str(key)) if key in taken.sheet.columns else key
    return Problem(problem.rule, problem.message, {"sheet": taken.name, "row": row, "column": column})
