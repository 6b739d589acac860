"""Every page and every file that an address answers with: without the permission, no number of anybody stands whole."""

from __future__ import annotations

import pytest
from tests.web.cases import CASES
from tests.web.people import browser_of
from tests.web.village import Village
from tests.web.walk import walk

from antu.households.models import Household, Person
from antu.platform.actor import PERMISSIONS
from antu.platform.models import JournalEntry

ALL_BUT_NUMBERS = [permission for permission in PERMISSIONS if permission != "personal.view"]
SHOWN = [name for name, case in CASES.items() if not case.posts]


def numbers() -> set[str]:
    """The identity numbers, accounts and telephones of the village."""
    people = {person.id_number for person in Person.objects.all()}
    households = Household.objects.all()
    return {
        number for number in {*people, *(h.account_no for h in households), *(h.phone for h in households)} if number
    }


@pytest.mark.parametrize("name", SHOWN)
def test_of_an_address(name: str, village: Village) -> None:
    path, secret = CASES[name].path(name, village), numbers()
    assert len(secret) > 20
    answer = next(walk(browser_of(*ALL_BUT_NUMBERS), path))
    assert [number for number in secret if number in answer.text] == []


def test_who_may_see_them_finds_some(village: Village) -> None:
    answer = next(walk(browser_of(*PERMISSIONS), CASES["household"].path("household", village)))
    assert [number for number in numbers() if number in answer.text]


@pytest.mark.parametrize(("asked", "action"), [("export=xlsx", "导出完整号码"), ("print=pdf", "打印完整号码")])
def test_the_journal_keeps_who_takes_whole_numbers_out(asked: str, action: str, village: Village) -> None:  # noqa: ARG001
    browser = browser_of("register.view", "personal.view")
    path = f"/households/?q=JX-001&cols=code,id-number,phone&{asked}"
    assert browser.get(path).status_code == 200
    entry = JournalEntry.objects.get(action=action)
    assert entry.object_id == int(browser.session["_auth_user_id"])
    assert entry.change == {"列表": [None, "户列表"], "列": [None, "身份证号、联系电话"], "行数": [None, 1]}
    assert "JX-001" in entry.source


@pytest.mark.parametrize("asked", ["export=xlsx", "print=pdf"])
def test_masked_numbers_leave_no_entry(asked: str, village: Village) -> None:  # noqa: ARG001
    before = JournalEntry.objects.count()
    browser_of("register.view").get(f"/households/?cols=code,id-number&{asked}")
    browser_of("register.view", "personal.view").get(f"/households/?cols=code,head&{asked}")
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("asked", ["export=xlsx", "print=pdf"])
def test_asking_for_the_head_alone_takes_nothing_out_and_leaves_no_entry(asked: str, village: Village) -> None:  # noqa: ARG001
    before = JournalEntry.objects.count()
    answer = browser_of("register.view", "personal.view").head(f"/households/?cols=code,id-number&{asked}")
    assert answer.status_code == 200
    assert JournalEntry.objects.count() == before
