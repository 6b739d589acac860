"""Rules of a row of 人员: what its identity number and its move say against other cells."""

from __future__ import annotations

from collections.abc import Iterator

from antu.households.domain.sheets import RegisterSheets, text
from antu.kernel.errors import Problem
from antu.kernel.identity import id_birth_date, id_sex
from antu.platform.workbook import Row

_PERSON = "person"


def person_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-MOVE-REASON``, ``R-SEX-ID-MISMATCH``, ``R-BIRTH-ID-MISMATCH``."""
    for row in register.rows(_PERSON):
        for field, rule, what in (*_move(row), *_identity(register, row)):
            yield register.problem(_PERSON, row, field, rule, what)


def _move(row: Row) -> Iterator[tuple[str, str, str]]:
    moved_on, reason = row.values.get("hukou_moved_in_on"), row.values.get("move_in_reason")
    if row.has("hukou_moved_in_on") and row.readable("move_in_reason") and reason in {None, "none"}:
        what = f"户口迁入日填了 {moved_on}，迁入原因却是空或「未迁入过」；请填迁入原因"
        yield "move_in_reason", "R-MOVE-REASON", what


def _identity(register: RegisterSheets, row: Row) -> Iterator[tuple[str, str, str]]:
    number = text(row, "id_number")
    if number and row.has("sex") and row.values["sex"] != id_sex(number):
        label = register.label(_PERSON, "sex", id_sex(number))
        yield "sex", "R-SEX-ID-MISMATCH", f"身份证号第 17 位表明是{label}性，性别填的不同；请核对身份证号和性别"
    if number and row.has("born_on") and row.values["born_on"] != id_birth_date(number):
        what = f"出生日期（{row.values['born_on']}）与身份证号里的（{id_birth_date(number)}）不同；请对照身份证核对"
        yield "born_on", "R-BIRTH-ID-MISMATCH", what
