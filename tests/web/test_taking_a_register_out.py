from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.web.people import browser_of
from tests.web.village import Village

from antu.platform.jobs.attempt import never
from antu.platform.jobs.running import run_job
from antu.platform.models import Job, JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.ANTU_HOME = tmp_path


LINK = "导出台账（.xlsx）"


def project_page(village: Village, *permissions: str) -> str:
    browser = browser_of(*permissions)
    return browser.get(reverse("project", args=[village.remaining.pk])).content.decode()


def test_the_project_s_page_gives_the_register_whole_and_keeps_who_took_it(village: Village) -> None:
    browser = browser_of("register.view", "personal.view")
    path = reverse("register-export", args=[village.remaining.pk])
    assert path in project_page(village, "register.view", "personal.view")
    assert "身份证号" in browser.get(path).content.decode(), "it says what leaves the system"
    queued = browser.post(path)
    assert browser.post(path)["Location"] == queued["Location"], "a button pressed twice queues once"
    run_job(Job.objects.latest("pk").pk, never)
    page = browser.get(queued["Location"]).content.decode()
    assert f"已导出 {village.remaining.households.count()} 户" in page
    answer: Any = browser.get(f"{queued['Location']}file/")
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
