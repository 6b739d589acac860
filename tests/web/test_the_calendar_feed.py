from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import person_who_may, signed_in
from tests.web.village import Village

from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.actor import SYSTEM
from antu.platform.models import JournalEntry
from antu.timeline.models import CalendarFeed
from antu.timeline.services import EnteredStep, enter_step

ADDRESS = re.compile(r"<code>http://testserver(/feeds/[\w-]+\.ics)</code>")


@pytest.fixture(autouse=True)
def notice(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), date(2023, 3, 10))
    monkeypatch.setattr("antu.timeline.views.timezone.localdate", lambda: date(2023, 3, 10))


def made(browser: Client) -> str:
    found = ADDRESS.search(browser.post("/calendar/subscription/").content.decode())
    assert found
    return found[1]


def test_a_calendar_program_reads_the_owner_s_deadlines_without_signing_in() -> None:
    address = made(signed_in(person_who_may("register.view")))
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert "征收土地预公告" in answer.content.decode().replace("\r\n ", "")


def test_the_address_is_told_once_and_kept_nowhere() -> None:
    browser = signed_in(person_who_may("register.view"))
    secret = made(browser).removeprefix("/feeds/").removesuffix(".ics")
    assert secret not in browser.get("/calendar/subscription/").content.decode()
    assert secret not in str(list(CalendarFeed.objects.values())) + str(list(JournalEntry.objects.values("change")))


def test_an_address_ends_when_it_is_made_anew_or_ended() -> None:
    browser = signed_in(person_who_may("register.view"))
    first, second = made(browser), made(browser)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    browser.post("/calendar/subscription/", {"end": "1"})
    assert Client().get(second).status_code == 404


def test_the_address_gives_what_its_owner_may_see_now() -> None:
    person = person_who_may("register.view")
    address = made(signed_in(person))
    person.organisation = Organisation.objects.create(name="别的镇", kind=OrganisationKind.TOWN)
    person.save()
    assert b"BEGIN:VEVENT" not in Client().get(address).content
    person.post = None
    person.save()
    assert Client().get(address).status_code == 404


def test_the_address_of_a_person_who_left_gives_nothing() -> None:
    person = person_who_may("register.view")
    address = made(signed_in(person))
    person.is_active = False
    person.save()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43])
def test_no_other_address_opens_anything(secret: str) -> None:
    address = reverse("calendar-feed", args=[secret])
    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 405
