"""The exported workbook is a district workbook: imported again, it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.district_files import PROJECTS, counts, csv_folder
from tests.world import demo_district

from antu.kernel.errors import Forbidden
from antu.organisations.models import Organisation
from antu.platform.actor import SYSTEM, Actor
from antu.platform.contributions import collected
from antu.platform.exchange import DistrictSheet, export_district, import_district

pytestmark = pytest.mark.django_db


def test_the_demo_district_comes_back_row_by_row(tmp_path: Path) -> None:
    created = demo_district().created
    assert export_district(SYSTEM, tmp_path / "out.xlsx") == created
    again = import_district(SYSTEM, tmp_path / "out.xlsx")
    assert (again.errors, again.warnings, counts(again)) == ((), (), (0, 0, created))


def test_an_exported_district_founds_an_equal_one(tmp_path: Path) -> None:
    demo_district()
    export_district(SYSTEM, tmp_path / "out.xlsx")
    before = recorded()
    Organisation.objects.update(parent=None)
    for sheet in reversed(collected(DistrictSheet)):
        sheet.model.objects.all().delete()
    import_district(SYSTEM, tmp_path / "out.xlsx")
    assert recorded() == before


def test_withdrawn_rows_and_texts_that_look_like_formulas_survive(tmp_path: Path) -> None:
    rows = (("日期", "事项", "作废"), ("2023-01-10", "=1+1", "是"))
    import_district(SYSTEM, csv_folder(tmp_path / "2023", {"项目": PROJECTS, "大事记": rows}, "utf-8"))
    export_district(SYSTEM, tmp_path / "out.xlsx")
    assert counts(import_district(SYSTEM, tmp_path / "out.xlsx")) == (0, 0, 2)


def test_only_a_post_with_the_permission_exports(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        export_district(Actor("qinghe", "示例青禾", frozenset()), tmp_path / "out.xlsx")


def recorded() -> list[list[str]]:
    """What all records of the district say, without keys."""
    return [sorted(str(record) for record in sheet.model.objects.all()) for sheet in collected(DistrictSheet)]
