from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.platform.charts import BARS_DRAWN, Category, Chart, ChartKind, Series, state_series
from antu.platform.display import Tone

counts = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=30)


def chart(rows: list[tuple[int, int]]) -> Chart:
    unsigned = state_series("未签约", Tone.DUE, [(row[0], f"/u/{n}/") for n, row in enumerate(rows)], "/u/")
    signed = state_series("已签约", Tone.GOING, [(row[1], f"/s/{n}/") for n, row in enumerate(rows)], "/s/")
    categories = tuple(Category(f"项目{n}", f"/p/{n}/") for n in range(len(rows)))
    return Chart("k", "各项目", "户", ChartKind.STACKED, "项目", categories, (unsigned, signed), "/all/")


@given(counts)
def test_the_table_has_every_number_and_the_sums_are_exact(rows: list[tuple[int, int]]) -> None:
    table = chart(rows).table
    assert [[cell.text for cell in row.cells[1:]] for row in table.rows] == [
        [str(one), str(other), str(one + other)] for one, other in rows
    ]
    sums = [sum(one for one, _ in rows), sum(other for _, other in rows)]
    if len(rows) > 1:
        assert [cell.text for cell in table.totals] == ["合计", *(str(each) for each in (*sums, sum(sums)))]
        assert [cell.url for cell in table.totals[1:]] == [
            url if total else "" for url, total in zip(("/u/", "/s/", "/all/"), (*sums, sum(sums)), strict=True)
        ]
    else:
        assert table.totals == ()


@given(counts)
def test_every_number_but_zero_leads_to_its_rows(rows: list[tuple[int, int]]) -> None:
    for number, row in enumerate(chart(rows).table.rows):
        for cell, url in zip(row.cells, (f"/p/{number}/", f"/u/{number}/", f"/s/{number}/"), strict=False):
            assert cell.url == (url if cell.text != "0" else "")


@given(counts)
def test_what_is_drawn_is_the_beginning_of_the_table(rows: list[tuple[int, int]]) -> None:
    whole = chart(rows)
    drawn = json.loads(whole.as_json)
    assert len(drawn["categories"]) == min(len(rows), BARS_DRAWN)
    for series, position in zip(drawn["series"], (0, 1), strict=True):
        assert series["values"] == [str(row[position]) for row in rows[:BARS_DRAWN]]
        assert len(series["urls"]) == len(series["values"])
    assert (f"表列全部 {len(rows)} 项" in whole.table_label) == (len(rows) > BARS_DRAWN)


def test_a_chart_of_one_series_is_not_added_to_itself() -> None:
    states = (Category("完成", "/done/", Tone.DONE), Category("暂停", "/paused/", Tone.STOPPED))
    one = Chart(
        "s",
        "项目状态",
        "个",
        ChartKind.BAR,
        "状态",
        states,
        (Series("项目", Tone.PLAIN, (3, 2), ("/a/", "/b/"), "/p/"),),
    )
    assert [column.header for column in one.table.columns] == ["状态", "项目(个)"]
    assert [cell.text for cell in one.table.totals] == ["合计", "5"]


def test_areas_stay_exact_in_the_table_and_in_what_is_drawn() -> None:
    area = Series("完成", Tone.DONE, (Fraction(1, 8), Fraction(1381239, 10000)), ("/a/", "/b/"))
    drawn = Chart("a", "面积", "亩", ChartKind.BAR, "项目", (Category("甲"), Category("乙")), (area,))
    assert [row.cells[1].text for row in drawn.table.rows] == ["0.125", "138.1239"]
    assert drawn.table.totals[1].text == "138.2489"
    assert json.loads(drawn.as_json)["series"][0]["values"] == ["0.125", "138.1239"]


def test_a_series_without_a_value_for_each_category_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one value and one address"):
        Chart(
            "x", "x", "户", ChartKind.BAR, "x", (Category("甲"), Category("乙")), (Series("x", Tone.DUE, (1,), ("/",)),)
        )
