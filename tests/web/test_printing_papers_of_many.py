"""Papers of picked households and of a whole project: at once where they are few, else as a job."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.web.people import browser_of, signed_in, stranger
from tests.web.village import Village

from antu.compensation import services
from antu.compensation.documents.batch import Paper
from antu.compensation.services.determining import PAPERS_MAX
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.platform.actor import SYSTEM
from antu.platform.jobs.attempt import never
from antu.platform.jobs.queueing import queue_job
from antu.platform.jobs.running import run_job
from antu.platform.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.ANTU_HOME = tmp_path


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The households of the village are more than are printed while the person waits."""
    for module in ("antu.compensation.views.papers", "antu.compensation.contributions.bulk"):
        monkeypatch.setattr(f"{module}.FEW_PAPERS", 1)


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def picked(browser: Client, action: str, *households: Household) -> Any:
    return browser.post("/households/?sort=-code", {"action": action, "row": [each.pk for each in households]})


def done(browser: Client, queued: Any) -> bytes:
    """The file of the job that the answer leads to, after a worker has done it."""
    run_job(int(queued["Location"].split("/")[2]), never)
    answer: Any = browser.get(f"{queued['Location']}file/")
    return b"".join(answer.streaming_content)


def test_few_picked_households_are_printed_at_once_in_the_order_of_the_list(village: Village) -> None:
    browser = browser_of("register.view")
    answer = picked(browser, "print-cards", village.signed, village.unsigned)
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    places = [text.index(f"户编号：{each.code}") for each in (village.signed, village.unsigned)]
    assert (places[0] > places[1]) == (village.signed.code < village.unsigned.code)
    assert "补偿计算书" in text_of(picked(browser, "print-sheets", village.signed).content)


@pytest.mark.usefixtures("many")
def test_many_are_a_job_that_is_queued_once_and_may_span_projects(village: Village) -> None:
    browser = browser_of("register.view")
    assert village.signed.project_id != village.unsigned.project_id
    queued = picked(browser, "print-cards", village.signed, village.unsigned)
    assert picked(browser, "print-cards", village.signed, village.unsigned)["Location"] == queued["Location"]
    assert picked(browser, "print-sheets", village.signed, village.unsigned)["Location"] != queued["Location"]
    text = text_of(done(browser, queued))
    assert village.signed.code in text
    assert village.unsigned.code in text
    assert "已打印 2 户的明白卡" in browser.get(queued["Location"]).content.decode()


@pytest.mark.usefixtures("many")
def test_a_whole_project_is_asked_for_on_a_page_and_made_as_a_job(village: Village) -> None:
    browser = browser_of("register.view")
    path = reverse("project-papers", args=[village.tutorial.pk, "cards"])
    assert path in browser.get(reverse("project", args=[village.tutorial.pk])).content.decode()
    page = browser.get(path).content.decode()
    assert f"{village.tutorial.households.count()} 户（您看得到的）" in page
    assert Job.objects.count() == 0
    text = text_of(done(browser, browser.post(path)))
    assert all(each.code in text for each in village.tutorial.households.all())
    assert browser.get(reverse("project-papers", args=[village.tutorial.pk, "letters"])).status_code == 404


@pytest.mark.usefixtures("many")
def test_a_job_prints_nothing_of_another_town_even_by_a_forged_key(village: Village) -> None:
    other = stranger("town")
    order = {"paper": "cards", "keys": [village.signed.pk, village.unsigned.pk], "of": "所选 2 户"}
    queue_job(other.as_actor(), services.PRINT_JOB, "打印", order)
    text = text_of(done(signed_in(other), {"Location": f"/jobs/{Job.objects.latest('pk').pk}/"}))
    assert "没有可以打印的户" in text
    assert not [word for word in village.own_words if word in text]
    path = reverse("project-papers", args=[village.tutorial.pk, "cards"])
    assert signed_in(other).get(path).status_code == 404


def test_more_than_a_file_holds_are_refused_with_the_way_out() -> None:
    with pytest.raises(BadInput, match="请先按镇街、村或状态筛选") as refused:
        services.order_papers(SYSTEM, Paper.CARDS, range(PAPERS_MAX + 1), "全部")
    assert refused.value.problems[0].rule == "D-BATCH"
