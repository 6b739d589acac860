"""Steps that the journeys share."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.web.people import person_who_may
from tests.web.village import Village, load_village

from antu.platform.actor import PERMISSIONS

PASSWORD = "three-plain-words"


def load_and_sign_in(page: Page) -> Village:
    """Load the village and sign in as a person who may do everything, by the keyboard alone."""
    village = load_village()
    person = person_who_may(*PERMISSIONS)
    person.set_password(PASSWORD)
    person.save()
    page.goto("/")
    expect(page.get_by_label("账号")).to_be_focused()
    page.keyboard.type(person.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="主菜单").wait_for()
    return village


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
