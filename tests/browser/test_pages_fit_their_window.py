from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.journeys import overflow

from antu.households.models import Household
from antu.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = ((1440, 900), (1366, 768), (390, 844))


def test_no_page_is_wider_than_its_window(page: Page) -> None:
    project = Project.objects.get(name="教学示例项目").pk
    household = Household.objects.get(code="JX-001").pk
    unsigned = Household.objects.get(code="DSJ2-003").pk
    paths = (
        "/",
        "/projects/",
        f"/projects/{project}/",
        f"/projects/{project}/settlement/",
        "/households/",
        f"/households/{household}/",
        f"/households/{unsigned}/",
        "/import/",
        "/report/2023/",
        "/report/2023/figures/done.out_of_plan.area/",
        "/journal/",
    )
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        for path in paths:
            page.goto(path)
            assert overflow(page) <= 0, (path, width)
