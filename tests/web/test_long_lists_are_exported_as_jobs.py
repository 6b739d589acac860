"""A long list is written by a worker: rows that its page shows to the same person, while the post may have them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.test_lists_of_every_kind import read_back
from tests.web.village import Village

from antu.households.models import Household
from antu.organisations.models import Organisation, Post
from antu.platform.actor import PERMISSIONS
from antu.platform.jobs.attempt import never
from antu.platform.jobs.running import run_job
from antu.platform.models import Job

LIST = "/households/"
ASKED = "state=signed&sort=-head&cols=code,head,id-number,phone&size=500"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.ANTU_HOME = tmp_path


@pytest.fixture
def _all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("export", "page"):
        monkeypatch.setattr(f"antu.platform.listing.{module}.AT_ONCE_MAX", 0)


def done(answer: Any) -> Job:
    """The job that the answer leads to, after a worker has been at it."""
    job = Job.objects.get(pk=re.fullmatch(r"/jobs/(\d+)/", answer["Location"])[1])  # type: ignore[index]
    run_job(job.pk, never)
    job.refresh_from_db()
    return job


def made(browser: Client, answer: Any) -> tuple[list[str], list[list[Any]]]:
    job = done(answer)
    assert job.problem == ""
    assert "已导出" in browser.get(f"/jobs/{job.pk}/").content.decode()
    return read_back(browser.get(f"/jobs/{job.pk}/file/"))


def test_a_short_list_comes_at_once(village: Village) -> None:  # noqa: ARG001 - the list is of the village
    browser = browser_of(*PERMISSIONS)
    assert "download>导出 Excel" in browser.get(LIST).content.decode()
    assert read_back(browser.get(f"{LIST}?export=xlsx"))[1]
    assert not Job.objects.exists()


@pytest.mark.parametrize("permissions", [("register.view",), ("register.view", "personal.view")])
def test_the_job_writes_what_the_page_would(
    permissions: tuple[str, ...],
    village: Village,  # noqa: ARG001 - as above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = browser_of(*permissions)
    at_once = read_back(browser.get(f"{LIST}?{ASKED}&export=xlsx"))
    for module in ("export", "page"):
        monkeypatch.setattr(f"antu.platform.listing.{module}.AT_ONCE_MAX", 0)
    assert "download>导出 Excel" not in browser.get(LIST).content.decode(), (
        "a browser would keep the job's page as a file"
    )
    answer = browser.get(f"{LIST}?{ASKED}&export=xlsx")
    assert browser.get(f"{LIST}?{ASKED}&export=xlsx")["Location"] == answer["Location"], "pressed twice, it is one job"
    assert browser.head(f"{LIST}?export=xlsx").status_code == 200
    assert Job.objects.count() == 1
    assert made(browser, answer) == at_once
    back = f"{LIST}?{ASKED}".replace("&", "&amp;").replace(",", "%2C")
    assert f'href="{back}"' in browser.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("_all_are_long")
def test_picked_rows_and_all_rows_of_a_panel_are_written_too(village: Village) -> None:
    browser = browser_of(*PERMISSIONS)
    keys = [village.unsigned.pk, village.signed.pk]
    form = {"action": "export-picked", "row": keys}
    lines = made(browser, browser.post(LIST, form))[1]
    assert {line[0] for line in lines} - {"合计"} == {village.unsigned.code, village.signed.code}
    panel = f"/projects/{village.tutorial.pk}/households/"
    lines = made(browser, browser.post(panel, {"action": "export-picked", "all": "1"}))[1]
    own = set(village.tutorial.households.values_list("code", flat=True))
    assert {line[0] for line in lines} - {"合计"} == own


@pytest.mark.usefixtures("_all_are_long")
def test_a_town_gets_its_own_rows_only(village: Village) -> None:
    town, _ = Organisation.objects.get_or_create(name=village.signed.town, defaults={"kind": "town"})
    clerk = browser_of(*PERMISSIONS, of=town)
    lines = made(clerk, clerk.get(f"{LIST}?export=xlsx"))[1]
    own = Household.objects.filter(town=village.signed.town).values_list("code", flat=True)
    assert {line[0] for line in lines} - {"合计"} == set(own)


@pytest.mark.usefixtures("_all_are_long")
def test_a_post_that_may_no_longer_is_given_nothing(village: Village) -> None:  # noqa: ARG001 - as above
    person = person_who_may("register.view", "personal.view")
    browser = signed_in(person)
    early = done(browser.get(f"{LIST}?export=xlsx"))
    assert browser.get(f"/jobs/{early.pk}/file/").status_code == 200
    late = browser.get(f"{LIST}?q=JX&export=xlsx")
    assert person.post
    Post.objects.filter(pk=person.post.pk).update(permissions=["register.view"])
    assert browser.get(f"/jobs/{early.pk}/file/").status_code == 403
    refused = done(late)
    assert refused.failed_at
    assert "查看完整证件号和账号" in refused.problem
    assert refused.file_name == ""


@pytest.mark.usefixtures("_all_are_long")
def test_a_list_that_is_gone_is_refused_in_words(village: Village) -> None:
    town, _ = Organisation.objects.get_or_create(name=village.signed.town, defaults={"kind": "town"})
    clerk = browser_of(*PERMISSIONS, of=town)
    queued = clerk.get(f"/projects/{village.tutorial.pk}/households/?export=xlsx")
    Organisation.objects.filter(pk=town.pk).update(is_voided=True)
    assert "L-EXPORT" in done(queued).problem
