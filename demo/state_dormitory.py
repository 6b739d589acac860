"""The invented households of 示例国有宿舍区: cash, swapped and mixed, private and rented, signed and not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from demo.year_2023.projects import BAILU

CODE = "GSS"

PROJECT: Mapping[str, Any] = {
    "code": "SL2023-G5",
    "name": "示例国有宿舍区",
    "owner": "示例城投公司",
    "approval_no": "示例征决〔2023〕5号",
    "town": BAILU,
    "land": "国有土地",
    "pack": "wuhan-wuchang-2019",
    "notice_on": date(2023, 8, 28),
    "sign_start_on": date(2023, 9, 4),
    "vacate_by_on": date(2023, 11, 30),
    "sample": "是",
    "note": "示例数据：姓名、证件号、电话、账号、面积、价格均为虚构",
}

MAN, WOMAN = True, False
Person = tuple[str, date, bool, str]
Owned = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Household:
    """One household: where it lives, who they are (the head first), its facts by field, the rows it owns by table."""

    building: int
    flat: str
    people: tuple[Person, ...]
    facts: Mapping[str, Any]
    owned: tuple[Owned, ...] = ()


def _signed(month: int, day: int, number: int, **facts: Any) -> dict[str, Any]:
    return {
        "signed_on": date(2023, month, day),
        "agreement_no": f"{CODE}-XY-{number:03}",
        "status": "已签约",
        "tenure": "产权房（系数 1.0）",
        **facts,
    }


def _flat(area: str, price: str, delivery: str) -> Owned:
    return ("swap_houses", {"area_m2": Decimal(area), "unit_price": Decimal(price), "delivery": delivery})


HOUSEHOLDS = (
    Household(
        1, "101",
        (("祝明远", date(1956, 4, 12), MAN, "户主"), ("龚秀云", date(1959, 9, 3), WOMAN, "配偶")),
        _signed(
            9, 5, 1, mode="货币补偿", area_m2=Decimal("39.99"), unit_price=Decimal(7000),
            decoration_unit_price=Decimal(150), cash_subsidy="是", floor_protection="是", small_area_reward="是",
            water_meters_main=1, electric_meters_main=1, vacated_on=date(2023, 10, 8),
        ),
        (("hardships", {"kind": "低保"}), ("hardships", {"kind": "残疾"})),
    ),
    Household(
        1, "102",
        (("贺立群", date(1971, 11, 25), MAN, "户主"), ("贺子衿", date(2001, 2, 17), WOMAN, "子女")),
        _signed(
            9, 8, 2, mode="货币补偿", area_m2=Decimal("49.64"), unit_price=Decimal(7000), cash_subsidy="是",
            small_area_reward="是", water_meters_main=1, water_meters_sub=1, electric_meters_main=1, aircon_wall=2,
            electric_heaters=1, gas_fee=Decimal(1200), vacated_on=date(2023, 10, 20),
        ),
    ),
    Household(
        1, "201",
        (("柏玉梅", date(1964, 7, 30), WOMAN, "户主"),),
        _signed(
            9, 12, 3, mode="产权调换", area_m2=Decimal("62.3"), unit_price=Decimal(6800),
            decoration_unit_price=Decimal(120), water_meters_main=1, electric_meters_main=1, aircon_wall=1,
            solar_heater_value=Decimal(2600),
        ),
        (_flat("85.2", "8200.5", "期房"),),
    ),
    Household(
        1, "202",
        (("娄建国", date(1949, 10, 1), MAN, "户主"), ("麻桂香", date(1951, 3, 8), WOMAN, "配偶")),
        _signed(
            9, 15, 4, mode="产权调换", area_m2=Decimal("58.47"), unit_price=Decimal(6800), water_meters_main=1,
            electric_meters_main=1, vacated_on=date(2023, 11, 2),
        ),
        (_flat("71.53", "8600.35", "现房"), ("structures", {"kind": "无烟灶台（按座）", "quantity": Decimal(1)})),
    ),
    Household(
        2, "101",
        (("费思源", date(1980, 6, 6), MAN, "户主"), ("应晓岚", date(1982, 12, 19), WOMAN, "配偶")),
        _signed(
            9, 20, 5, mode="部分货币、部分产权调换", area_m2=Decimal("96.8"), unit_price=Decimal(7100),
            water_meters_main=1, electric_meters_main=1, electric_meters_sub=2, aircon_cabinet=1,
        ),
        (_flat("60.15", "8300", "期房"),),
    ),
    Household(
        2, "102",
        (("冼阿妹", date(1945, 5, 21), WOMAN, "户主"),),
        _signed(
            9, 22, 6, mode="货币补偿", tenure="承租公房（系数 0.9）", area_m2=Decimal("45.2"), unit_price=Decimal(6900),
            cash_subsidy="是", small_area_reward="是", water_meters_main=1,
        ),
        (("hardships", {"kind": "重症"}),),
    ),
    Household(
        2, "门面1",
        (("茅兴旺", date(1968, 8, 18), MAN, "户主"),),
        _signed(
            10, 9, 7, mode="货币补偿", use="商业服务", area_m2=Decimal("33.6"), unit_price=Decimal(15800),
            reward_period="第二奖励期", electric_meters_three_phase=1, electric_meters_time=1,
        ),
    ),
    Household(
        2, "201",
        (("戚文博", date(1975, 1, 14), MAN, "户主"), ("车小满", date(1977, 5, 21), WOMAN, "配偶")),
        _signed(
            10, 18, 8, mode="货币补偿", area_m2=Decimal("71.355"), unit_price=Decimal(7050), cash_subsidy="是",
            reward_period="第三奖励期", aircon_window=1,
        ),
        (
            ("unregistered", {"area_m2": Decimal("11.813"), "unit_price": Decimal(7050), "ratio": Decimal("0.85")}),
            ("structures", {"kind": "构筑物（按面积）", "quantity": Decimal("6.5")}),
            ("attachments", {"quantity": Decimal(3), "unit_price": Decimal("85.5")}),
            ("use_changes", {"area_m2": Decimal("20.5"), "use_price": Decimal(12600)}),
        ),
    ),
    Household(
        2, "202",
        (("岑大勇", date(1962, 2, 28), MAN, "户主"),),
        {
            "mode": "产权调换", "tenure": "承租公房（系数 0.7）", "area_m2": Decimal("52.6"),
            "unit_price": Decimal(6900), "reward_period": "奖励期外", "status": "滞留", "held_reason": "要求原址回迁",
        },
        (_flat("60.15", "8300", "期房"),),
    ),
    Household(
        2, "301",
        (("宁知秋", date(1990, 9, 23), WOMAN, "户主"),),
        {
            "mode": "货币补偿", "tenure": "产权房（系数 1.0）", "area_m2": Decimal("50.01"),
            "unit_price": Decimal(7000), "cash_subsidy": "是", "small_area_reward": "是", "status": "已测算",
        },
    ),
)  # fmt: skip
"""Each shows something else: floor and small area, both deliveries, mixed, rented, shop, changed use, not signed."""
