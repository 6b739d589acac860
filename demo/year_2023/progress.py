"""项目事件, 扫尾 and 国有结算任务."""

from typing import NamedTuple

from demo.year_2023.projects import (
    DONE,
    EARLIER_COUNTED,
    EARLIER_SETTLED,
    KEY_DONE,
    KEY_OPEN,
    OPEN,
    OUT_OF_PLAN,
    STATE,
    TAILS,
    Project,
    earlier_project,
)
from demo.year_2023.sheet import AREA_IS_INVENTED, DAY_IS_INVENTED, PUBLISHED, SAMPLE, Sheet

NO_FUNDS = "业主单位无资金保障"
MU, M2 = "亩", "㎡"


class Event(NamedTuple):
    """A row of 项目事件."""

    project: str
    on: str
    kind: str
    area: str = ""
    unit: str = ""
    reason: str = ""
    note: str = ""
    sample: str = PUBLISHED


def _started(project: Project) -> Event:
    return Event(project.name, project.started_on, "启动", sample=SAMPLE)


def _done(project: Project, unit: str, note: str = "", sample: str = SAMPLE) -> Event:
    return Event(project.name, project.done_on, "完成", project.done, unit, note=note, sample=sample)


_KEY_EVENTS = [
    *(_done(each, MU, AREA_IS_INVENTED) for each in KEY_DONE),
    *(
        Event(each.name, day, "启动", sample=SAMPLE)
        for each, day in zip(KEY_OPEN[:4], ("2022-06-20", "2022-08-15", "2022-09-19", "2023-01-10"), strict=True)
    ),
    Event("铁路综合物流园", "2023-12-20", "部分完成", "332.26", MU, note=DAY_IS_INVENTED),
    Event("中车大道", "2023-12-20", "部分完成", "35", MU, note=DAY_IS_INVENTED),
    Event("轨道科技城工业地块五", "2023-05-16", "暂停", reason=NO_FUNDS, note=DAY_IS_INVENTED),
    Event("石油智能装备地块三", "2023-07-04", "暂停", reason=NO_FUNDS, note=DAY_IS_INVENTED),
    Event("天桥路南沿段项目", "2023-09-05", "启动", note=DAY_IS_INVENTED),
]
_EARLIER_EVENTS = [
    *(
        event
        for number, area, done_on, counted_on, settled_on in EARLIER_SETTLED
        for event in (
            Event(earlier_project(number), done_on, "完成", area, MU, sample=SAMPLE),
            Event(earlier_project(number), counted_on, "成本统计完成", sample=SAMPLE),
            Event(earlier_project(number), settled_on, "结算协议签订", sample=SAMPLE),
        )
    ),
    *(
        event
        for number, area, done_on, counted_on in EARLIER_COUNTED
        for event in (
            Event(earlier_project(number), done_on, "完成", area, MU, sample=SAMPLE),
            Event(earlier_project(number), counted_on, "成本统计完成", sample=SAMPLE),
        )
    ),
]

EVENTS = Sheet(
    "项目事件",
    ("项目名称", "日期", "事件", "面积", "单位", "原因", "备注", "示例"),
    [
        *(_started(each) for each in (*KEY_DONE, *TAILS, *OUT_OF_PLAN, *DONE, *OPEN, *STATE)),
        *_KEY_EVENTS,
        *(_done(each, MU, DAY_IS_INVENTED, PUBLISHED) for each in OUT_OF_PLAN),
        *(_done(each, MU) for each in DONE),
        *(_done(each, M2) for each in STATE),
        *(
            Event(each.name, each.cost_counted_on, "成本统计完成", sample=SAMPLE)
            for each in DONE
            if each.cost_counted_on
        ),
        *_EARLIER_EVENTS,
    ],
)

FORCES = "公安、城管、街道"
_CLEARED = "扫尾完成据2023年度绩效自评报告；报告未载日期，日期为示例"

REMAINING = Sheet(
    "扫尾",
    ("项目名称", "记录日期", "代号", "剩余户数", "多年未完成", "参与力量", "完成日期", "说明", "示例"),
    [
        ("藏龙路一期", "2023-01-10", "", "", "是", FORCES, "2023-08-31", _CLEARED, PUBLISHED),
        ("石峰大桥东匝道", "2023-01-10", "shifeng_bridge", 8, "是", FORCES, "2023-06-30", _CLEARED, PUBLISHED),
        ("响田大桥拓宽改造接线工程", "2023-01-10", "", "", "", "", "2023-09-28", _CLEARED, PUBLISHED),
        ("中医药高等专科学院", "2023-01-10", "", "", "是", FORCES, "2023-04-28", f"迁坟工作；{_CLEARED}", PUBLISHED),
        ("大数据二期", "2023-01-10", "bigdata2", 8, "", "", "2023-11-30", _CLEARED, PUBLISHED),
        ("石峰大桥东匝道", "2023-04-10", "", 3, "", "", "", "", SAMPLE),
        ("大数据二期", "2023-07-10", "", 5, "", "", "", "", SAMPLE),
    ],
)

STATE_TASKS = Sheet(
    "国有结算任务",
    ("年度", "项目名称", "状态说明", "基本完成日期", "示例"),
    [
        (2023, "示例棚改片区一", "已基本完成", "2023-09-27", SAMPLE),
        (2023, "示例棚改片区二", "已基本完成", "2023-11-16", SAMPLE),
        (2023, "示例旧厂区", "已基本完成", "2023-12-14", SAMPLE),
    ],
)
