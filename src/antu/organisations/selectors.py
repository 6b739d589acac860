"""Reads of organisations and their staffing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from antu.kernel.errors import BadInput, Problem
from antu.organisations.domain.demo_cast import DemoAccount, read_accounts
from antu.organisations.models import Organisation, OrganisationKind, StaffCount, User
from antu.platform.actor import SYSTEM, Actor

#: The administrative part that the name of a centre begins with.
_DISTRICT: Final = re.compile(r".*(?:区|县|旗|市)")


def district_name() -> str:
    """The district that the centre's name begins with; the whole name where it names none, empty without a centre."""
    centres = Organisation.objects.filter(kind=OrganisationKind.CENTRE, is_voided=False).order_by("source_row", "id")
    name = centres.values_list("name", flat=True).first() or ""
    found = _DISTRICT.match(name)
    return found.group() if found else name


def standing_organisations() -> list[Organisation]:
    """Organisations that stand, in the order of their rows. One below a withdrawn one fell with it."""
    rows = list(Organisation.objects.order_by("source_row", "id"))
    gone = {row.pk for row in rows if row.is_voided}
    while fallen := {row.pk for row in rows if row.parent_id in gone} - gone:
        gone |= fallen
    return [row for row in rows if row.pk not in gone]


def organisations_in_being(day: date) -> list[Organisation]:
    """Standing organisations established by ``day`` (or on no known day) and not dissolved by it."""
    return [
        organisation
        for organisation in standing_organisations()
        if (organisation.established_on is None or organisation.established_on <= day)
        and (organisation.dissolved_on is None or organisation.dissolved_on > day)
    ]


def reporting_centre() -> Organisation:
    """The centre itself: the first 中心 that stands; an unsaved 「本单位」 where none is recorded."""
    centres = (each for each in standing_organisations() if each.kind == OrganisationKind.CENTRE)
    return next(centres, Organisation(name="本单位"))


def staff_counts(year: int) -> QuerySet[StaffCount]:
    """The year's staffing rows that stand and say how many people there are, in the order of their rows."""
    standing = {organisation.pk for organisation in standing_organisations()}
    rows = StaffCount.objects.standing().filter(year=year, organisation__in=standing, actual__isnull=False)
    return rows.select_related("organisation").order_by("source_row", "id")


def staffing_years() -> set[int]:
    """The years of which there are staffing rows."""
    return set(StaffCount.objects.standing().values_list("year", flat=True))


def demo_accounts() -> list[DemoAccount]:
    """The demo's people who can sign in here, with their passwords and the names of their posts."""
    entered = User.objects.filter(is_demo=True, is_active=True).select_related("post")
    posts = {user.username: str(user.post or "") for user in entered}
    accounts = read_accounts(settings.ANTU_CHECKOUT / "demo") if posts else []
    return [replace(account, post=posts[account.login]) for account in accounts if account.login in posts]


def acting(login: str | None) -> Actor:
    """Who acts at the command line: 系统(命令行), or the person whom ``--as`` names. Raises BadInput (``A-LOGIN``)."""
    if login is None:
        return SYSTEM
    user = User.objects.filter(username=login, is_active=True).select_related("post").first()
    if user is None:
        raise BadInput(Problem("A-LOGIN", f"没有登录名为「{login}」的账号，或它已停用；请核对 --as 后面的登录名"))
    return user.as_actor()
