"""What is said to remain at the year's end is what the year's last record says; the figure keeps the first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.districts.files import import_rows, read_qinghe

from antu.performance.documents import draft_report, report_material

pytestmark = pytest.mark.django_db


def test_an_open_project_is_told_with_what_its_last_record_leaves(tmp_path: Path) -> None:
    district = read_qinghe()
    first = {"项目名称": "北环线", "记录日期": "2024-02-02", "代号": "north", "剩余户数": "9", "剩余坟墓": "4"}
    later = {**first, "记录日期": "2024-11-30", "剩余户数": "2", "剩余坟墓": ""}
    import_rows({**district, "扫尾": [*district["扫尾"], first, later]}, tmp_path / "青禾")
    material = report_material(2024)
    text = draft_report(material, "张三", date(2025, 1, 5)).text
    assert "年末尚未完成扫尾的有：河西产业园（剩余3户）、北环线（剩余2户）。" in text
    assert material.said("clearing.north_households") == "9户"
