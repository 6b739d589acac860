"""The pictures of simulations and proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from antu.site.handbook.shot import Picture, Shot, Step, click, fill, press, see

#: Where rates of the demo pack are changed.
AMENDED: Final = "/simulations/new/hunan-demo-2023@1/"
CHANGED: Final[tuple[Step, ...]] = (fill("改为，第 20 行", "1300.00"), fill("改为，第 23 行", "900.00"))

SIMULATION_SHOTS: Final[Mapping[str, tuple[Picture, ...]]] = {
    "simulation": (
        Shot(
            "amend",
            AMENDED,
            CHANGED,
            window=(1280, 720),
        ),
        Shot(
            "result",
            AMENDED,
            (
                *CHANGED,
                fill("假定签约日*", "2023-12-31"),
                press("Control+s"),
                see("打开测算结果"),
                click("打开测算结果"),
                see("每户增减的分布"),
            ),
            window=(1440, 900),
        ),
        Shot(
            "sides",
            "/simulations/",
            (click("hunan-demo-2023@1（改 2 个标准）"), click("CLL1-042"), see("两份计算书逐行比较")),
            window=(1440, 900),
        ),
    ),
    "proving": (
        Shot(
            "list",
            "/proof/order/",
            (click("开始复算", "button"), see("全部相符"), click("核定复算")),
            window=(1280, 420),
        ),
    ),
}
