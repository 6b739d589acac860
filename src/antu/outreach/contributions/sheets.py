"""Sheets of the district workbook: 宣传, 培训."""

from __future__ import annotations

from antu.outreach.models import Channel, OutreachItem, TrainingSession
from antu.platform.exchange import DistrictSheet, choice, count, day, mark, text

OUTREACH = DistrictSheet(
    "宣传",
    OutreachItem,
    columns=(
        day("日期", "on", required=True),
        text("标题", "title", required=True),
        choice("渠道", "channel", Channel, required=True, also={Channel.OFFICIAL_ACCOUNT: ("微信公众号",)}),
        text("链接", "link"),
        count("触达人数", "reach", unit="人"),
        mark("不少于", "is_at_least"),
    ),
    identity=("on", "title", "channel"),
)

TRAINING = DistrictSheet(
    "培训",
    TrainingSession,
    columns=(
        day("日期", "on", required=True),
        text("主题", "subject", required=True),
        text("形式", "form"),
        text("参加单位", "participants"),
        count("人数", "attendance", unit="人"),
        text("材料", "materials"),
        count("印发份数", "copies", unit="份"),
    ),
    identity=("on", "subject"),
)

SHEETS: tuple[object, ...] = (OUTREACH, TRAINING)
