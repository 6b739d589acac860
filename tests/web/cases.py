"""A case for every address of the product: who may open it. A page without a case fails the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from tests.web.village import Village

from antu.platform.actor import PERMISSIONS

Arguments = Callable[[Village], list[Any]]
ANYBODY: tuple[str, ...] = ()


def nothing(_village: Village) -> list[Any]:
    """An address without arguments."""
    return []


@dataclass(frozen=True)
class PageCase:
    """Who may open the page of this name: whoever has ``permission`` (anybody signed in, without one).

    ``refused`` is a person who may do everything that the page does not ask for. ``posts``: it only takes forms.
    """

    permission: str = ""
    also: tuple[str, ...] = ()
    arguments: Arguments = nothing
    posts: bool = False
    status: int = 200

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


def household(village: Village) -> list[Any]:
    """The signed household."""
    return [village.signed.pk]


def project(village: Village) -> list[Any]:
    """Its project."""
    return [village.tutorial.pk]


REPORT_OR_REGISTER = ("register.view", "report.view")

CASES: Mapping[str, PageCase] = {
    "home": PageCase(),
    "projects": PageCase("register.view", REPORT_OR_REGISTER),
    "project": PageCase("report.view", REPORT_OR_REGISTER, project),
    "households": PageCase("register.view"),
    "household": PageCase("register.view", arguments=household),
    "imports": PageCase("register.import", ("district.import",)),
    "reports": PageCase("report.view"),
    "report": PageCase("report.view", arguments=lambda _: [2023]),
    "report-document": PageCase("report.view", arguments=lambda _: [2023]),
    "figure": PageCase("report.view", arguments=lambda _: [2023, "done.collective.area"]),
    "sheet-pdf": PageCase("register.view", arguments=household),
    "determination-pdf": PageCase("register.view", arguments=lambda village: [village.signed.pk, 1]),
    "estimate-pdf": PageCase("register.view", arguments=lambda village: [village.unsigned.pk, "2023-06-01"]),
    "settlement": PageCase("settlement.view", arguments=project),
    "settlement-paper": PageCase("settlement.view", arguments=lambda v: [v.tutorial.pk, "房屋补偿明细表.xlsx"]),
    "settlement-receipt": PageCase("settlement.enter", arguments=project, posts=True, status=400),
    "settlement-payment": PageCase("settlement.enter", arguments=project, posts=True, status=400),
    "journal": PageCase("register.view", REPORT_OR_REGISTER),
    "record": PageCase(
        "report.view", REPORT_OR_REGISTER, lambda v: ["projects.ProjectEvent", v.remaining.events.latest("on").pk]
    ),
}
"""By the name of the address. What needs a row or a file of its own has a test file of its own: see ``ELSEWHERE``."""

ELSEWHERE: Mapping[str, str] = {
    "sign_in": "test_signing_in.py",
    "sign_out": "test_signing_in.py",
    "import-preview": "test_importing_in_two_steps.py",
    "import-result": "test_importing_in_two_steps.py",
    "import-problems": "test_importing_in_two_steps.py",
    "settlement-void": "test_entering_money_by_hand.py",
}
