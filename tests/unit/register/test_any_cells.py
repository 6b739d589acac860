"""Whatever stands in the cells, a reading is an answer: nothing raises, and what it counts adds up."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import LI, SHELF, SUN, WANG, places, village

from antu.households.domain.reading import judge_register
from antu.platform.workbook import RULES, Sheet, Workbook
from antu.platform.workbook.cells import Fault

LIKELY = [
    "H-1",
    "H-2",
    "J-1",
    "合计",
    "注：",
    "无",
    "-",
    "是",
    "户主",
    "男",
    "水井",
    "2口",
    "0101 旱地",
    "2023-05-08",
    LI,
    SUN,
    WANG,
    "1e9",
    "１２",
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(LIKELY),
    st.text(max_size=6),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, places=5),
    st.sampled_from([Decimal("1E+300"), Decimal("-0"), Decimal("4.3E+17"), Fault(), Fault("#REF!")]),
    st.dates(date(1850, 1, 1), date(2150, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - cells have no time zone
    st.times(time.min, time.max),
)


@st.composite
def spoilt_villages(draw: st.DrawFn) -> Workbook:
    """The village with any number of its cells replaced by anything, headers included."""
    sheets = []
    for name, rows in village().items():
        headers: list[object] = list(dict.fromkeys(header for row in rows for header in row))
        grid = [headers, *([row.get(str(header)) for header in headers] for row in rows)]
        for _ in range(draw(st.integers(0, 4))):
            row = draw(st.sampled_from([*range(len(grid)), len(grid) - 1]))
            grid[row][draw(st.integers(0, len(headers) - 1))] = draw(CELLS)
        cells = [
            [
                Decimal(str(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
                for cell in row
            ]
            for row in grid
        ]
        sheets.append(Sheet(name, cells))  # type: ignore[arg-type]
    return Workbook("台账.xlsx", tuple(sheets))


@settings(max_examples=150, deadline=None)
@given(spoilt_villages())
def test_any_village_is_read_to_an_end(workbook: Workbook) -> None:
    reading = judge_register(workbook, SHELF, RecordsAtHand())
    for count in reading.sheets.values():
        assert count.rows == count.accepted + count.rejected
    cells = Counter(place[:3] for place in places(reading.errors) if place[1] is not None)
    assert all(times == 1 for times in cells.values())
    assert all(problem.rule in RULES for problem in reading.errors)
    assert all(problem.rule.startswith("W-") for problem in reading.warnings)
    codes = {subject.code for subject in reading.subjects}
    assert not codes & set(reading.rejected_households)
    assert reading.is_rejected == (reading.sheets["项目"].accepted == 0)
    if reading.is_rejected:
        assert reading.subjects == ()
    accepted = sum(1 + sum(map(len, subject.children.values())) for subject in reading.subjects)
    assert accepted == sum(count.accepted for name, count in reading.sheets.items() if name != "项目")
