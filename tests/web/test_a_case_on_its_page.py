"""A case as people meet it: the form of whose turn it is, the second who is told, the deputy, and many at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.offices import as_, colleague
from tests.web.case_rows import case, drawing
from tests.web.people import signed_in
from tests.web.village import Village

from antu.inbox.models import Todo
from antu.inbox.services import EnteredDelegation, delegate
from antu.organisations.models import User
from antu.procedures.models import CaseStep, ProcedureCase

pytestmark = pytest.mark.django_db


def browser(login: str) -> Client:
    return signed_in(User.objects.get(username=login))


def page(client: Client, running: ProcedureCase) -> str:
    return client.get(reverse("case", args=[running.pk])).content.decode()


def begun(village: Village) -> tuple[ProcedureCase, CaseStep]:
    running = ProcedureCase.objects.get(pk=case(village)[0])
    return running, running.steps.get(closed_at=None)


def test_whose_turn_it_is_finds_the_form_and_others_hear_whose_it_is(village: Village) -> None:
    running, _ = begun(village)
    assert "轮到您办理" in page(browser("qinghe"), running)
    said = page(browser("caiwu"), running)
    assert "镇街经办" in said
    assert "示例青禾" in said


def test_the_second_is_told_who_was_first_and_keeps_the_words(village: Village) -> None:
    running, first = begun(village)
    colleague("qinghe2", "qinghe")
    address = reverse("case-step", args=[first.pk])
    browser("qinghe").post(address, {"opinion": "已核对"})
    answer = browser("qinghe2").post(address, {"opinion": "我也核对了"})
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "已由示例青禾于" in said
    assert "我也核对了" in said
    assert running.steps.count() == 2


def test_nothing_chosen_is_no_consent(village: Village) -> None:
    running, first = begun(village)
    browser("qinghe").post(reverse("case-step", args=[first.pk]), {"opinion": ""})
    review = running.steps.get(closed_at=None)
    for decision in ("", "maybe"):
        answer = browser("zhengchai").post(reverse("case-step", args=[review.pk]), {"decision": decision})
        assert answer.status_code == 400
        assert "请选择同意或不同意" in answer.content.decode()
    assert running.steps.get(closed_at=None) == review


def test_a_deputy_opens_what_is_out_of_the_own_reach(village: Village) -> None:
    running, first = begun(village)
    address = reverse("case", args=[running.pk])
    assert browser("bailu").get(address).status_code == 404
    today = timezone.localdate()
    delegate(as_("qinghe"), EnteredDelegation("bailu", today, today, "休假"), today)
    assert "轮到您办理" in page(browser("bailu"), running)
    assert browser("bailu").post(reverse("case-step", args=[first.pk]), {"opinion": ""}).status_code == 302


def test_many_are_handed_in_and_agreed_to_at_once(village: Village) -> None:
    drawing(village)
    households = village.tutorial.households.order_by("code")
    keys = [str(pk) for pk in households.values_list("pk", flat=True)]
    handed_in = browser("qinghe").post(reverse("households"), {"action": "hand-in", "row": keys}, follow=True)
    assert "已送审 3 户" in handed_in.content.decode()
    todos = [str(todo.pk) for todo in Todo.objects.open()]
    client = browser("qinghe")
    asked = client.post(reverse("todo"), {"action": "agree", "row": todos})
    assert "同意所选" in asked.content.decode()
    again = {"action": "agree", "rows": ",".join(todos), "counted": "3", "opinion": "同意"}
    assert "已办理 3 件" in client.post(reverse("todo"), again, follow=True).content.decode()
    assert "待办" in client.get(reverse("todo")).content.decode()
    assert CaseStep.objects.filter(step="review", closed_at=None).count() == 3
