"""Writing the marked copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError

from antu.kernel.errors import Problem
from antu.platform.workbook.layout import SheetLayout
from antu.platform.workbook.marking.cellless import without_cells
from antu.platform.workbook.marking.listing import Listed, add_list
from antu.platform.workbook.marking.notes import add_notes, clear_notes
from antu.platform.workbook.marking.paint import paint, unpaint
from antu.platform.workbook.marking.parts import Parts
from antu.platform.workbook.marking.places import Places, Spot
from antu.platform.workbook.marking.styles import Styles, add_styles
from antu.platform.workbook.package import open_package, refused
from antu.platform.workbook.source import PROBLEMS_SHEET, Workbook, read_workbook

NOTES_MAX: Final = 5_000
"""Comments of one workbook: with more, Excel opens it slowly. What is beyond has its colour and stands in the list."""
TOP_ROWS: Final = 40
"""Rows that are looked at of each sheet: twice as many as a header is looked for in."""

LayoutsOf: TypeAlias = Callable[[Workbook], tuple[SheetLayout, ...]]
_Listed: TypeAlias = Sequence[Listed]


def write_marked(
    path: Path,
    problems: Sequence[Problem],
    layouts_of: LayoutsOf,
    target: Path,
) -> None:
    """Write a copy of the workbook at the path in which the problems are marked.

    ``layouts_of`` tells from the tops of its sheets by which layouts it is read. Marks of an earlier round go.
    Takes a few times the memory of the biggest sheet's XML, and the time of reading and packing the file again.
    Raises BadInput (``R-FILE``) for what cannot be marked.
    """
    require_markable(path, target)
    tops = read_workbook(path, rows=TOP_ROWS)
    places = Places(tops, layouts_of(tops))
    listed = [Listed(problem, places.spot(problem)) for problem in problems]
    package = open_package(path)
    with package.archive:
        try:
            parts = Parts(package.archive)
            styles = add_styles(parts, package.book)
            by_sheet = _by_sheet(listed)
            notes = _notes(listed)
            sheets = [(title, part) for title, part in package.parts.items() if part and title != PROBLEMS_SHEET]
            for title, part in sheets:
                _mark(parts, part, by_sheet.get(title, []), notes.get(title, {}), styles)
            add_list(parts, package.book, package.parts.get(PROBLEMS_SHEET), listed, styles)
            parts.write(target)
        except (BadZipFile, XMLSyntaxError, KeyError) as error:
            raise refused(path, "工作簿的内部结构不合规范，标不了；请用 Excel 或 WPS 另存为 .xlsx 再上传") from error


def require_markable(path: Path, target: Path) -> None:
    """Raises BadInput (``R-FILE``) for a folder of .csv, and where the copy would take the workbook's own place."""
    if path.is_dir():
        raise refused(path, "只有 .xlsx 工作簿能标出问题；请把各表存进一个工作簿，或按错误清单更正")
    if target.exists() and path.exists() and target.samefile(path):
        raise refused(path, "标出问题的工作簿要另存，不能盖掉原来的文件；请换一个文件名")


def _mark(parts: Parts, part: str, listed: _Listed, notes: Mapping[Spot, str], styles: Styles) -> None:
    sheet = without_cells(parts.read(part))
    if sheet is None:
        return
    unpaint(sheet.root)
    clear_notes(parts, part, sheet.root)
    red = {each.spot for each in listed if each.spot and not each.is_warning}
    yellow = {each.spot for each in listed if each.spot} - red
    paint(sheet.root, {styles.error_mark: red, styles.warning_mark: yellow})
    add_notes(parts, part, sheet.root, notes)
    if sheet.is_changed:
        parts.put(part, *sheet.pieces())


def _by_sheet(listed: _Listed) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = {}
    for each in listed:
        if each.spot is not None:
            found.setdefault(each.spot.sheet, []).append(each)
    return found


def _notes(listed: _Listed) -> dict[str, dict[Spot, str]]:
    """The words of each cell by sheet: all its problems, one below the other."""
    words: dict[Spot, list[str]] = {}
    for each in listed:
        if each.spot in words or (each.spot is not None and len(words) < NOTES_MAX):
            kind = "提醒" if each.is_warning else "错误"
            words.setdefault(each.spot, []).append(f"{kind} {each.problem.rule}\n{each.problem.message}")
    found: dict[str, dict[Spot, str]] = {}
    for spot, said in words.items():
        found.setdefault(spot.sheet, {})[spot] = "\n".join(said)
    return found
