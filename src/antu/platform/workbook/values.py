"""Reading one cell as its column says: a value, or the first rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from antu.kernel.identity import account_rule, digits_form, id_form, id_number_rule, uscc_rule
from antu.kernel.text import code_form, name_form, text_form
from antu.platform.workbook.cells import Fault, Raw, as_text, is_empty, shown
from antu.platform.workbook.choices import read_choice, read_mark
from antu.platform.workbook.dates import read_date
from antu.platform.workbook.layout import Column, ColumnType, Value
from antu.platform.workbook.numbers import lost_digits, read_number
from antu.platform.workbook.refusal import Refused
from antu.platform.workbook.source import EXCEL_BASE
from antu.platform.workbook.units import same_unit

_WU_IS_EMPTY = {
    ColumnType.TEXT,
    ColumnType.NAME,
    ColumnType.PHONE,
    ColumnType.ACCOUNT,
    ColumnType.DATE,
    ColumnType.AREA,
    ColumnType.QUANTITY,
    ColumnType.INTEGER,
    ColumnType.NUMBER,
    ColumnType.MONEY,
}
"""Types in which 无 says that there is nothing; a mark says no with it, a choice or a code may be called so."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a cell's reading depends on besides its column.

    ``date_base`` is the workbook's; ``unit`` the column's or the one that the row's choice gives, None where that
    choice cannot be read and any unit may stand.
    """

    date_base: date = EXCEL_BASE
    unit: str | None = ""


def is_given(raw: Raw, column: Column) -> bool:
    """Whether the cell holds something in this column's type."""
    return not (is_empty(raw) or (column.type in _WU_IS_EMPTY and isinstance(raw, str) and raw.strip() == "无"))


def read_value(raw: Raw, column: Column, setting: Setting) -> Value:
    """The value as the column's type keeps it, its default when empty; :class:`Refused` with the first broken rule."""
    if isinstance(raw, Fault):
        raise Refused("R-FORMULA-ERROR", _fault_message(raw))
    if not is_given(raw, column):
        return _empty(column, setting)
    value = _READERS[column.type](raw, column, setting)
    if column.length_max and isinstance(value, str) and len(value) > column.length_max:
        what = f"{column.header}有 {len(value)} 个字，最多 {column.length_max} 个；请缩短，其余写入备注"
        raise Refused("R-RANGE", what)
    return value


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What came of a cell: its value, whether it held something, and its refusal where there is one."""

    value: Value
    is_given: bool
    refusal: Refused | None = None


class CellReader(dict[tuple[type, Raw, str | None], ReadCell]):
    """What came of the cells of one column, by class, raw cell and unit: read once, as most hold what others held.

    The class, as TRUE is not 1.
    """

    def __init__(self, column: Column, date_base: date) -> None:
        super().__init__()
        self._column, self._date_base = column, date_base

    def read(self, raws: Sequence[Raw], units: Iterable[str | None]) -> list[ReadCell]:
        """The cells by their column's rules, each with its unit as of :class:`Setting`."""
        return [self[key] for key in zip(map(type, raws), raws, units, strict=True)]

    def __missing__(self, key: tuple[type, Raw, str | None]) -> ReadCell:
        """Read on first sight."""
        _, raw, unit = key
        given = raw is not None and is_given(raw, self._column)
        try:
            cell = ReadCell(read_value(raw, self._column, Setting(self._date_base, unit)), given)
        except Refused as refusal:
            cell = ReadCell(None, given, refusal)
        self[key] = cell
        return cell


def _empty(column: Column, setting: Setting) -> Value:
    if column.required:
        raise Refused("R-REQUIRED", f"{column.header}没有填；这一列每行必填，请补上")
    return setting.unit if column.type is ColumnType.UNIT and setting.unit else column.default


def _fault_message(fault: Fault) -> str:
    if fault.error:
        return f"单元格是公式错误 {fault.error}；请改正公式，或直接填上数值"
    return "单元格的公式没有算出的值；请用 Excel 或 WPS 打开工作簿，保存一次再导入"


def _code(raw: Raw, _column: Column, _setting: Setting) -> Value:
    return code_form(as_text(raw))


def _name(raw: Raw, _column: Column, _setting: Setting) -> Value:
    return name_form(as_text(raw))


def _text(raw: Raw, _column: Column, _setting: Setting) -> Value:
    return text_form(as_text(raw))


def _phone(raw: Raw, _column: Column, _setting: Setting) -> Value:
    return digits_form(as_text(raw))


def _id(raw: Raw, column: Column, _setting: Setting) -> Value:
    _refuse_lost_digits(raw, column)
    number = id_form(as_text(raw))
    if rule := id_number_rule(number):
        raise Refused(rule, f"{column.header}「{shown(raw)}」{_ID_FAULTS[rule]}")
    return number


_ID_FAULTS = {
    "R-ID-FORMAT": "不是 18 位（前 17 位数字，末位数字或 X）；请照身份证重新填写，15 位旧号请换成 18 位",
    "R-ID-CHECKSUM": "校验码不对，多半有一位抄错；请对照身份证逐位核对",
    "R-ID-DATE": "里的出生日期不存在；请对照身份证核对第 7 至 14 位",
}


def _uscc(raw: Raw, column: Column, _setting: Setting) -> Value:
    code = id_form(as_text(raw))
    if rule := uscc_rule(code):
        what = f"{column.header}「{shown(raw)}」不是 18 位统一社会信用代码，或校验码不对；请对照证书核对"
        raise Refused(rule, what)
    return code


def _account(raw: Raw, column: Column, _setting: Setting) -> Value:
    _refuse_lost_digits(raw, column)
    number = digits_form(as_text(raw))
    if rule := account_rule(number):
        raise Refused(rule, f"{column.header}「{shown(raw)}」不是 12 至 30 位数字；请对照存折或银行卡填写全部数字")
    return number


def _refuse_lost_digits(raw: Raw, column: Column) -> None:
    if lost_digits(raw):
        what = f"{column.header}按数字存成了「{shown(raw)}」，后几位已经丢失；请把单元格设为文本，重新输入全部数字"
        raise Refused("R-DIGITS-LOST", what)


def _date(raw: Raw, column: Column, setting: Setting) -> Value:
    return read_date(raw, column, setting.date_base)


def _choice(raw: Raw, column: Column, _setting: Setting) -> Value:
    return read_choice(raw, column)


def _bool(raw: Raw, column: Column, _setting: Setting) -> Value:
    return read_mark(raw, column)


def _number(raw: Raw, column: Column, setting: Setting) -> Value:
    return read_number(raw, column, setting.unit)


def _unit(raw: Raw, column: Column, setting: Setting) -> Value:
    typed = text_form(as_text(raw))
    if setting.unit is None or same_unit(typed, setting.unit):
        return setting.unit or typed
    expected = f"请改为「{setting.unit}」，或留空" if setting.unit else "这一项没有计量单位，请留空"
    raise Refused("R-UNIT", f"{column.header}填的是「{shown(raw)}」；{expected}")


_READERS: Mapping[ColumnType, Callable[[Raw, Column, Setting], Value]] = {
    ColumnType.CODE: _code,
    ColumnType.NAME: _name,
    ColumnType.TEXT: _text,
    ColumnType.ID: _id,
    ColumnType.USCC: _uscc,
    ColumnType.PHONE: _phone,
    ColumnType.ACCOUNT: _account,
    ColumnType.DATE: _date,
    ColumnType.CHOICE: _choice,
    ColumnType.BOOL: _bool,
    ColumnType.AREA: _number,
    ColumnType.QUANTITY: _number,
    ColumnType.INTEGER: _number,
    ColumnType.NUMBER: _number,
    ColumnType.MONEY: _number,
    ColumnType.UNIT: _unit,
}
