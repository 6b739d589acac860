"""Error rules of the district workbook: a bad row stays out with sheet, row, column and rule; the others go in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.district_files import PROJECTS, Rows, imported, places

from antu.kernel.errors import BadInput
from antu.projects.models import Project, ProjectEvent

pytestmark = pytest.mark.django_db

EVENT = ("项目名称", "日期", "事件", "面积", "单位")
GOOD_EVENT = ("示例路", "2023-03-01", "启动", "", "")
TASK = ("年度", "版本", "项目名称", "任务量", "单位")
PLAN: Rows = (("年度", "版本", "批准日期"), (2023, "年初", "2023-02-10"))
BUDGET = ("年度", "类别", "科目", "文号", "金额")
SPENT = ("年度", "月份", "支出类别", "科目", "金额")
STAFF = ("单位名称", "年度", "类别", "实有数")
CENTRE: Rows = (("单位名称", "类别", "备注"), ("示例中心", "中心", ""))

BadRow = tuple[str, tuple[object, ...], tuple[object, ...], str, str]
"""Sheet, header, row, and the column and rule of its error."""

BAD_ROWS: list[BadRow] = [
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "", "亩"), "面积", "R-REQUIRED"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "部分完成", "无", "亩"), "面积", "R-REQUIRED"),
    ("项目事件", EVENT, ("示例路", "", "启动", "", ""), "日期", "R-REQUIRED"),
    ("项目事件", EVENT, ("", "2023-05-08", "启动", "", ""), "项目名称", "R-REQUIRED"),
    ("项目事件", EVENT, ("示例路", "2023-02-30", "启动", "", ""), "日期", "R-DATE"),
    ("项目事件", EVENT, ("示例路", "2023年", "启动", "", ""), "日期", "R-DATE"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "开工", "", ""), "事件", "R-CHOICE"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "约120", "亩"), "面积", "R-NUMBER"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "120㎡", "亩"), "面积", "R-UNIT"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "120", "公顷"), "单位", "R-CHOICE"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", -1, "亩"), "面积", "R-NEGATIVE"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "1.91555", "亩"), "面积", "R-AREA-PRECISION"),
    ("项目事件", EVENT, ("示例路", "2023-05-08", "完成", "1.915", "㎡"), "面积", "R-AREA-PRECISION"),
    ("项目事件", EVENT, ("示例桥", "2023-05-08", "启动", "", ""), "项目名称", "R-ORPHAN"),
    ("项目事件", EVENT, GOOD_EVENT, "事件", "R-DUPLICATE"),
    ("项目事件", EVENT, ("示例路", "#REF!", "启动", "", ""), "日期", "R-FORMULA-ERROR"),
    ("项目", (*PROJECTS[0],), ("示例路", "", "", ""), "项目名称", "R-DUPLICATE"),
    ("项目", (*PROJECTS[0],), ("长" * 201, "", "", ""), "项目名称", "R-RANGE"),
    (
        "扫尾",
        ("项目名称", "记录日期", "参与力量"),
        ("示例路", "2023-01-10", "公安、" + "长" * 101),
        "参与力量",
        "R-RANGE",
    ),
    ("计划任务", TASK, (2023, "调整1", "示例路", 1, "亩"), "版本", "R-ORPHAN"),
    ("计划任务", TASK, (2022, "年初", "示例路", 1, "亩"), "版本", "R-ORPHAN"),
    ("计划任务", TASK, ("2023.5", "年初", "示例路", 1, "亩"), "年度", "R-INTEGER"),
    ("计划任务", TASK, (23, "年初", "示例路", 1, "亩"), "年度", "R-RANGE"),
    ("计划任务", TASK, (2023, "年初", "示例路", "9.123", "㎡"), "任务量", "R-AREA-PRECISION"),
    ("计划", (*PLAN[0],), (2023, "调整1", ""), "批准日期", "R-REQUIRED"),
    ("计划", (*PLAN[0],), (2023, "年初", "2023-03-10"), "版本", "R-DUPLICATE"),
    ("单位预算", BUDGET, (2023, "年初预算", "示例科目", "示例1号", ""), "金额", "R-REQUIRED"),
    ("单位预算", BUDGET, (2023, "年初预算", "示例科目", "", 1), "文号", "R-REQUIRED"),
    ("单位预算", BUDGET, (2023, "年初预算", "示例科目", "示例1号", -1), "金额", "R-NEGATIVE"),
    ("单位预算", BUDGET, (2023, "年初预算", "示例科目", "示例1号", "1.005"), "金额", "R-AREA-PRECISION"),
    ("单位预算", BUDGET, (2023, "年初预算", "示例科目", "示例1号", "224.49万元"), "金额", "R-UNIT"),
    ("单位支出", SPENT, (2023, 13, "基本支出", "示例科目", 1), "月份", "R-RANGE"),
    ("单位支出", SPENT, (2023, 1, "基本支出", "示例科目", -1), "金额", "R-NEGATIVE"),
    ("人员编制", STAFF, ("示例中心", 2023, "事业编制", "1.5"), "实有数", "R-INTEGER"),
    ("人员编制", STAFF, ("示例局", 2023, "事业编制", 1), "单位名称", "R-ORPHAN"),
    ("宣传", ("日期", "标题", "渠道", "不少于"), ("2023-01-12", "示例", "公众号", "大概"), "不少于", "R-CHOICE"),
    ("扫尾", ("项目名称", "记录日期", "代号"), ("示例路", "2023-01-10", "大数据"), "代号", "R-CHOICE"),
    ("大事记", ("日期", "事项", "项目名称"), ("2023-01-10", "示例", "示例桥"), "项目名称", "R-ORPHAN"),
]


@pytest.mark.parametrize("bad_row", BAD_ROWS, ids=lambda bad: f"{bad[0]}-{bad[3]}-{bad[4]}")
def test_a_bad_row_is_told_by_its_first_rule_and_alone_stays_out(tmp_path: Path, bad_row: BadRow) -> None:
    sheet, header, row, column, rule = bad_row
    sheets: dict[str, Rows] = {"机构": CENTRE, "项目": PROJECTS, "计划": PLAN, "项目事件": (EVENT, GOOD_EVENT)}
    sheets[sheet] = (*sheets.get(sheet, (header,)), row)
    outcome = imported(tmp_path, sheets)
    assert places(outcome) == [(sheet, len(sheets[sheet]), column, rule)]
    assert outcome.errors[0].message
    assert outcome.sheets[sheet].rejected == 1
    assert outcome.created == 4  # what the other sheets hold, and the good rows of this one
    assert outcome.exit_status == 1


def test_a_row_that_names_a_rejected_row_is_an_orphan(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "项目": (*PROJECTS, ("示例桥", "", "", "租赁")),
            "项目事件": (EVENT, ("示例桥", "2023-05-08", "启动", "", ""), GOOD_EVENT),
        },
    )
    assert places(outcome) == [("项目", 3, "土地性质", "R-CHOICE"), ("项目事件", 2, "项目名称", "R-ORPHAN")]
    assert [event.project.name for event in ProjectEvent.objects.all()] == ["示例路"]


def test_a_rejected_row_does_not_hide_the_project_that_is_already_on_record(tmp_path: Path) -> None:
    imported(tmp_path, {"项目": PROJECTS})
    outcome = imported(tmp_path, {"项目": (PROJECTS[0], ("示例路", "", "", "租赁")), "项目事件": (EVENT, GOOD_EVENT)})
    assert places(outcome) == [("项目", 2, "土地性质", "R-CHOICE")]
    assert ProjectEvent.objects.count() == 1


def test_a_missing_required_column_refuses_its_sheet_and_no_other(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {"项目": PROJECTS, "项目事件": (("项目名称", "日期", "面积"), ("示例路", "2023-02-30", 1))},
    )
    assert places(outcome) == [
        ("项目事件", 1, "事件", "R-HEAD-MISSING"),
        ("项目事件", 2, "日期", "R-DATE"),
    ]
    assert outcome.sheets["项目事件"].as_json() == {"rows": 1, "accepted": 0, "rejected": 1}
    assert Project.objects.count() == 1


def test_two_columns_of_one_meaning_refuse_the_sheet(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {"项目": (("项目名称", "工程名称", "类别", "坐落"), ("示例路", "示例路", "", ""))},
    )
    assert places(outcome) == [("项目", 1, "项目名称", "R-HEAD-DUPLICATE")]
    assert (outcome.exit_status, Project.objects.count()) == (2, 0)


def test_a_workbook_without_any_district_sheet_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        imported(tmp_path, {"户": (("户编号", "户主", "镇街"), ("1", "某", "某"))})
    assert [problem.rule for problem in refused.value.problems] == ["R-SHEET-MISSING"]


def test_a_register_is_not_taken_for_a_district(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="register import"):
        imported(tmp_path, {"项目": PROJECTS, "户": (("户编号", "户主", "镇街"), ("1", "某", "某"))})
    assert not Project.objects.exists()


def test_duplicates_are_looked_for_among_rejected_rows_too(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "项目": PROJECTS,
            "项目事件": (
                EVENT,
                ("示例路", "2023-05-08", "完成", "约120", "亩"),
                ("示例 路", "2023-05-08", "完成", "120", "亩"),
            ),
        },
    )
    assert places(outcome) == [("项目事件", 2, "面积", "R-NUMBER"), ("项目事件", 3, "事件", "R-DUPLICATE")]
