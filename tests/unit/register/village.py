"""A small village as a register workbook: two households and a group, all in order, to be spoilt cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path

import xlsxwriter
from tests.unit.register.records import RecordsAtHand

from antu.households.domain.known import KnownRegister
from antu.households.domain.reading import RegisterReading, read_register
from antu.kernel.errors import Problem
from antu.kernel.identity import id_check_character, uscc_check_character
from antu.policy import shipped_shelf

SHELF = shipped_shelf()

Cells = dict[str, object]
Book = dict[str, list[Cells]]


def id_number(born_on: str, order: str) -> str:
    """A sound identity number: birth date as eight digits, order code of three (odd: a man)."""
    first = f"430204{born_on}{order}"
    return first + id_check_character(first)


LI, WANG, SUN = id_number("19700102", "931"), id_number("19720304", "942"), id_number("19650506", "953")
USCC = "N1430204MFGF7CGG2" + uscc_check_character("N1430204MFGF7CGG2")

_VILLAGE: Book = {
    "项目": [
        {
            "项目编号": "SF-T1",
            "项目名称": "测试项目",
            "土地性质": "集体土地",
            "区片": "I 区片",
            "适用办法": "hunan-demo-2023",
            "预公告发布日": date(2023, 3, 1),
            "安置人口截止日": date(2023, 4, 28),
            "签约期首日": date(2023, 5, 15),
            "腾地期限末日": date(2023, 8, 15),
            "征收面积": 12.5,
            "示例": "是",
        },
    ],
    "户": [
        {
            "户编号": "H-1",
            "对象类别": "户",
            "户主": "李明",
            "身份证号": LI,
            "联系电话": "19900001006",
            "镇街": "青禾街道",
            "村(居)": "示范村",
            "组": "一组",
            "安置方式": "货币安置",
            "签约日": date(2023, 5, 20),
            "腾地日": date(2023, 6, 1),
            "申领购房补助": "是",
            "银行户名": "李明",
            "开户行": "示例银行",
            "银行账号": "6200009931199790202",
            "状态": "已签约",
            "协议编号": "XY-1",
            "备注": None,
        },
        {
            "户编号": "H-2",
            "对象类别": "户",
            "户主": "孙强",
            "身份证号": SUN,
            "联系电话": "0731-28888888",
            "镇街": "青禾街道",
            "村(居)": "示范村",
            "组": "二组",
            "安置方式": "安置房",
            "签约日": None,
            "状态": "已入户",
        },
        {
            "户编号": "J-1",
            "对象类别": "村/组集体",
            "户主": "示范村一组",
            "统一社会信用代码": USCC,
            "镇街": "青禾街道",
            "村(居)": "示范村",
            "签约日": date(2023, 5, 20),
            "银行户名": "示范村一组",
            "银行账号": "880076046564",
        },
    ],
    "人员": [
        {
            "户编号": "H-1",
            "人员编号": "P1",
            "姓名": "李明",
            "身份证号": LI,
            "性别": "男",
            "出生日期": date(1970, 1, 2),
            "与户主关系": "户主",
            "户口性质": "农业",
            "户籍": "本集体户籍",
            "常住": "是",
            "有承包地": "√",
        },
        {
            "户编号": "H-1",
            "人员编号": "P2",
            "姓名": "王芳",
            "身份证号": WANG,
            "性别": "女",
            "出生日期": date(1972, 3, 4),
            "与户主关系": "配偶",
            "户籍": "本集体户籍",
            "户口迁入日": date(1995, 1, 1),
            "迁入原因": "婚迁",
            "常住": "是",
        },
        {
            "户编号": "H-2",
            "人员编号": "P1",
            "姓名": "孙强",
            "身份证号": SUN,
            "性别": "男",
            "出生日期": date(1965, 5, 6),
            "与户主关系": "户主",
            "户籍": "本集体户籍",
            "常住": "是",
        },
    ],
    "房屋": [
        {
            "户编号": "H-1",
            "房屋编号": "F1",
            "层数": 2,
            "结构": "砖混",
            "等级": "二等",
            "登记面积": 200,
            "测绘面积": 203.5,
            "认定面积": 203.5,
            "合法性认定": "合法",
            "建成日": date(1990, 1, 1),
            "权证号": "第1号",
        },
        {
            "户编号": "H-2",
            "房屋编号": "F1",
            "结构": "框架",
            "等级": "一等",
            "认定面积": 100,
            "合法性认定": "无证",
            "建成日": date(2001, 1, 1),
        },
    ],
    "装修": [{"户编号": "H-1", "装修编号": "Z1", "房屋编号": "F1", "装修等级": "二级", "装修面积": 180.25}],
    "附属物": [
        {"户编号": "H-1", "附属物编号": "S1", "名称": "水井", "单位": "口", "数量": 2},
        {"户编号": "H-1", "附属物编号": "S2", "名称": "围墙", "单位": "平方米", "数量": 35.5, "预公告前已存在": "否"},
        {"户编号": "J-1", "附属物编号": "S1", "名称": "机井", "数量": 1},
    ],
    "青苗": [{"户编号": "H-1", "青苗编号": "Q1", "名称": "蔬菜", "单位": "亩", "数量": 0.8828}],
    "坟墓": [{"户编号": "H-1", "坟墓编号": "M1", "类型": "土坟", "座数": 1}],
    "地块": [
        {"户编号": "J-1", "地块编号": "D1", "地类": "水田", "面积": 2000, "亩数": 3},
        {"户编号": "J-1", "地块编号": "D2", "地类": "0103", "面积": 1234.56, "亩数": 1.8518},
    ],
}


def village() -> Book:
    """The village's sheets; a cell is changed by ``book["户"][0]["签约日"] = …``, a column dropped by ``without``."""
    return deepcopy(_VILLAGE)


def without(book: Book, sheet: str, header: str) -> Book:
    """The book with a column less."""
    return book | {sheet: [{name: cell for name, cell in row.items() if name != header} for row in book[sheet]]}


def write(book: Mapping[str, list[Cells]], path: Path, *, date_1904: bool = False) -> Path:
    """The book as a workbook, headers in row 1; ``=…`` is a formula with no stored value."""
    options = {"date_1904": date_1904, "strings_to_formulas": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in book.items():
            sheet = workbook.add_worksheet(name)
            headers = list(dict.fromkeys(header for row in rows for header in row))
            sheet.write_row(0, 0, headers)
            for number, row in enumerate(rows, start=1):
                for place, header in enumerate(headers):
                    value = row.get(header)
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    elif isinstance(value, str) and value.startswith("="):
                        sheet.write_formula(number, place, value, value="")
                    elif value is not None:
                        sheet.write(number, place, value)
    return path


def read(book: Mapping[str, list[Cells]], folder: Path, records: KnownRegister | None = None) -> RegisterReading:
    """The reading of the book, against these records or none."""
    return read_register(write(book, folder / "台账.xlsx"), SHELF, records or RecordsAtHand())


def places(problems: tuple[Problem, ...]) -> list[tuple[object, ...]]:
    """Sheet, row, column and rule of each problem."""
    return [(*(problem.where[part] for part in ("sheet", "row", "column")), problem.rule) for problem in problems]


def counts(reading: RegisterReading) -> dict[str, tuple[int, int, int]]:
    """Rows, accepted and rejected of each sheet that has rows."""
    return {name: (each.rows, each.accepted, each.rejected) for name, each in reading.sheets.items() if each.rows}
