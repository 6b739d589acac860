from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.web.people import browser_of
from tests.web.village import Village

from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db
LINK = "导出台账（.xlsx）"


def project_page(village: Village, *permissions: str) -> str:
    browser = browser_of(*permissions)
    return browser.get(reverse("project", args=[village.remaining.pk])).content.decode()


def test_the_project_s_page_gives_the_register_whole_and_keeps_who_took_it(village: Village) -> None:
    browser = browser_of("register.view", "personal.view")
    path = reverse("register-export", args=[village.remaining.pk])
    assert path in project_page(village, "register.view", "personal.view")
    answer: Any = browser.get(path)
    assert "attachment" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    numbers = {cell.value for row in book["户"].iter_rows() for cell in row}
    assert village.unsigned.id_number in numbers
    assert JournalEntry.objects.latest("pk").action == "导出台账"


def test_who_sees_masked_numbers_is_offered_no_whole_register(village: Village) -> None:
    assert LINK not in project_page(village, "register.view", "register.edit")
    path = reverse("register-export", args=[village.remaining.pk])
    assert browser_of("register.view").get(path).status_code == 403
    assert browser_of("personal.view").get(path).status_code == 403
