"""A year of which little is known: each part of the report says plainly that there is nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.districts.files import import_rows

from antu.performance.documents import draft_report, report_material
from antu.performance.selectors import report_figures, report_identities


@pytest.mark.django_db
def test_a_district_with_nothing_but_staff_has_a_report_of_empty_parts(tmp_path: Path) -> None:
    centre = {"单位名称": "石门镇土地所", "类别": "中心", "级别": "股级"}
    staff = {"单位名称": "石门镇土地所", "年度": "2022", "类别": "事业编制", "实有数": "2"}
    assert not import_rows({"机构": [centre], "人员编制": [staff]}, tmp_path).errors
    text = draft_report(report_material(2022), "赵六", date(2023, 1, 5)).text
    for said in (
        "石门镇土地所的主要职责未登记。",
        "全中心共有人员2人",
        "2022年预算收入0万元，由年初预算0万元和调整追加0万元构成；其他资金来源0万元。",
        "本年度无集体项目签订征拆结算协议，也无集体项目完成征拆成本统计。本年度无国有项目结算任务。",
        "本年度无清零扫尾记录。",
        "本年度无新印发的制度文件。",
        "本年度无宣传记录。",
        "本年度无培训记录。",
        "本年度无征地拆迁计划。",
        "本年度无集体项目完成。本年度无国有项目任务。",
        "本年度无重点项目。",
        "2022年无项目支出。",
        "本年度无登记的问题与措施。",
        "无其他需要说明的情况。",
    ):
        assert said in text
    figures = report_figures(2022)
    staffed = {"org.staff_total", "org.staff_on_post", "org.staff_institution"}
    assert {figure.id for figure in figures if figure.printed != "0"} == staffed
    assert all(each.holds for each in report_identities(figures))
