"""The columns of the settlement tables that a compensation item may add to: a closed list, so that a sheet adds up.

Source: the layout of 房屋补偿明细表 and 土地补偿明细表. 青苗, 迁坟 and 产权调换房价款 of the house table
and 迁坟 of the land table stand beside the columns of that layout, because 其他 would hide them.
"""

from __future__ import annotations

from collections.abc import Mapping

HOUSE_COLUMNS = (
    "主体补偿", "装修", "附属设施", "青苗", "迁坟", "搬家费", "过渡费", "签约奖", "腾地奖",
    "购房补助/货币安置", "停产停业", "其他", "产权调换房价款",
)  # fmt: skip
LAND_COLUMNS = ("土地补偿费", "安置补助费", "青苗", "附着物", "迁坟")
SEPARATE_COLUMNS = ("社保费(单列)",)

RATE_COLUMNS = ("区片价", "系数")
"""Columns of 土地补偿明细表 that print a rate instead of adding an amount; a pack names the rate table for each."""

SETTLEMENT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "household": HOUSE_COLUMNS,
    "collective": LAND_COLUMNS,
    "separate": SEPARATE_COLUMNS,
    "memo": (),
}
"""Allowed columns by the item's category; a memo item adds to none."""
