"""The pages that are asked: who asks, where, and what must stand on them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import openpyxl
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import localdate

from antu.compensation.models import DeterminationLine
from antu.households.models import Household
from antu.households.services import import_register
from antu.organisations.models import User
from antu.overview.services import load_demo
from antu.platform.actor import SYSTEM
from antu.regulations.selectors import pack_shelf
from benchmarks.district import HOUSEHOLDS_EACH, PROJECTS, TOWNS, have_district
from benchmarks.installation import CHECKOUT
from benchmarks.web.load import ask

DEMO: Final = CHECKOUT / "demo"
TUTORIAL: Final = DEMO / "registers/tutorial.xlsx"
LONG: Final = "JX-001"
"""The household of the demo that gets so many fixtures that its sheet has 200 lines."""
LINES: Final = 200


@dataclass(frozen=True, slots=True)
class AskedPage:
    """One page; ``holds`` are texts that must stand on it before it is timed. Records may change meanwhile."""

    name: str
    address: str
    cookie: str
    holds: tuple[str, ...]
    changes: bool = False

    @property
    def path(self) -> str:
        """The address as it is sent."""
        return quote(self.address, safe="/?=&")


PLAIN: Final = AskedPage("plain Django page", "/", "", ("共", "HC"))
"""The peer's page."""


def have_pages() -> list[AskedPage]:
    """Make the records, and sign in the head of the centre, who sees everything, and a clerk of one town."""
    load_demo(SYSTEM, DEMO, today=localdate())
    have_district()
    household = _long_household()
    centre = signed_in("zhuren")
    everything = f"{PROJECTS * HOUSEHOLDS_EACH // 1000}"
    filtered = f"/households/?town={TOWNS[3]}&state=signed"
    pages = [
        AskedPage("households, all", "/households/", centre, (everything, "HC")),
        AskedPage("households, two filters", filtered, centre, ("HC003",)),
        AskedPage(f"household of {LINES} lines", f"/households/{household.pk}/", centre, (household.code,)),
        AskedPage("home", "/", centre, ("工作台", "各项目")),
        AskedPage("board", "/board/", centre, ("合成项目", "签约率")),
        AskedPage("remaining households", "/remaining/", centre, ("各镇街的剩余户", "HC")),
        AskedPage("search by name", "/search/?q=张建国", centre, ("张建国",)),
        AskedPage("search by name, one character wrong", "/search/?q=欧阳建国", centre, ()),
        AskedPage("search by pinyin", "/search/?q=zhangjianguo", centre, ("张",)),
        AskedPage("search by initials", "/search/?q=zjg", centre, ("户",)),
        AskedPage("search by number", "/search/?q=HC042-0007", centre, ("HC042-0007",)),
    ]
    worked_on = {"households, all", "households, two filters", "home"}
    busy = (replace(each, name=f"{each.name}; a change a second", changes=True) for each in pages)
    return [*pages, *(each for each, page in zip(busy, pages, strict=True) if page.name in worked_on)]


def correct_a_household() -> None:
    """What a clerk does all day, as the database sees it."""
    Household.objects.filter(project__name="教学示例项目", code=LONG).update(note="核对过")


def check_answers(port: int, pages: list[AskedPage]) -> None:
    """RuntimeError when a page lacks what must stand on it."""
    for page in pages:
        text = ask(port, page.path, page.cookie)
        missing = [word for word in page.holds if word not in text]
        if missing:
            raise RuntimeError(f"{page.name}: {missing} not on the page")


def _long_household() -> Household:
    """The demo's household with further fixtures, imported as an office would."""
    found = Household.objects.get(project__name="教学示例项目", code=LONG)
    if (
        DeterminationLine.objects.filter(determination__household=found, determination__is_standing=True).count()
        < LINES
    ):
        with tempfile.TemporaryDirectory() as folder:
            import_register(SYSTEM, _with_fixtures(Path(folder)), today=localdate(), shelf=pack_shelf())
    return found


def _with_fixtures(folder: Path) -> Path:
    book = openpyxl.load_workbook(TUTORIAL)
    sheet: Any = book["附属物"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    template = next(row for row in sheet.iter_rows(min_row=2) if row[heads["户编号"] - 1].value == LONG)
    values = [cell.value for cell in template]
    for number in range(LINES):
        values[heads["附属物编号"] - 1] = f"FX{number:03d}"
        sheet.append(values)
    path = folder / "教学示例.xlsx"
    book.save(path)
    return path


def signed_in(login: str) -> str:
    """The cookie of a person who has signed in."""
    user = User.objects.get(username=login)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
