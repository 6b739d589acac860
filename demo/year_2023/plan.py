"""计划, 计划任务 and 重点项目. The report gives counts, totals and the key projects, not single tasks."""

from demo.year_2023.projects import (
    DONE,
    DROPPED,
    INITIAL_TASK_OF_LOGISTICS_PARK,
    KEY_DONE,
    KEY_OPEN,
    OPEN,
    STATE,
    TAILS,
    Project,
)
from demo.year_2023.sheet import PUBLISHED, SAMPLE, Sheet

INITIAL, ADJUSTED = "年初", "调整1"

VERSIONS = Sheet(
    "计划",
    ("年度", "版本", "下达单位", "文号", "批准日期", "调整原因", "示例"),
    [
        (2023, INITIAL, "市", "示例〔2023〕1号", "2023-02-10", "", SAMPLE),
        (2023, ADJUSTED, "市", "示例〔2023〕9号", "2023-08-15", "部分项目缓建、增补急需项目（示例）", SAMPLE),
    ],
)

_named = [*KEY_DONE, *KEY_OPEN, *TAILS]
_in_both = [*_named, *DONE[:-1], *OPEN[:-1]]
_added = [DONE[-1], OPEN[-1]]
_initial_quantity = {"铁路综合物流园": INITIAL_TASK_OF_LOGISTICS_PARK}


def _task(version: str, project: Project, quantity: str, land: str) -> tuple[str | int, ...]:
    unit = "㎡" if land == "国有" else "亩"
    return (2023, version, project.name, land, quantity, unit, project.town, SAMPLE)


TASKS = Sheet(
    "计划任务",
    ("年度", "版本", "项目名称", "土地性质", "任务量", "单位", "责任单位", "示例"),
    [
        *(_task(INITIAL, each, _initial_quantity.get(each.name, each.task), "集体") for each in (*_in_both, *DROPPED)),
        *(_task(INITIAL, each, each.task, "国有") for each in STATE[:-1]),
        *(_task(ADJUSTED, each, each.task, "集体") for each in (*_in_both, *_added)),
        *(_task(ADJUSTED, each, each.task, "国有") for each in STATE),
    ],
)

KEY_PROJECTS = Sheet(
    "重点项目",
    ("年度", "项目名称", "级别", "示例"),
    [(2023, each.name, "市领导联系", PUBLISHED) for each in (*KEY_DONE, *KEY_OPEN)],
)
