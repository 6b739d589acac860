"""A centre with an office, two sub-districts, and the people who assign and report."""

from __future__ import annotations

from datetime import date

from antu.dispatch.domain.course import Deed, State
from antu.dispatch.models import Assignment, AssignmentEvent, Meeting
from antu.dispatch.selectors import dated_assignment
from antu.dispatch.services import assign_from_meeting, enter_event, enter_meeting
from antu.organisations.models import Organisation, OrganisationKind, Post, User
from antu.platform.actor import Actor
from antu.platform.entry import TypedRow

TODAY = date(2023, 6, 20)
GIVEN, DUE = date(2023, 6, 5), date(2023, 6, 30)
QINGHE, BAILU, CENTRE, OFFICE = "青禾街道", "白露镇", "测试中心", "综合股"


def organisation(name: str, kind: OrganisationKind, above: str = "") -> Organisation:
    """An organisation, entered once."""
    parent = Organisation.objects.get(name=above) if above else None
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind, "parent": parent})[0]


def person(login: str, of: str, *permissions: str) -> Actor:
    """Who signs in by this login for the organisation, at a post of these permissions."""
    code = "-".join(permissions).replace(".", "-") or "none"
    post, _ = Post.objects.get_or_create(code=code[:40], defaults={"name": code, "permissions": list(permissions)})
    organisation = Organisation.objects.get(name=of)
    user = User.objects.create(username=login, display_name=f"{login}同志", post=post, organisation=organisation)
    return User.objects.get(pk=user.pk).as_actor()


class Cast:
    """The district of these tests."""

    def __init__(self) -> None:
        organisation(CENTRE, OrganisationKind.CENTRE)
        organisation(OFFICE, OrganisationKind.OFFICE, CENTRE)
        organisation(QINGHE, OrganisationKind.TOWN)
        organisation(BAILU, OrganisationKind.TOWN)
        organisation("青禾拆迁办", OrganisationKind.OFFICE, QINGHE)
        self.director = person("director", CENTRE, "dispatch.edit")
        self.general = person("general", OFFICE, "dispatch.edit", "register.view")
        self.finance = person("finance", CENTRE, "register.view")
        self.qinghe = person("qinghe", QINGHE, "register.view")
        self.qinghe_office = person("chaiqian", "青禾拆迁办", "register.view")
        self.bailu = person("bailu", BAILU, "register.view")
        self.meeting = enter_meeting(self.general, {"held_on": "2023-06-05", "title": "第二次调度会"}, TODAY)

    def assign(self, leads: str = QINGHE, **texts: str) -> list[Assignment]:
        """What the meeting decided."""
        return assign_from_meeting(self.general, self.meeting, [item(leads=leads, **texts)])

    def one(self, leads: str = QINGHE, **texts: str) -> Assignment:
        """The same of one organisation."""
        (made,) = self.assign(leads, **texts)
        return made


def item(key: str = "n1", **texts: str) -> TypedRow:
    """A row of the grid."""
    return TypedRow(key, {"what": "完成入户", "leads": QINGHE, "due_on": DUE.isoformat(), **texts}, is_new=True)


def happens(actor: Actor, row: Assignment, deed: Deed, on: str = "2023-06-10", **texts: str) -> AssignmentEvent:
    """A deed with its words."""
    return enter_event(actor, row, deed, {"on": on, "text": "已办", **texts}, TODAY)


def state(row: Assignment, day: date = TODAY) -> State:
    """Where it stands."""
    return dated_assignment(Assignment.objects.get(pk=row.pk), day).state


def meetings_of(actor: Actor) -> list[Meeting]:
    """The meetings that the actor sees."""
    return list(Meeting.objects.seen_by(actor))
