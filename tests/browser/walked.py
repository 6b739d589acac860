"""Every page of the product as a browser opens it: the addresses of ``tests/web/cases.py`` that answer with a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from tests.web.cases import CASES, SomebodysUpload
from tests.web.people import DEMO, signed_in
from tests.web.village import village_found

MESSY: Final = DEMO / "registers" / "xiangtian-bridge-messy.xlsx"
NAMES: Final = sorted(name for name, case in CASES.items() if not case.posts)


@dataclass
class Opened:
    """A page, what its name is, and how many bytes came for it over the line."""

    name: str
    shown: Page
    bytes_sent: int


def address_of_page(name: str, login: str) -> str:
    """Where the page is; empty when the address answers with a file, or leads elsewhere."""
    from antu.organisations.models import User  # noqa: PLC0415 - as above
    from antu.platform.models import Job  # noqa: PLC0415 - as above

    is_of_upload = isinstance(CASES[name], SomebodysUpload)
    path = own_upload(name, login) if is_of_upload else CASES[name].path(name, village_found())
    Job.objects.filter(actor_login="somebody").update(actor_login=login)  # a case of what is another's; here one looks
    answer = signed_in(User.objects.get(username=login)).get(path)
    is_page = answer.get("Content-Type", "").startswith("text/html") and answer.status_code not in {404, 500}
    is_whole = is_page and not answer.streaming and b"<html" in answer.content
    return path if is_whole and answer.status_code not in {301, 302} else ""


def own_upload(name: str, login: str) -> str:
    """A page of the person's own upload, which was checked and imported; a case has somebody else's."""
    from antu.households.selectors.imports import ImportKind  # noqa: PLC0415 - as above
    from antu.households.services.importing import queue_check, queue_import  # noqa: PLC0415
    from antu.organisations.models import User  # noqa: PLC0415
    from antu.platform.jobs.attempt import never  # noqa: PLC0415
    from antu.platform.jobs.running import run_job  # noqa: PLC0415
    from antu.platform.uploads import keep_upload  # noqa: PLC0415

    actor, kind = User.objects.get(username=login).as_actor(), ImportKind.REGISTER
    upload = keep_upload(actor, MESSY.name, [MESSY.read_bytes()])
    check = queue_check(actor, kind, upload)
    run_job(check.pk, never)
    run_job(queue_import(actor, kind, upload, check.pk).pk, never)
    return reverse(name, args=[kind.value, upload.key])


class Walker:
    """One window that goes from page to page, after a first one filled the cache."""

    def __init__(self, context: BrowserContext) -> None:
        self._shown, self._came = context.new_page(), list[int]()
        self._shown.goto("/")
        line = context.new_cdp_session(self._shown)
        line.on("Network.loadingFinished", lambda event: self._came.append(int(event["encodedDataLength"])))
        line.send("Network.enable")

    def opened(self, name: str, path: str) -> Opened:
        """The page, with the bytes that it took; a case may expect 400, as of a file that is gone."""
        self._came.clear()
        self._shown.goto(path)
        return Opened(name, self._shown, sum(self._came))
