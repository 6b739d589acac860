"""上级单位 may stand later in the file, is on record already, or leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.district_files import counts, imported, places

from antu.organisations.models import Organisation
from antu.platform.exchange.lineage import descent

HEADER = ("单位名称", "类别", "上级单位")


def test_rows_are_ordered_from_the_top_and_loops_are_refused() -> None:
    ordered, orphans = descent({"c": "b", "b": "a", "a": None, "x": "y", "y": "x", "z": "?"}, {})
    assert ordered == ["a", "b", "c"]
    assert orphans == ["x", "y", "z"]


def test_a_line_may_lead_over_records_but_not_back_to_itself() -> None:
    assert descent({"office": "centre"}, {"centre": None}) == (["office"], [])
    assert descent({"centre": "office"}, {"centre": None, "office": "centre"}) == ([], ["centre"])


@pytest.mark.django_db
def test_a_superior_unit_may_stand_below_its_offices(tmp_path: Path) -> None:
    sheets = {"机构": (HEADER, ("示例一股", "股室", "示例中心"), ("示例中心", "中心", ""))}
    assert places(imported(tmp_path, sheets)) == []
    assert Organisation.objects.get(name="示例一股").parent == Organisation.objects.get(name="示例中心")
    assert counts(imported(tmp_path, sheets)) == (0, 0, 2)


@pytest.mark.django_db
def test_a_superior_unit_may_be_on_record_and_may_change(tmp_path: Path) -> None:
    imported(tmp_path, {"机构": (HEADER, ("示例中心", "中心", ""), ("示例局", "部门", ""))})
    imported(tmp_path, {"机构": (HEADER, ("示例一股", "股室", "示例中心"))})
    outcome = imported(tmp_path, {"机构": (HEADER, ("示例一股", "股室", "示例局"))})
    assert (counts(outcome), str(Organisation.objects.get(name="示例一股").parent)) == ((0, 1, 0), "示例局")


@pytest.mark.django_db
def test_units_above_each_other_and_below_a_refused_one_stay_out(tmp_path: Path) -> None:
    outcome = imported(
        tmp_path,
        {
            "机构": (
                HEADER,
                ("示例甲", "股室", "示例乙"),
                ("示例乙", "股室", "示例甲"),
                ("示例丙", "科室", ""),
                ("示例丁", "股室", "示例丙"),
                ("示例中心", "中心", ""),
            )
        },
    )
    assert places(outcome) == [
        ("机构", 2, "上级单位", "R-ORPHAN"),
        ("机构", 3, "上级单位", "R-ORPHAN"),
        ("机构", 4, "类别", "R-CHOICE"),
        ("机构", 5, "上级单位", "R-ORPHAN"),
    ]
    assert [unit.name for unit in Organisation.objects.all()] == ["示例中心"]
