"""Key projects are called what their rows say of their level; no leader follows them whom no row names."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.districts.files import District, import_rows, read_qinghe

from antu.performance.selectors import report_figures

pytestmark = pytest.mark.django_db


def _with_levels(*levels: str) -> District:
    """The second district with these levels in turn."""
    district = read_qinghe()
    rows = [{**row, "级别": levels[place % len(levels)]} for place, row in enumerate(district["重点项目"])]
    return {**district, "重点项目": rows}


@pytest.mark.parametrize(
    ("levels", "label"),
    [
        (("县领导联系",), "县领导联系重点项目"),
        (("省重点",), "省重点项目"),
        (("市级重点项目",), "市级重点项目"),
        (("市级", "省级"), "重点项目"),
        (("",), "重点项目"),
    ],
)
def test_one_level_names_them_all_and_several_name_none(tmp_path: Path, levels: tuple[str, ...], label: str) -> None:
    import_rows(_with_levels(*levels), tmp_path / "青禾")
    assert {each.label for each in report_figures(2024) if each.id == "key.total"} == {label}
