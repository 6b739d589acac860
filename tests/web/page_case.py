"""What every address of the product is asked: by nobody, by the wrong organisation, by a reader, by who may open it.

A case inherits the questions and says only what is its own. The addresses and their cases are listed in ``cases.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from tests.web.people import auditor, browser_of, signed_in, stranger
from tests.web.village import Village

from antu.platform.actor import PERMISSIONS

Arguments = Callable[[Village], list[Any]]


def nothing(_village: Village) -> list[Any]:
    """An address without arguments."""
    return []


def no_form(_village: Village) -> dict[str, Any]:
    """An empty form."""
    return {}


@dataclass(frozen=True)
class PageCase:
    """Who may open the page of this name: whoever has ``permission`` (anybody signed in, without one).

    ``also`` opens it too. ``posts``: it only takes forms, filled as ``form`` says. ``status`` answers who may open it.
    Another organisation gets 404 where the page is one row's (it has arguments), else the page without foreign rows.
    """

    permission: str = ""
    also: tuple[str, ...] = ()
    arguments: Arguments = nothing
    posts: bool = False
    status: int = 200
    form: Callable[[Village], Mapping[str, Any]] = field(default=no_form)

    #: What a reader gets who fills in the form of the page.
    REFUSALS: ClassVar[frozenset[int]] = frozenset({403, 405})

    def path(self, name: str, village: Village) -> str:
        """The address."""
        return reverse(name, args=self.arguments(village))

    @property
    def allowed(self) -> tuple[str, ...]:
        """All that the page asks for."""
        return (self.permission,) if self.permission else ()

    @property
    def refused(self) -> tuple[str, ...]:
        """Everything else."""
        return tuple(each for each in PERMISSIONS if each not in {self.permission, *self.also})

    def opened(self, name: str, village: Village, browser: Client) -> HttpResponse:
        """The answer to this browser, asked as the page is meant to be asked."""
        path = self.path(name, village)
        answer: HttpResponse = browser.post(path, dict(self.form(village))) if self.posts else browser.get(path)  # type: ignore[assignment]
        return answer

    def answers(self, name: str, village: Village, browser: Client) -> Iterator[HttpResponse]:
        """The answer to this browser by each method that the page takes: looking at it, and sending its form."""
        path = self.path(name, village)
        methods = resolve(path).func.methods  # type: ignore[attr-defined]
        if "GET" in methods:
            yield browser.get(path)  # type: ignore[misc]
        if "POST" in methods:
            yield browser.post(path, dict(self.form(village)))  # type: ignore[misc]

    def ask_as_nobody(self, name: str, village: Village) -> None:
        """Who has not signed in is sent to do so, and back here after."""
        self.path(name, village)  # it may make its row
        before = all_rows()
        for answer in self.answers(name, village, Client()):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/sign-in/?next=")
        assert all_rows() == before

    def ask_without_permission(self, name: str, village: Village) -> None:
        """Who may do everything but this is told which posts may."""
        for answer in self.answers(name, village, browser_of(*self.refused)):
            assert answer.status_code == 403
            assert "可以办理的岗位" in answer.content.decode()

    def ask_as_wrong_organisation(self, name: str, village: Village) -> None:
        """A town and an owner that have no rows here find and change none, though their post may do everything."""
        self.path(name, village)
        strangers = [signed_in(stranger(kind)) for kind in ("town", "owner")]
        before = all_rows()
        for browser in strangers:
            for answer in self.answers(name, village, browser):
                self.meet_stranger(answer, village)
        changed = {table for table, rows in all_rows().items() if before[table] != rows}
        assert changed <= OWN_TABLES

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """One answer to one of them."""
        if self.arguments is nothing:
            assert answer.status_code in {self.status, 405}  # a list takes no form without a deed for its rows
        else:
            assert answer.status_code == 404, f"{answer.status_code} tells that the row exists"
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        for word in village.own_words:
            assert word not in text

    def ask_as_reader(self, name: str, village: Village) -> None:
        """The auditor sees everything and fills in nothing: a form that arrives is refused, and no row changes."""
        path, browser = self.path(name, village), signed_in(auditor())
        before = all_rows()
        answer = browser.post(path, dict(self.form(village)))
        assert answer.status_code in self.REFUSALS
        assert all_rows() == before

    def ask_as_permitted(self, name: str, village: Village) -> None:
        """Who has the one permission that it takes is let in."""
        assert self.opened(name, village, browser_of(*self.allowed)).status_code == self.status


class DistrictPage(PageCase):
    """A page that counts all of the district's rows: who sees only some is told why not."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:  # noqa: ARG002 - its signature
        """Refused in words, whoever they are."""
        assert answer.status_code == 403
        assert "全区" in answer.content.decode()


class OpenPage(PageCase):
    """A page of nobody's rows, such as a form to choose a file: every organisation gets the same answer."""

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:
        """As for anybody; a form that is not filled in is refused to everybody."""
        sent = answer.wsgi_request.method == "POST"  # type: ignore[attr-defined]
        assert answer.status_code in ({self.status, 400} if sent else {self.status})
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        assert not [word for word in village.own_words if word in text]


class OwnPage(PageCase):
    """A page of what the signed-in person keeps for themselves, such as a saved view: a reader may fill it in too."""

    REFUSALS: ClassVar[frozenset[int]] = frozenset({200, 201, 204, 302, 400, 403, 404, 405})

    def meet_stranger(self, answer: HttpResponse, village: Village) -> None:  # noqa: ARG002 - its signature
        """Another person's is not theirs; a form without an answer is refused to everybody."""
        assert answer.status_code in {self.status, 400, 404, 405}

    def ask_as_reader(self, name: str, village: Village) -> None:
        """It changes nothing but what is the reader's own; the journal says so."""
        path, browser = self.path(name, village), signed_in(auditor())
        before = all_rows()
        browser.post(path, dict(self.form(village)))
        assert {table: rows for table, rows in all_rows().items() if before[table] != rows}.keys() <= OWN_TABLES


#: Tables of what people keep for themselves.
OWN_TABLES = frozenset(
    {
        "platform_savedview",
        "platform_job",
        "platform_journalentry",
        "django_session",
        "timeline_calendarfeed",
        "inbox_watch",
        "inbox_dailymail",
    }
)


def all_rows() -> dict[str, str]:
    """A fingerprint of every row of every table of the product: two alike mean that nothing was written."""
    with connection.cursor() as cursor:
        cursor.execute(_every_table())
        return dict(cursor.fetchall())


@cache
def _every_table() -> str:
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("antu.")]
    rows = "select '{0}', concat(count(*), ' ', sum(hashtextextended(t::text, 0))) from {0} t"
    return " union all ".join(rows.format(table) for table in tables)
