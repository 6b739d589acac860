"""A small invented register for each pack that is no village: what an office under it would write, all in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tests.unit.register.village import LI, SUN, WANG, Book, Cells, id_number, village

GREY, GREY_SON = id_number("19580611", "975"), id_number("20220808", "977")
PLACE: Cells = {"镇街": "示例街道", "村(居)": "示例社区"}


def _household(code: str, name: str, number: str, **cells: object) -> Cells:
    return {"户编号": code, "户主": name, "身份证号": number, **PLACE, **cells}


def _person(code: str, no: str, name: str, number: str, relation: str, **cells: object) -> Cells:
    sex = "男" if int(number[16]) % 2 else "女"
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    who = {"户编号": code, "人员编号": no, "姓名": name, "身份证号": number, "性别": sex}
    return {**who, "出生日期": born, "与户主关系": relation, **cells}


def _house(no: str, area: float, use: str, **cells: object) -> Cells:
    return {"户编号": "H-1", "房屋编号": no, "认定面积": area, "用途": use, **cells}


def street() -> Book:
    """wuhan-wuchang-2019: a household paid in cash and one that swaps."""
    return {
        "项目": [
            {
                "项目编号": "WC-1",
                "项目名称": "示例旧城项目",
                "土地性质": "国有",
                "适用办法": "wuhan-wuchang-2019",
                "预公告发布日": date(2019, 3, 1),
            }
        ],
        "户": [
            _household(
                "W-1",
                "李明",
                LI,
                补偿方式="货币补偿",
                签约日=date(2019, 5, 1),
                **{"产权/承租情况": "产权房（系数 1.0）", "水表（主表）数": "1只"},
                证载建筑面积="49.64 ㎡",
                评估单价=15000,
                核定小面积住房搬迁奖励="是",
            ),
            _household(
                "W-2",
                "孙强",
                SUN,
                补偿方式="产权调换",
                **{"产权/承租情况": "leased_a"},
                证载建筑面积=60.125,
                评估单价="15,000元/㎡",
            ),
        ],
        "构筑物": [{"户编号": "W-1", "编号": "G1", "构筑物": "无烟灶台（按座）", "数量": "2座"}],
        "调换房": [{"户编号": "W-2", "编号": "T1", "调换房建筑面积": 80, "调换房单价": 12000, "交付方式": "期房"}],
    }


def renewal() -> Book:
    """fuzhou-renewal-2023: signed in time with two storage rooms, signed late in public housing, not signed."""
    return {
        "项目": [
            {
                "项目编号": "FZ-1",
                "项目名称": "示例旧改项目",
                "土地性质": "国有土地",
                "适用办法": "fuzhou-renewal-2023",
                "征收决定公告日": date(2023, 1, 10),
                "签约期末日": date(2023, 3, 31),
                "示例": "是",
            }
        ],
        "户": [
            _household(
                "F-1",
                "李明",
                LI,
                安置方式="货币补偿",
                签约日=date(2023, 3, 31),
                地块="C 地块",
                住宅产权面积=87.51,
                装修评估费="12,345.67元",
                打印逾期签约损失测算="是",
            ),
            _household(
                "F-2", "孙强", SUN, 安置方式="货币", 签约日=date(2023, 4, 1), 地块="A", 住宅产权面积="60㎡", 公房="是"
            ),
            _household("F-3", "王芳", WANG, 安置方式="货币补偿", 地块="D 地块", 住宅产权面积="45.5"),
        ],
        "杂物间": [
            {"户编号": "F-1", "杂物间编号": "S1", "杂物间面积": 4.98, "地块": "B 地块"},
            {"户编号": "F-1", "杂物间编号": "S2", "杂物间面积": 0, "地块": "C"},
        ],
    }


def hamlet() -> Book:
    """hangzhou-collective-2014: an exchange with four people, a household that is only measured, not signed."""
    local, yes = {"户籍": "家庭常住户口在册"}, "是"
    legal = {"合法性认定": "合法", "建成日": date(2001, 1, 1)}
    return {
        "项目": [
            {
                "项目编号": "HZ-1",
                "项目名称": "示例整治项目",
                "土地性质": "集体土地",
                "适用办法": "hangzhou-collective-2014",
                "征地范围公告日": date(2020, 6, 15),
                "实施方案公告日": date(2021, 3, 10),
                "正式安置日": date(2023, 3, 10),
                "新建房屋重置价": 1800,
                "房屋成本价": "2,600元/㎡",
                "商品房价格": 21000,
                "示例": "是",
            }
        ],
        "户": [
            _household("H-1", "李明", LI, 安置方式="调产安置", 签约日=date(2021, 5, 20)),
            _household("H-2", "孙强", SUN, 安置方式="仅核定人口和面积"),
        ],
        "人员": [
            _person("H-1", "P1", "李明", LI, "户主", **local),
            _person("H-1", "P2", "王芳", WANG, "配偶", 户籍="外地", 登记结婚日=date(2010, 1, 1), 已领独生子女证=yes),
            _person("H-1", "P3", "李小", GREY_SON, "孙", **local),
            _person(
                "H-1", "P4", "灰老", GREY, "岳父", 户籍="外地", 户口所在地无人赡养=yes, 实际居住起始日=date(2019, 3, 11)
            ),
            _person("H-2", "P1", "孙强", SUN, "户主", **local),
        ],
        "房屋": [
            {
                "户编号": "H-1",
                "房屋编号": "F1",
                "认定面积": 130.55,
                "用途": "住宅",
                "重置价": 1450,
                "成新率": 0.85,
                **legal,
            },
            {
                "户编号": "H-1",
                "房屋编号": "F2",
                "认定面积": 60.1,
                "用途": "住宅",
                "重置价": "980.5",
                "成新率": "0.6",
                **legal,
            },
            {
                "户编号": "H-1",
                "房屋编号": "F3",
                "认定面积": 12.3,
                "用途": "附属",
                "重置价": 300,
                "成新率": 0.5,
                **legal,
            },
            _house("F4", 20, "住宅", 合法性认定="违建", 建成日=date(2005, 5, 5)),
            {"户编号": "H-2", "房屋编号": "F1", "认定面积": 88, "用途": "住宅", **legal},
        ],
        "安置房": [
            {"户编号": "H-1", "安置房编号": "T1", "安置房建筑面积": 89.5},
            {"户编号": "H-1", "安置房编号": "T2", "安置房建筑面积": 76},
        ],
    }


BOOKS: Mapping[str, Callable[[], Book]] = {
    "hunan-demo-2023": village,
    "wuhan-wuchang-2019": street,
    "fuzhou-renewal-2023": renewal,
    "hangzhou-collective-2014": hamlet,
}
