"""Rules of what may stand once only, and of which subject a row belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.domain.sheets import COLLECTIVE, HOUSEHOLD, RegisterSheets, subject_code, text
from antu.kernel.errors import Problem

_NOT_OWNED = {HOUSEHOLD: {"parcel"}, COLLECTIVE: {"person", "building", "decoration"}}
_RULE = "R-KIND"
_KIND_WORDS = {HOUSEHOLD: "户", COLLECTIVE: "村/组集体"}


def duplicate_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-DUPLICATE`` at the later row: a 户编号 given twice, a 编号 given twice by one subject in one sheet."""
    first: dict[tuple[str, str, str], int] = {}
    for row in register.rows(SUBJECT_SHEET):
        code = subject_code(row)
        earlier = first.setdefault((SUBJECT_SHEET, code, ""), row.number)
        if code and earlier != row.number:
            what = f"户编号「{code}」在第 {earlier} 行已经有了；两行都没有导入，请改正其中一行的户编号"
            yield register.problem(SUBJECT_SHEET, row, "household", "R-DUPLICATE", what)
    for key, row in register.owned():
        code, no = subject_code(row), text(row, "id")
        earlier = first.setdefault((key, code, no), row.number)
        if code and no and earlier != row.number:
            what = f"{register.header(key, 'id')}「{no}」在第 {earlier} 行已经用过（同属 {code}）；请改用别的编号"
            yield register.problem(key, row, "id", "R-DUPLICATE", what)


def owner_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-ORPHAN`` of a row whose subject is neither in the file nor registered, ``R-KIND`` of one it may not own.

    What a kind of subject may own is the pack's to say: without a check of this rule, any kind may own anything.
    """
    not_owned = _NOT_OWNED if any(check.rule == _RULE for check in register.layout.pack.checks) else {}
    for key, row in register.owned():
        code = subject_code(row)
        if not code:
            continue
        if code not in register.subjects and code not in register.known:
            if register.has_column(SUBJECT_SHEET, "household"):
                what = f"户编号「{code}」不在「户」表里，也不是本项目已登记的户；请核对，或在「户」表补上"
                yield register.problem(key, row, "household", "R-ORPHAN", what)
        elif (kind := register.kind_of(code)) and key in not_owned.get(kind, ()):
            sheet = register.layout.sheets[key].layout.name
            what = f"{code} 是{_KIND_WORDS[kind]}，不能有「{sheet}」；请核对户编号或对象类别"
            yield register.problem(key, row, "household", _RULE, what)
