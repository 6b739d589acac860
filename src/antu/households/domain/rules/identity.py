"""Rules of identity numbers and accounts that turn up twice, in the file or in the records."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from antu.households.domain.known import Holding
from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.domain.sheets import WITH_ID, RegisterSheets, subject_code, text
from antu.kernel.errors import Problem
from antu.platform.workbook import Row


def repeated_id_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-ID-DUPLICATE`` at the later row of a sheet that has the same identity number."""
    for key in WITH_ID:
        first: dict[str, int] = {}
        for row in register.rows(key):
            if (number := text(row, "id_number")) and (earlier := first.setdefault(number, row.number)) != row.number:
                what = f"身份证号「{number}」在第 {earlier} 行已经有了；请核对是否重复登记或抄错"
                yield register.problem(key, row, "id_number", "R-ID-DUPLICATE", what)


def recorded_id_problems(register: RegisterSheets, rejected: Collection[str]) -> Iterator[Problem]:
    """``R-ID-DUPLICATE`` with another household of the recorded project, ``W-ID-ELSEWHERE`` with another project.

    A recorded row that this file corrects to another number no longer counts, unless its subject is ``rejected``.
    """
    rows = [(key, row, text(row, "id_number")) for key in WITH_ID for row in register.rows(key)]
    held = register.held_by_number
    corrected = {
        (key, subject_code(row), text(row, "id") if key == "person" else ""): number
        for key, row, number in rows
        if number and subject_code(row) not in rejected
    }
    for key, row, number in rows:
        for holding in held.get(number, ()):
            kept = corrected.get((holding.sheet, holding.household, holding.no), number) == number
            yield from _held_problem(register, key, row, holding, kept=kept)


def _held_problem(register: RegisterSheets, key: str, row: Row, holding: Holding, *, kept: bool) -> Iterator[Problem]:
    number = holding.number
    if holding.project == register.known_project:
        is_same_sheet = holding.sheet == key
        if kept and is_same_sheet and holding.household != subject_code(row):
            what = f"身份证号「{number}」已登记在本项目{holding.in_project}；请核对是否重复登记或抄错"
            yield register.problem(key, row, "id_number", "R-ID-DUPLICATE", what)
    elif key == "person":
        what = f"身份证号「{number}」已登记在{holding.anywhere}；请核对是否重复安置"
        yield register.problem(key, row, "id_number", "W-ID-ELSEWHERE", what)


def shared_account_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``W-ACCOUNT-SHARED`` at the later row of two subjects with one account, or where the records have it."""
    rows = [(row, subject_code(row), text(row, "account_no")) for row in register.rows(SUBJECT_SHEET)]
    recorded: dict[str, str] = {}
    own = {code for _, code, _ in rows}
    for holding in register.records.accounts({account for _, _, account in rows if account}):
        if not (holding.project == register.known_project and holding.household in own):
            recorded.setdefault(holding.number, holding.anywhere)
    first: dict[str, str] = {}
    for row, code, account in rows:
        if not account:
            continue
        other = first.setdefault(account, code)
        where = recorded.get(account) if other == code else f"第一次出现的 {other}"
        if where:
            what = f"银行账号「{account}」与{where}相同（一卡多户）；请核对"
            yield register.problem(SUBJECT_SHEET, row, "account_no", "W-ACCOUNT-SHARED", what)
