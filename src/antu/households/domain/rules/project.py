"""Rules of the sheet 项目: one project, and the one that the records know by this number or name."""

from __future__ import annotations

from collections.abc import Iterator

from antu.households.domain.known import KnownProject, KnownRegister
from antu.households.domain.layout import PROJECT_SHEET
from antu.households.domain.sheets import RegisterSheets, text
from antu.kernel.errors import Problem
from antu.kernel.naming import KnownNames, Naming
from antu.platform.workbook import Row, at


def project_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-REQUIRED`` without a row, ``R-PROJECT-MANY`` with several, ``R-CHOICE`` where the district says otherwise."""
    if PROJECT_SHEET not in register.readings:
        return
    rows = register.rows(PROJECT_SHEET)
    if not rows and not register.readings[PROJECT_SHEET].is_refused:
        where = at(register.layout.sheets[PROJECT_SHEET].layout.name, None, register.header(PROJECT_SHEET, "code"))
        yield Problem("R-REQUIRED", "「项目」表没有数据；请填上本台账的项目，一行", where)
    for row in rows[1:]:
        what = "「项目」表只能有一行：一个工作簿是一个项目的台账；请把其他项目另存为各自的工作簿"
        yield register.problem(PROJECT_SHEET, row, "code", "R-PROJECT-MANY", what)
    yield from _other_regime(register)


def _other_regime(register: RegisterSheets) -> Iterator[Problem]:
    row, known = register.project, register.known_project
    given = known.values.get("land") if known else None
    if row and known and given and row.has("land") and row.values["land"] != given:
        what = f"全区数据里「{known.name}」的土地性质与这里填的不同；请核对是否同一项目，更正一方后再导入"
        yield register.problem(PROJECT_SHEET, row, "land", "R-CHOICE", what)


def recorded_project(row: Row, records: KnownRegister) -> KnownProject | None:
    """The recorded project that a row of 项目 means; raises :class:`~antu.kernel.naming.Contradiction`."""
    known = KnownNames((project, project.naming) for project in records.projects())
    return known.meant_by(Naming(text(row, "name"), text(row, "code")))
