"""All settlement papers of a project into one folder, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from antu.platform.actor import Actor
from antu.platform.spreadsheets import Sheet, write_sheet
from antu.platform.whole_file import whole_file
from antu.projects.models import Project
from antu.settlement.access import require_view
from antu.settlement.documents import house_sheet, land_sheet, review_sheet, write_agreement
from antu.settlement.selectors import SettlementBook, settlement_book

AGREEMENT: Final = "结算协议.docx"
SHEETS: Final[dict[str, Callable[[SettlementBook, str], Sheet]]] = {
    "房屋补偿明细表.xlsx": house_sheet,
    "土地补偿明细表.xlsx": land_sheet,
    "资金结算审核表.xlsx": review_sheet,
}
PAPERS: Final = (*SHEETS, AGREEMENT)


def write_papers(actor: Actor, project: Project, folder: Path, *, as_of: date) -> tuple[Path, ...]:
    """The three tables and the agreement; gives the paths. The unsigned are estimated as of ``as_of``."""
    require_view(actor, project)
    book = settlement_book(project, as_of)
    return tuple(_write(book, name, f"{actor.name} {as_of.isoformat()} 制", folder / name) for name in PAPERS)


def write_paper(actor: Actor, project: Project, name: str, path: Path, *, as_of: date) -> Path:
    """One of :data:`PAPERS`, for a page that offers it."""
    require_view(actor, project)
    return _write(settlement_book(project, as_of), name, f"{actor.name} {as_of.isoformat()} 制", path)


def _write(book: SettlementBook, name: str, made_by: str, path: Path) -> Path:
    with whole_file(path) as unfinished:
        if name == AGREEMENT:
            write_agreement(book, made_by, unfinished)
        else:
            write_sheet(SHEETS[name](book, made_by), unfinished)
    return path
