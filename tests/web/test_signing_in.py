from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests.web.people import browser_of, person_who_may

pytestmark = pytest.mark.django_db
PASSWORD = "three-plain-words"


def sign_in(name: str, password: str) -> tuple[Client, int, str]:
    browser = Client()
    answer = browser.post(reverse("sign_in"), {"username": name, "password": password, "next": "/projects/"})
    return browser, answer.status_code, answer.get("Location", "")


def test_a_person_signs_in_and_comes_to_the_page_asked_for() -> None:
    person = person_who_may("register.view")
    person.set_password(PASSWORD)
    person.save()
    browser, status, location = sign_in(person.username, PASSWORD)
    assert (status, location) == (302, "/projects/")
    assert browser.get(location).status_code == 200


def test_a_wrong_password_is_told_in_chinese() -> None:
    person = person_who_may("register.view")
    person.set_password(PASSWORD)
    person.save()
    browser = Client()
    page = browser.post(reverse("sign_in"), {"username": person.username, "password": "wrong"}).content.decode()
    assert "账号或密码不对" in page
    assert "Please" not in page
    assert re.search(rf'id="id_username"[^>]* value="{person.username}"', page)
    assert re.findall(r'id="id_(\w+)"[^>]* autofocus', page) == ["password"]


def test_a_demo_account_stays_out_where_others_can_reach_the_server() -> None:
    person = person_who_may("register.view")
    person.is_demo = True
    person.set_password(PASSWORD)
    person.save()
    assert sign_in(person.username, PASSWORD)[1] == 302
    with override_settings(OPEN_TO_NETWORK=True):
        page = Client().post(reverse("sign_in"), {"username": person.username, "password": PASSWORD})
    assert page.status_code == 200
    assert "只能在本机" in page.content.decode()


def test_five_wrong_passwords_close_the_door_for_a_while() -> None:
    person = person_who_may("register.view")
    answers = [Client().post(reverse("sign_in"), {"username": person.username, "password": "no"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "暂停登录 15 分钟" in answers[-1].content.decode()


def test_the_page_asked_for_is_never_on_another_machine() -> None:
    person = person_who_may()
    person.set_password(PASSWORD)
    person.save()
    form = {"username": person.username, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post(reverse("sign_in"), form)["Location"] == "/"


def test_signing_out_closes_every_page() -> None:
    browser = browser_of("register.view")
    assert browser.post(reverse("sign_out")).status_code == 302
    assert browser.get("/projects/").status_code == 302


def test_signing_out_is_no_link_that_a_page_could_carry() -> None:
    assert browser_of("register.view").get(reverse("sign_out")).status_code == 405
