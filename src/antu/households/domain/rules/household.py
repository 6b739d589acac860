"""Rules of a row of 户: what depends on its kind, its payee, its head among its people."""

from __future__ import annotations

from collections.abc import Iterator

from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.domain.sheets import HOUSEHOLD, RegisterSheets, subject_code, text
from antu.kernel.errors import Problem
from antu.kernel.identity import account_warning, phone_warning
from antu.kernel.text import comparable_name
from antu.platform.workbook import Row


def household_problems(register: RegisterSheets) -> Iterator[Problem]:
    """Errors and warnings of the rows of 户 that look at no other row."""
    for row in register.rows(SUBJECT_SHEET):
        for field, rule, what in (*_needs(row), *_doubts(row)):
            yield register.problem(SUBJECT_SHEET, row, field, rule, what)


def _needs(row: Row) -> Iterator[tuple[str, str, str]]:
    is_household = row.readable("kind") and row.values.get("kind") == HOUSEHOLD
    if is_household and row.readable("id_number") and "id_number" not in row.given:
        yield "id_number", "R-REQUIRED", "户主的身份证号没有填；对象类别为户时必填，请补上"
    if "account_no" in row.given and row.readable("account_name") and "account_name" not in row.given:
        yield "account_name", "R-REQUIRED", "填了银行账号却没有银行户名；请补上开户人姓名"
    claims = row.has("purchase_subsidy_claimed") and row.values["purchase_subsidy_claimed"] is True
    if claims and row.has("mode") and row.values["mode"] == "flat":
        what = "安置方式是安置房，不能再申领购房补助；请改正其中一项"
        yield "purchase_subsidy_claimed", "R-SUBSIDY-MODE", what


def _doubts(row: Row) -> Iterator[tuple[str, str, str]]:
    if (phone := text(row, "phone")) and (rule := phone_warning(phone)):
        yield "phone", rule, f"联系电话「{phone}」既不是 11 位手机号，也不是带区号的座机；请核对"
    is_household = row.readable("kind") and row.values.get("kind") == HOUSEHOLD
    account = text(row, "account_no")
    if account and is_household and (rule := account_warning(account)):
        yield "account_no", rule, f"银行账号「{account}」的校验位不符，可能抄错；请对照存折或银行卡核对"
    payee, head = text(row, "account_name"), text(row, "head_name")
    if payee and head and comparable_name(payee) != comparable_name(head):
        yield "account_name", "W-PAYEE", f"银行户名「{payee}」不是户主「{head}」；请核对是否代领，并留存委托材料"


def head_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``W-HEAD-ABSENT``, ``W-HEAD-MISMATCH``: a household's 户主 among its people, of the file and of the records."""
    if "person" in register.readings and not register.has_column("person", "household"):
        return
    people: dict[str, list[Row]] = {}
    for row in register.rows("person"):
        people.setdefault(subject_code(row), []).append(row)
    for row in register.rows(SUBJECT_SHEET):
        code = subject_code(row)
        if row.readable("kind") and row.values.get("kind") == HOUSEHOLD and code:
            yield from _head_problems(register, row, people.get(code, []))


def _head_problems(register: RegisterSheets, row: Row, people: list[Row]) -> Iterator[Problem]:
    heads = [_Head(text(person, "name"), text(person, "id_number")) for person in people if _is_head(person)]
    heads += _recorded_heads(register, subject_code(row), people)
    is_unknown = any(not person.readable("relation") for person in people)
    if not heads and not is_unknown and (people or register.asks_for_people):
        what = "这一户的人员里没有与户主关系为「户主」的人；请核对人员表"
        yield register.problem(SUBJECT_SHEET, row, "head_name", "W-HEAD-ABSENT", what)
    name, number = text(row, "head_name"), text(row, "id_number")
    names = [head.name for head in heads if head.name]
    if name and names and comparable_name(name) not in {comparable_name(other) for other in names}:
        what = f"户主「{name}」与人员表里的户主「{names[0]}」不是同一姓名；请核对"
        yield register.problem(SUBJECT_SHEET, row, "head_name", "W-HEAD-MISMATCH", what)
    numbers = {head.id_number for head in heads if head.id_number}
    if number and numbers and number not in numbers:
        what = "户主的身份证号与人员表里户主的不同；请核对"
        yield register.problem(SUBJECT_SHEET, row, "id_number", "W-HEAD-MISMATCH", what)


class _Head:
    """A person whose relation is 户主; what could not be read is empty."""

    def __init__(self, name: str, id_number: str) -> None:
        self.name = name
        self.id_number = id_number


def _is_head(person: Row) -> bool:
    return person.has("relation") and person.values["relation"] == "head"


def _recorded_heads(register: RegisterSheets, code: str, people: list[Row]) -> list[_Head]:
    if code not in register.known:
        return []
    given = {text(person, "id") for person in people}
    return [
        _Head(str(child.values.get("name") or ""), str(child.values.get("id_number") or ""))
        for child in register.known[code].of("person")
        if child.values.get("relation") == "head" and child.no not in given
    ]
