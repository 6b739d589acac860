"""Every page of the product as a browser opens it: the addresses of ``tests/web/cases.py`` that answer with a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import BrowserContext, Page
from tests.web.cases import CASES
from tests.web.people import signed_in
from tests.web.village import Village

NAMES: Final = sorted(name for name, case in CASES.items() if not case.posts)


@dataclass
class Opened:
    """A page, what its name is, and how many bytes came for it over the line."""

    name: str
    shown: Page
    bytes_sent: int


def village() -> Village:
    """The village that was loaded already."""
    from antu.projects.models import Project  # noqa: PLC0415 - read before Django has its settings

    return Village(Project.objects.get(name="教学示例项目"), Project.objects.get(name="大数据二期"))


def address_of_page(name: str, login: str) -> str:
    """Where the page is; empty when the address answers with a file, or leads elsewhere."""
    from antu.organisations.models import User  # noqa: PLC0415 - as above
    from antu.platform.models import Job  # noqa: PLC0415 - as above

    path = CASES[name].path(name, village())
    Job.objects.filter(actor_login="somebody").update(actor_login=login)  # a case of what is another's; here one looks
    answer = signed_in(User.objects.get(username=login)).get(path)
    is_page = answer.get("Content-Type", "").startswith("text/html") and answer.status_code not in {404, 500}
    is_whole = is_page and not answer.streaming and b"<html" in answer.content
    return path if is_whole and answer.status_code not in {301, 302} else ""


def opened(context: BrowserContext, name: str, path: str) -> Opened:
    """The page, with the bytes that it took; a case may expect 400, as of a file that is gone."""
    shown = context.new_page()
    line = context.new_cdp_session(shown)
    line.send("Network.enable")
    came: list[int] = []
    line.on("Network.loadingFinished", lambda event: came.append(int(event["encodedDataLength"])))
    shown.goto(path)
    return Opened(name, shown, sum(came))
