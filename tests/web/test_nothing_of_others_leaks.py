"""Walks through all that a town's, an owner's and the centre's person can reach, and reads every word of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.cases import CASES
from tests.web.people import browser_of, centre
from tests.web.village import Village
from tests.web.walk import Answer, walk

from antu.households.models import Household, Person
from antu.organisations.models import Organisation
from antu.platform.actor import PERMISSIONS
from antu.projects.models import Project

pytestmark = pytest.mark.django_db
TOWN, OTHER_TOWN = "青禾街道（示例）", "白露镇（示例）"
OWNER, OTHER_OWNER = "示例城投公司", "示例大数据产业园公司"
EVERYTHING_BUT_CLEAR = sorted(set(PERMISSIONS) - {"personal.view"})


@dataclass(frozen=True)
class Valley:
    """The village with 大数据二期 shared by two towns and owned by the other owner."""

    village: Village
    shared: Project
    of_town: list[Household]
    of_other_town: list[Household]


@pytest.fixture
def valley(village: Village) -> Valley:
    shared = village.remaining
    shared.owner, shared.towns = OTHER_OWNER, [TOWN, OTHER_TOWN]
    shared.save()
    households = list(Household.objects.filter(project=shared).order_by("code"))
    for number, household in enumerate(households):
        household.town = TOWN.translate({0xFF08: "(", 0xFF09: ")"}) if number % 2 else OTHER_TOWN
        household.save()
    return Valley(village, shared, households[1::2], households[0::2])


def words_of(households: list[Household]) -> set[str]:
    """Codes, names and numbers of households and their people."""
    people = Person.objects.filter(household__in=households)
    words = {word for each in households for word in (each.code, each.head_name, each.phone, each.account_name)}
    words |= {person.name for person in people} | numbers_of(households)
    return {word for word in words if len(word) > 1}


def numbers_of(households: list[Household]) -> set[str]:
    """Identity and account numbers, whole."""
    numbers = {number for each in households for number in (each.id_number, each.account_no)}
    return (numbers | {each.id_number for each in Person.objects.filter(household__in=households)}) - {""}


def person_of(name: str, *permissions: str) -> Client:
    return browser_of(*permissions, of=Organisation.objects.get(name=name))


def everywhere(browser: Client, village: Village) -> Iterator[Answer]:
    """All that links lead to, and every page of the cases, whether a link leads to it or not."""
    starts = [case.path(name, village) for name, case in CASES.items() if not case.posts]
    households = [reverse("household", args=[each.pk]) for each in Household.objects.all()]
    yield from walk(browser, "/", *starts, *households)


def found(answers: Iterator[Answer], words: set[str]) -> dict[str, list[str]]:
    """By word the addresses that say it. No link may lead to what the person cannot open."""
    said: dict[str, list[str]] = {}
    for answer in answers:
        assert not answer.led_by or answer.status in {200, 302}, f"{answer.led_by} leads to {answer.url}"
        for word in words:
            if word in answer.text:
                said.setdefault(word, []).append(answer.url)
    return said


def apart(foreign: set[str], own: set[str]) -> set[str]:
    """The foreign words that no word of one's own contains."""
    return {word for word in foreign if not any(word in each for each in own)}


def test_a_town_reads_no_word_of_another_towns_households(valley: Valley) -> None:
    own = [*valley.of_town, *Household.objects.filter(project=valley.village.tutorial)]
    foreign = apart(words_of(valley.of_other_town), words_of(own) | {valley.shared.name})
    assert len(foreign) > 10
    assert found(everywhere(person_of(TOWN, *PERMISSIONS), valley.village), foreign) == {}


def test_an_owner_reads_no_word_of_another_owners_project(valley: Valley) -> None:
    own = list(Household.objects.exclude(project=valley.shared))
    foreign = apart(words_of([*valley.of_town, *valley.of_other_town]), words_of(own)) | {valley.shared.name}
    assert len(foreign) > 20
    assert found(everywhere(person_of(OWNER, *PERMISSIONS), valley.village), foreign) == {}


def test_the_centre_reads_all_of_them_but_no_number_in_clear_unless_its_post_does(valley: Valley) -> None:
    words = {word for each in valley.of_other_town for word in (each.code, each.head_name)} | {valley.shared.name}
    numbers = numbers_of(list(Household.objects.all()))
    assert len(numbers) > 20
    answers = everywhere(browser_of(*EVERYTHING_BUT_CLEAR, of=centre()), valley.village)
    assert found(answers, words | numbers).keys() == words


def test_numbers_stand_in_clear_where_the_post_sees_them(village: Village) -> None:
    page = browser_of("register.view", "personal.view").get(reverse("household", args=[village.signed.pk]))
    assert village.signed.id_number in page.content.decode()


def test_counts_are_of_ones_own_rows(valley: Valley) -> None:
    asking = {
        len(valley.of_town) + 3: person_of(TOWN, "register.view"),
        3: person_of(OWNER, "register.view"),
        Household.objects.count(): browser_of("register.view", of=centre()),
    }
    for count, browser in asking.items():
        assert f"共 {count} 户" in browser.get("/households/").content.decode()


def test_filters_offer_a_town_no_other(valley: Valley) -> None:
    for path in ("/households/", "/projects/", reverse("project", args=[valley.shared.pk])):
        assert f'value="{OTHER_TOWN}"' not in person_of(TOWN, "register.view").get(path).content.decode()
