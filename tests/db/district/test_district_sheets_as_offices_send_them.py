"""The tolerance of the register workbook holds for every sheet of the district workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.district_files import PROJECTS, csv_folder, imported, places

from antu.clearing.models import RemainingRecord
from antu.organisations.models import Organisation, StaffCount
from antu.outreach.models import Channel, OutreachItem, TrainingSession
from antu.performance.models import BudgetEntry, Expenditure
from antu.planning.models import PlanTask, PlanVersion
from antu.platform.actor import SYSTEM
from antu.platform.exchange import import_district
from antu.projects.models import AreaUnit, Land, Project, ProjectEvent, ProjectEventKind

pytestmark = pytest.mark.django_db


def test_titles_spare_columns_totals_and_notes_around_the_rows_do_no_harm(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "人员编制": (
                ("2023年人员编制表（示例）",),
                ("填报单位：示例中心",),
                ("序号", "实有数", " 类\n别 ", "*年度", "单位名称：", "编制数(人)", "联系人"),
                (1, "11人", "事业编", "2023年", "示例 中心", 12, "某某"),
                (2, "３", "工勤编制", "２０２３", "示例中心", "/", ""),
                ("合计", 14, "", "", "", 15, ""),
                ("注：以上为年末数",),
            ),
            "机构": (("单位名称", "类别", "示例"), ("示例中心", "中心", "√")),
            "封面": (("随便写的",),),
        },
    )
    assert places(outcome) == []
    assert [problem.rule for problem in outcome.warnings] == ["W-SHEET-UNKNOWN", "W-HEAD-UNKNOWN"]
    assert outcome.sheets["人员编制"].rows == 2
    assert set(StaffCount.objects.values_list("kind", "year", "authorised", "actual", "organisation__name")) == {
        ("institution", 2023, 12, 11, "示例中心"),
        ("worker", 2023, None, 3, "示例中心"),
    }
    assert Organisation.objects.get().is_sample


def test_areas_keep_their_decimals_and_take_their_unit_behind_the_number(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {
            "项目": (
                ("项目名称", "土地性质", "征收面积", "单位", "概算 (元)"),
                ("示例路", "集体土地", "1,020.5 亩", "亩", "1,234.56元"),
            ),
            "项目事件": (
                ("项目名称", "日期", "事件", "面积", "单位"),
                ("示例路", "2023年5月8日", "部分完成", "138.2390", "亩"),
                ("示例路", 45054, "完成", "2287.57平方米", "平方米"),
            ),
        },
    )
    project = Project.objects.get()
    assert (project.area, project.area_unit, project.estimate_fen) == (Decimal("1020.5"), AreaUnit.MU, 123456)
    assert project.land == Land.COLLECTIVE
    assert list(ProjectEvent.objects.values_list("kind", "on", "area", "area_unit").order_by("kind")) == [
        (ProjectEventKind.DONE, date(2023, 5, 8), Decimal("2287.57"), AreaUnit.M2),
        (ProjectEventKind.PARTLY_DONE, date(2023, 5, 8), Decimal("138.239"), AreaUnit.MU),
    ]


def test_cells_that_list_several_names_are_split_at_any_usual_separator(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {
            "项目": (("项目名称", "镇街", "坐落"), ("示例路", "青禾街道（示例）、云岭街道（示例）", "")),
            "扫尾": (
                ("项目名称", "记录日期", "参与力量", "代号", "剩余户数"),
                ("示例路", "2023-01-10", "公安，城管；街道", "ｂｉｇ ｄａｔａ２", "8户"),
            ),
            "培训": (("日期", "主题", "参加单位"), ("2023.4.11", "示例学习会", "各镇街,业主单位;相关单位")),
        },
    )
    assert Project.objects.get().towns == ["青禾街道（示例）", "云岭街道（示例）"]
    record = RemainingRecord.objects.get()
    assert (record.forces, record.figure_code, record.households) == (["公安", "城管", "街道"], "bigdata2", 8)
    assert TrainingSession.objects.get().participants == ["各镇街", "业主单位", "相关单位"]


def test_marks_are_read_in_every_usual_way_and_empty_means_no(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {
            "宣传": (
                ("日期", "标题", "渠道", "触达人数", "不少于", "示例"),
                ("2023-01-12", "示例甲", "公众号", "1,200人", "√", "是"),
                ("2023-01-13", "示例乙", "微信公众号", 800, "", ""),
            )
        },
    )
    items = OutreachItem.objects.order_by("on").values_list("channel", "reach", "is_at_least", "is_sample")
    assert list(items) == [(Channel.OFFICIAL_ACCOUNT, 1200, True, True), (Channel.OFFICIAL_ACCOUNT, 800, False, False)]


def test_money_is_exact_to_the_fen_and_an_adjustment_may_lower_it(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "单位预算": (
                ("年度", "类别", "科目", "文号", "金额 (元)"),
                (2023, "年初预算", "示例科目", "示例〔2023〕1号", "2,244,900.10"),
                (2023, "调整追加", "示例科目", "示例〔2023〕2号", -0.3),
            ),
            "单位支出": (
                ("年度", "月份", "支出类别", "科目", "金额"),
                (2023, "12月", "基本支出", "示例科目", 216.48000000000002),
            ),
        },
    )
    assert places(outcome) == []
    assert set(BudgetEntry.objects.values_list("amount_fen", flat=True)) == {224490010, -30}
    assert Expenditure.objects.get().amount_fen == 21648


def test_a_version_is_found_however_its_name_is_spaced(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "项目": PROJECTS,
            "计划": (("年度", "版本", "批准日期"), (2023, "调整 1", "2023/8/15")),
            "计划任务": (("年度", "版本", "项目名称", "任务量", "单位"), (2023, "调整１", "示例路", 3020.8, "亩")),
        },
    )
    assert places(outcome) == []
    assert PlanVersion.objects.get().label == "调整1"
    assert PlanTask.objects.get().quantity == Decimal("3020.8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_folder_of_csv_files_is_a_workbook(tmp_path: Path, encoding: str) -> None:
    folder = csv_folder(
        tmp_path / "2023",
        {
            "项目": PROJECTS,
            "项目事件": (
                ("项目名称", "日期", "事件", "面积", "单位"),
                ("示例路", "2023-05-08", "完成", "1.9155", "亩"),
            ),
        },
        encoding,
    )
    outcome = import_district(SYSTEM, folder)
    assert (places(outcome), outcome.created) == ([], 2)
    assert ProjectEvent.objects.get().area == Decimal("1.9155")


def test_many_short_entries_make_no_long_one(tmp_path: Path) -> None:
    towns = [f"示例街道{number}" for number in range(40)]
    outcome = imported(tmp_path, {"项目": (("项目名称", "镇街", "类别"), ("示例路", "、".join(towns), ""))})
    assert (places(outcome), Project.objects.get().towns) == ([], towns)
