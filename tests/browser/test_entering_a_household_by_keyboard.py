"""Five people, four buildings and twelve fixtures from paper, by keyboard alone: fewer strokes than a spreadsheet."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.keystrokes import CountingKeyboard, spreadsheet_strokes

from antu.households.domain.texts import shown_text
from antu.households.models import Household
from antu.households.selectors.editing import recorded_texts, register_layout_of
from antu.kernel.identity import id_check_character
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf


def number(birth: str, order: str) -> str:
    return (first := f"430204{birth}{order}") + id_check_character(first)


HEAD = number("19700102", "211")
PEOPLE = (
    ("周大山", HEAD, "hz", "ny", "bj"),
    ("李春梅", number("19720315", "222"), "po", "ny", "bj", "19930501", "hq"),
    ("周小军", number("19950708", "213"), "zn", "ny", "bj"),
    ("陈雨", number("19961120", "224"), "xx", "ny", "bj", "2019.5.1", "hq"),
    ("周子涵", number("20200606", "221"), "sb", "ny", "bj"),
)
BUILDINGS = (
    ("1幢", "2", "zh", "ed", "180.5", "186.24", "186.24", "hf", "19990501"),
    ("2幢", "1", "zm", "sd", "60", "62.1", "62.1", "hf", "1995.3.1"),
    ("3幢", "1", "tm", "sd", "", "30.4", "30.4", "wz", "19880101"),
    ("4幢", "1", "jy", "sd", "", "18", "18", "wf", "20100901"),
)
FIXTURES = (
    ("snp", "60"), ("jj", "1"), ("wq", "35.5"), ("ym", "1"), ("dj", "12"), ("hfc", "1"),
    ("zqc", "1"), ("xsc", "2"), ("zs", "1"), ("qs", "1"), ("swcs", "1"), ("dtq", "8"),
)  # fmt: skip


def enter_from_paper(page: Page) -> CountingKeyboard:
    """Everything that stands on the paper; what it leaves open is passed over."""
    keys = CountingKeyboard(page)
    keys.fields("周大山", HEAD, "13900001234", "青禾街道（示例）", "示范村", "三组", "三组8号")
    keys.fields("", "", "", "", "", "示例丙")
    keys.fields("周大山", "示例农村商业银行青禾支行", "6200009929197870760", "", "")
    for person in PEOPLE:
        keys.row(person[0], person[1], *person[2:])
    keys.press("Enter")
    for building in BUILDINGS:
        keys.row(*building)
    keys.press("Enter", times=2)
    for kind, quantity in FIXTURES:
        keys.row(kind, "", "", quantity)
    keys.press("Control+s")
    return keys


def recorded_cells(household: Household) -> list[str]:
    """Every cell that was recorded of it, as somebody would type it into a sheet: labels, not codes."""
    layout = register_layout_of(household.project, pack_shelf())
    texts = recorded_texts(household, layout)
    own = _shown(layout, "household", texts.own)
    return [
        *own,
        *(cell for key, rows in texts.rows.items() for row in rows for cell in _shown(layout, key, row.texts)),
    ]


def _shown(layout: Any, sheet: str, texts: Any) -> list[str]:
    columns = layout.sheets[sheet].layout.by_field
    named = {name: text for name, text in texts.items() if text and text != str(columns[name].default)}
    return [shown_text(columns[name], text) for name, text in named.items() if text not in {"否", "no", "false"}]


def test_a_household_from_paper_takes_no_more_strokes_than_a_spreadsheet(page: Page) -> None:
    project = Project.objects.get(name="大数据二期")
    page.goto(f"/projects/{project.pk}/households/new/")
    expect(page.locator("#household-form-head_name")).to_be_focused()
    keys = enter_from_paper(page)
    expect(page.locator(".alert-success").first).to_contain_text("已登记")
    household = Household.objects.get(project=project, head_name="周大山")
    people = list(household.people.order_by("pk"))
    assert [each.no for each in people] == ["P1", "P2", "P3", "P4", "P5"]
    assert [each.relation for each in people] == ["head", "spouse", "child", "child_in_law", "grandchild"]
    assert (people[1].sex, str(people[1].born_on), str(people[1].hukou_moved_in_on)) == (
        "female",
        "1972-03-15",
        "1993-05-01",
    )
    buildings = list(household.buildings.order_by("pk"))
    assert [(each.structure, each.grade, each.legality) for each in buildings] == [
        ("brick_concrete", "g2", "legal"),
        ("brick_wood", "g3", "legal"),
        ("earth_wood", "g3", "unlicensed"),
        ("simple", "g3", "illegal"),
    ]
    assert [str(each.built_on) for each in buildings] == ["1999-05-01", "1995-03-01", "1988-01-01", "2010-09-01"]
    assert [str(each.area_m2) for each in buildings] == ["186.24", "62.10", "30.40", "18.00"]
    fixtures = list(household.fixtures.order_by("pk"))
    assert [each.kind for each in fixtures][:4] == ["cement_yard", "drilled_well", "enclosure_wall", "gate"]
    assert len(fixtures) == 12
    cells = recorded_cells(household)
    assert keys.strokes <= spreadsheet_strokes(cells), (keys.strokes, len(cells))
