"""法律程序: the steps by which land is had of a household that does not hand it over. They are noted, not carried out.

The order is that of the law: a decision, its service, the time in which it may be contested, a demand, the court.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: its code, what it is called, the articles that it rests on, and the only regime that has it, if one."""

    code: str
    label: str
    law: str
    regime: str = ""


STAGES: Final = (
    Stage(
        "decision",
        "作出补偿决定",
        "集体土地：征地补偿安置决定，土地管理法实施条例第三十一条；国有：国有土地上房屋征收与补偿条例第二十六条",
    ),
    Stage("hand_over", "责令交出土地", "土地管理法实施条例第六十二条", "collective"),
    Stage("vacate", "限期腾地决定", "省、市进度情况表所列的“限期腾地决定书”", "collective"),
    Stage("served", "决定送达", "复议和起诉的期限从知道决定之日算起"),
    Stage("contested", "复议或诉讼", "行政复议法第二十条，行政诉讼法第四十五条、第四十六条"),
    Stage("demand", "催告", "行政强制法第五十四条"),
    Stage("application", "申请法院执行", "行政强制法第五十三条；国有土地上房屋征收与补偿条例第二十八条"),
    Stage("accepted", "法院受理", "行政强制法第五十六条"),
    Stage("ruling", "法院裁定", "行政强制法第五十七条、第五十八条"),
    Stage("carried_out", "组织实施", "法院裁定准予执行以后，由政府组织实施"),
)
BY_CODE: Final[Mapping[str, Stage]] = {stage.code: stage for stage in STAGES}


def stages_of(regime: str) -> tuple[Stage, ...]:
    """The steps that land of this regime (``collective``, ``state``) has."""
    return tuple(stage for stage in STAGES if stage.regime in {"", regime})
