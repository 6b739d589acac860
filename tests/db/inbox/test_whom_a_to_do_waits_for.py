"""A to-do of a post waits for who sees its subject; one of an organisation for its people and those of its offices."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.offices import as_, colleague, open_offices

from antu.inbox.models import Todo
from antu.inbox.selectors import count_waiting, seats_of, waits_for, watched_by
from antu.inbox.services import Addressee, Matter, Subject, close_todos, move_due, open_todo, unwatch, watch
from antu.organisations.models import Organisation, OrganisationKind, Post, User

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def offices() -> None:
    open_offices()


def opened(addressee: Addressee, number: int = 1, subject: Subject | None = None, due_on: date | None = None) -> Todo:
    return open_todo(Matter("assignment", number, "完成入户", due_on), subject or Subject("示例"), addressee)


def waits(login: str) -> list[int]:
    return [todo.object_id for todo in waits_for(login, seats_of(login, DAY))]


def test_a_towns_post_gets_what_is_of_its_town_and_the_centres_all_of_it() -> None:
    town, expropriation = Post.objects.get(code="town"), Post.objects.get(code="expropriation")
    opened(Addressee(post=town), 1, Subject("一", ("青禾街道(示例)",)))
    opened(Addressee(post=town), 2, Subject("二", ("白露镇（示例）",)))
    opened(Addressee(post=expropriation), 3, Subject("三", ("青禾街道（示例）",)))
    assert (waits("qinghe"), waits("bailu"), waits("zhengchai"), waits("caiwu")) == ([1], [2], [3], [])


def test_an_organisations_waits_for_its_people_and_those_of_its_offices_but_not_of_those_beside() -> None:
    town = Organisation.objects.get(name="青禾街道（示例）")
    below = Organisation.objects.create(name="青禾街道征拆办（示例）", kind=OrganisationKind.OFFICE, parent=town)
    colleague("office", "qinghe")
    User.objects.filter(username="office").update(organisation=below)
    opened(Addressee(organisation=town))
    assert (waits("qinghe"), waits("office"), waits("bailu"), waits("zhengchai")) == ([1], [1], [], [])


def test_the_centres_does_not_wait_for_its_offices() -> None:
    opened(Addressee(organisation=Organisation.objects.get(kind=OrganisationKind.CENTRE)))
    assert (waits("zhuren"), waits("zonghe")) == ([1], [])


def test_late_comes_first_and_what_has_no_day_last() -> None:
    for number, due_on in enumerate((None, date(2026, 10, 9), date(2026, 9, 1)), start=1):
        opened(Addressee(login="caiwu"), number, due_on=due_on)
    assert waits("caiwu") == [3, 2, 1]
    move_due("assignment", 1, date(2026, 8, 1))
    assert waits("caiwu") == [1, 3, 2]


def test_closed_it_is_counted_no_longer_and_stands_among_what_was_done() -> None:
    opened(Addressee(login="caiwu"))
    person = User.objects.get(username="caiwu")
    assert count_waiting(person, DAY) == 1
    assert close_todos("assignment", [1], by=as_("caiwu"), outcome="办结") == 1
    assert count_waiting(person, DAY) == 0
    todo = Todo.objects.get()
    assert (todo.closed_by_name, todo.outcome) == ("示例财务", "办结")


def test_one_matter_waits_once_for_one_addressee() -> None:
    opened(Addressee(login="caiwu"))
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(Addressee(login="caiwu"))
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(Addressee())


def test_who_is_no_longer_here_has_nothing() -> None:
    opened(Addressee(login="caiwu"))
    User.objects.filter(username="caiwu").update(is_active=False)
    assert seats_of("caiwu", DAY) == []


def test_following_twice_is_once_and_ends() -> None:
    for _ in range(2):
        watch(as_("caiwu"), "case", 7)
    assert watched_by("caiwu").count() == 1
    unwatch(as_("caiwu"), "case", 7)
    assert not watched_by("caiwu").exists()
