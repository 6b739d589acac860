"""Pictures of the page on reading and writing packs."""

from __future__ import annotations

from typing import Final

from antu.site.handbook.shot import Picture, Shot, Step, click, fill, goto, see

#: A new version of a pack with one table of rates open; and the same after a rate was raised, beside the old one.
RATES_OF_A_DRAFT: Final[tuple[Step, ...]] = (
    click("起草新版本"),
    fill("施行日期*", "2027-01-01"),
    fill("起草原因*", "标准调整"),
    click("起草新版本", "button"),
    see("已起草"),
    goto("/packs/drafts/1/rates/house_rate/"),
)
RATES_COMPARED: Final[tuple[Step, ...]] = (
    goto("/packs/drafts/1/rates/sign_reward/"),
    lambda page: page.locator("[name=rates-r0-rate]").fill("220.00"),
    click("检查并保存", "button"),
    see("已保存"),
    goto("/packs/compared/?old=hunan-demo-2023@1&new=hunan-demo-2023@2"),
)

PACK_SHOTS: Final[tuple[Picture, ...]] = (
    Shot("list", "/packs/", window=(1440, 480)),
    Shot("read", "/packs/hunan-demo-2023/1/", window=(1440, 1100)),
    Shot("try", "/packs/hunan-demo-2023/1/try/?case=public/HN-H1", window=(1440, 1100)),
    Shot("rates", "/packs/hunan-demo-2023/1/", RATES_OF_A_DRAFT, login="fagui", window=(1280, 900)),
    Shot("compared", "/packs/", RATES_COMPARED, login="fagui", window=(1440, 700)),
    Shot("applying", "/packs/applying/?regime=collective&place=430204&on=2023-06-01", window=(1440, 640)),
)
