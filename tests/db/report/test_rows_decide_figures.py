"""Take one row away from each source: the report is that of a district that never had the row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction
from tests.districts.files import (
    District,
    every_row,
    import_rows,
    read_demo,
    read_qinghe,
    without_row,
)

from antu.performance.documents import draft_report, report_material
from antu.performance.selectors import report_figures, report_identities
from antu.platform.figures import Figure

pytestmark = pytest.mark.django_db

#: Sheets whose rows say how projects are counted, and the figures that they may so move.
DECIDING: Final = {
    "机构": ("org.",),
    "项目": ("plan.", "done.", "key.", "settlement.", "clearing."),
    "计划": ("plan.", "done."),
    "计划任务": ("done.",),
    "重点项目": ("key.",),
    "项目事件": ("done.", "key.", "settlement."),
    "扫尾": ("clearing.",),
}
TRIED_OF_A_SHEET: Final = 4  # of the demo's 400 rows; the second district's are all tried


@contextmanager
def undone() -> Iterator[None]:
    """What is recorded inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def report_of(year: int) -> tuple[object, ...]:
    """Everything that the year's report says, without the keys that records have by accident."""
    material = report_material(year)
    figures = tuple(material.figures.values())
    told = draft_report(material, "张三", date(2025, 1, 5)).text
    identities = tuple((each.text, each.holds) for each in report_identities(figures))
    return (told, identities, *(_figure(figure) for figure in figures))


def _figure(figure: Figure) -> tuple[object, ...]:
    rows = tuple((row.label, row.value) for row in figure.rows)
    return (figure.id, figure.label, figure.value, figure.printed, figure.names, rows)


def test_a_withdrawn_row_leaves_the_report_of_a_district_without_it(tmp_path: Path) -> None:
    district = read_qinghe()
    rows = every_row(district)
    assert len(rows) > 90
    same_without(district, rows, 2024, tmp_path)


def test_of_the_demo_too(tmp_path: Path) -> None:
    demo = read_demo()
    sheets = ("项目", "计划", "计划任务", "项目事件", "扫尾")
    same_without(demo, [(sheet, len(demo[sheet]) // 2) for sheet in sheets], 2023, tmp_path)


def same_without(district: District, rows: list[tuple[str, int]], year: int, folder: Path) -> None:
    """Fail unless withdrawing a row and never having had it give one report, for each of the rows."""
    fresh = {}
    for sheet, place in rows:
        with undone():
            import_rows(without_row(district, sheet, place), folder / "fresh")
            fresh[sheet, place] = report_of(year)
    import_rows(district, folder / "whole")
    for sheet, place in rows:
        with undone():
            withdraw(district, sheet, place, folder)
            assert report_of(year) == fresh[sheet, place], (sheet, district[sheet][place])


def withdraw(district: District, sheet: str, place: int, folder: Path) -> None:
    """Hand in the row again, marked 作废: what a file leaves out stays as it is."""
    outcome = import_rows({sheet: [{**district[sheet][place], "作废": "是"}]}, folder / f"withdrawn-{sheet}")
    assert not outcome.errors


def test_only_figures_that_list_a_row_move_with_it_unless_it_says_how_projects_count(tmp_path: Path) -> None:
    demo = read_demo()
    import_rows(demo, tmp_path / "whole")
    before = {figure.id: figure for figure in report_figures(2023)}
    moved_at_all = set()
    for sheet, place in spread(demo):
        with undone():
            withdraw(demo, sheet, place, tmp_path)
            after = {figure.id: figure for figure in report_figures(2023)}
        moved = {each for each in before if each not in after or _figure(before[each]) != _figure(after[each])}
        listing = {each for each in moved if lost_rows(before[each], after.get(each))}
        unexplained = {each for each in moved - listing if not each.startswith(DECIDING.get(sheet, ("nothing",)))}
        assert not unexplained, (sheet, demo[sheet][place])
        moved_at_all |= {(sheet, bool(listing))}
    assert {"单位支出", "宣传", "培训", "项目事件", "计划任务"} <= {sheet for sheet, listing in moved_at_all if listing}


def spread(district: District) -> list[tuple[str, int]]:
    """A few rows of each sheet, from its first to its last."""
    return [
        (sheet, place)
        for sheet, rows in district.items()
        for place in sorted({len(rows) * part // TRIED_OF_A_SHEET for part in range(TRIED_OF_A_SHEET)})
        if place < len(rows)
    ]


def lost_rows(before: Figure, after: Figure | None) -> set[str]:
    """Rows that a figure no longer lists."""
    return {row.url for row in before.rows} - ({row.url for row in after.rows} if after else set())
