"""A district with other names and numbers gives its own report: every rule of the figures, from imported files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from tests.districts.files import QINGHE, read_demo

from antu.performance.documents import draft_report, report_material
from antu.performance.selectors import report_figures, report_identities, report_years
from antu.platform.actor import SYSTEM
from antu.platform.exchange import import_district

pytestmark = pytest.mark.django_db

#: id: (exact value, printed)
FIGURES: Final = {
    "org.offices": ("3", "3"),
    "org.staff_total": ("11", "11"),
    "org.staff_on_post": ("8", "8"),
    "org.staff_institution": ("6", "6"),
    "org.staff_worker": ("2", "2"),
    "org.staff_dispatched": ("3", "3"),
    "org.retired_senior": ("1", "1"),
    "org.retired": ("4", "4"),
    "budget.income": ("150.008", "150.008"),
    "budget.initial": ("100.004", "100.004"),
    "budget.added": ("50.004", "50.004"),
    "budget.other_income": ("3.00", "3.00"),
    "budget.expenditure": ("92.345678", "92.35"),
    "budget.basic": ("80.00", "80.00"),
    "budget.project": ("12.345678", "12.35"),
    "settlement.agreements_signed": ("2", "2"),
    "settlement.cost_counted": ("2", "2"),
    "settlement.state_tasks": ("2", "2"),
    "clearing.liuxi_east_households": ("5", "5"),
    "clearing.maitian_households": ("0", "0"),
    "clearing.longstanding_projects": ("1", "1"),
    "outreach.items": ("3", "3"),
    "outreach.reach": ("25000", "25000+"),
    "training.sessions": ("1", "1"),
    "plan.initial.collective.count": ("2", "2"),
    "plan.initial.collective.area": ("120.5", "120.5"),
    "plan.initial.state.count": ("1", "1"),
    "plan.initial.state.area": ("3000", "3000"),
    "plan.adjusted.collective.count": ("3", "3"),
    "plan.adjusted.collective.area": ("623.5833", "623.5833"),
    "plan.adjusted.state.count": ("2", "2"),
    "plan.adjusted.state.area": ("4200.5", "4200.5"),
    "done.collective.count": ("5", "5"),
    "done.collective.area": ("150.3833", "150.3833"),
    "done.in_plan.count": ("2", "2"),
    "done.in_plan.area": ("110.05", "110.05"),
    "done.out_of_plan.count": ("3", "3"),
    "done.out_of_plan.area": ("40.3333", "40.3333"),
    "done.out_of_plan.1": ("5.5", "5.5"),
    "done.out_of_plan.2": ("33.3333", "33.3333"),
    "done.out_of_plan.3": ("1.5", "1.5"),
    "done.state.count": ("1", "1"),
    "done.state.area": ("2999.99", "2999.99"),
    "key.total": ("6", "6"),
    "key.done": ("1", "1"),
    "key.partial": ("1", "1"),
    "key.partial.1": ("19.75", "19.75"),
    "key.paused": ("1", "1"),
    "key.in_progress": ("1", "1"),
    "key.not_started": ("1", "1"),
    "key.cancelled": ("1", "1"),
}
NAMES: Final = {
    "key.done": ("柳溪大道",),
    "key.partial": ("河西产业园",),
    "key.paused": ("南门市场",),
    "key.in_progress": ("新院区",),
    "key.not_started": ("西关桥",),
    "key.cancelled": ("东郊路",),
}


@pytest.fixture(autouse=True)
def _district() -> None:
    outcome = import_district(SYSTEM, QINGHE)
    assert not outcome.errors


def drafted() -> str:
    return draft_report(report_material(2024), "王五", date(2025, 1, 20)).text


def test_every_figure_follows_from_its_rows() -> None:
    found = {figure.id: (figure.exact_text, figure.printed) for figure in report_figures(2024)}
    assert found == FIGURES
    assert list(found) == list(FIGURES)


def test_projects_are_named_by_their_state_at_the_years_end() -> None:
    assert {figure.id: figure.names for figure in report_figures(2024) if figure.names is not None} == NAMES


def test_labels_come_from_the_records() -> None:
    labels = {figure.id: figure.label for figure in report_figures(2024)}
    assert labels["done.out_of_plan.1"] == "北环线"
    assert labels["clearing.liuxi_east_households"] == "柳溪东片剩余"
    assert labels["key.partial.1"] == "河西产业园"
    assert labels["key.paused"] == "因规划调整已暂停"


def test_the_identities_are_those_that_its_rows_imply_and_they_hold() -> None:
    identities = report_identities(report_figures(2024))
    assert all(each.holds for each in identities)
    texts = [each.text for each in identities]
    assert "done.out_of_plan.1 + done.out_of_plan.2 + done.out_of_plan.3 = done.out_of_plan.area" in texts
    assert texts[-1].endswith("key.in_progress + key.not_started + key.cancelled = key.total")


def test_another_year_of_the_same_district_has_its_own_figures() -> None:
    assert report_years() == [2025, 2024, 2023]
    found = {figure.id: figure.exact_text for figure in report_figures(2023)}
    assert found["org.staff_institution"] == "9"
    assert (found["done.collective.count"], found["done.out_of_plan.1"]) == ("1", "10")
    assert (found["settlement.agreements_signed"], found["settlement.cost_counted"]) == ("0", "1")
    assert (found["clearing.north_households"], found["plan.initial.state.area"]) == ("9", "0")


def test_the_prose_says_what_the_records_say() -> None:
    text = drafted()
    for said in (
        "青禾县土地征收中心\n2024年度绩效自评报告",
        "（二）管理征收资金。",
        "2024年末设有股室3个（征收股、财务股、档案股）",
        "6人为事业编制，2人为工勤编制；劳务派遣3人，离休人员1人，退休人员4人",
        "2024年预算收入150.008万元，由年初预算100.004万元和调整追加50.004万元构成",
        "国有项目结算任务2个，已基本完成1个：老车站地块（资料齐备）；尚未完成1个：旧粮站地块。",
        "柳溪东片（扫清剩余5户）",
        "派出所、村委会等力量",
        "年末尚未完成扫尾的有：河西产业园（剩余3户）",
        "根据省厅通知，由青禾县土地征收中心牵头，印发《征收档案管理规程》（青征〔2024〕2号）",
        "触达人数25000+",
        "4月18日“新办法解读”（集中授课，柳溪镇、财政局参加，30人，印发《办法汇编》60份）",
        "因用地指标调整，2024年9月10日市政府下达调整计划（青政〔2024〕20号），调整后有集体土地项目3个，涉征623.5833亩",
        "北环线（5.5亩）、麦田小学（33.3333亩）、粮库西路（1.5亩）",
        "河西产业园（本年度完成19.75亩）",
        "因规划调整已暂停1个：南门市场；",
        "未启动1个：西关桥；已取消1个：东郊路",
        "2024年项目支出12.35万元",
        "档案移交偏慢。来源：年中自查。分析：人手不足。改进措施：增设档案股。",
        "无其他需要说明的情况。",
        "王五于2025年1月20日起草",
    ):
        assert said in text


def test_the_plan_is_not_said_to_be_reached_when_it_is_not() -> None:
    assert "国有项目全年完成1个，涉征2999.99㎡。" in drafted()
    assert "圆满完成" not in drafted()


def test_nothing_of_the_demo_district_is_in_it() -> None:
    text = drafted()
    assert "示例" not in text
    assert [word for word in demo_words() if word in text] == []


def test_the_code_and_the_forms_know_no_word_of_the_demo_district() -> None:
    kinds = {".py", ".html", ".typ", ".csv"}
    rooms = [path for path in Path("src/antu").iterdir() if path.name != "policy"]  # packs are of one district
    sources = [path for room in rooms for path in room.rglob("*") if path.suffix in kinds]
    sources = [path for path in sources if "handbook" not in path.parts]  # its pictures are of the demo
    assert len(sources) > 100
    words = demo_words()
    found = {(path.as_posix(), word) for path in sources for word in words if word in path.read_text(encoding="utf-8")}
    assert found == set()


def demo_words() -> set[str]:
    demo = read_demo()
    named = {
        row[column].removeprefix("示例").strip("：")
        for sheet, column in (
            ("机构", "单位名称"),
            ("项目", "项目名称"),
            ("制度文件", "名称"),
            ("宣传", "标题"),
            ("培训", "主题"),
        )
        for row in demo[sheet]
    }
    return {word for word in named if len(word) > 3} | {"石峰", "株洲", "土服"}
