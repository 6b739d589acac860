"""What is offered in one field follows another: villages of the town, groups of the village, as registered so far."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from antu.households.models import Household
from antu.projects.models import Project

OFFERED = "field => [...field.list.options].map(option => option.value)"


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#household-form-{name}")


def offered(page: Page, name: str) -> list[str]:
    values: list[str] = field(page, name).evaluate(OFFERED)
    return values


def test_villages_follow_the_town_and_groups_the_village_and_anything_may_be_written(page: Page) -> None:
    project = Project.objects.get(name="大数据二期")
    here = Household.objects.filter(project=project)
    other = here.order_by("pk").last()
    assert other is not None
    Household.objects.filter(pk=other.pk).update(town="示例乡", village="示例湾", group="东组")
    towns = dict(here.exclude(pk=other.pk).exclude(village="").values_list("town", "village"))
    (town, village), *_ = towns.items()
    page.goto(f"/projects/{project.pk}/households/new/")
    expect(field(page, "town")).to_have_value(town)
    assert "示例湾" not in offered(page, "village"), "the project lies in one town"
    field(page, "town").fill("示例乡")
    field(page, "village").focus()
    assert offered(page, "village") == ["示例湾"]
    field(page, "village").fill("示例湾")
    field(page, "group").focus()
    assert offered(page, "group") == ["东组"]
    field(page, "town").fill(town)
    field(page, "village").focus()
    assert village in offered(page, "village")
    assert "示例湾" not in offered(page, "village")
    expect(field(page, "village")).to_have_value("示例湾")
    field(page, "village").fill("没有登记过的村")
    field(page, "group").focus()
    assert "东组" in offered(page, "group"), "of a village that nobody has written yet, nothing is known"
