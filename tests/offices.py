"""The demo's people at their posts, for procedures: who acts, and the drawings that come with the software."""

from __future__ import annotations

from tests.world import DEMO

from antu.organisations.models import Organisation, OrganisationKind, User
from antu.organisations.services import enter_demo_accounts
from antu.platform.actor import SYSTEM, Actor
from antu.procedures.services.drawings import install_drawings

SHIPPED = DEMO.parent / "procedures"


def open_offices() -> None:
    """Enter the demo's accounts, with the organisations that they name where no district was imported."""
    if not Organisation.objects.exists():
        centre = Organisation.objects.create(name="株洲市石峰区土地事务服务中心", kind=OrganisationKind.CENTRE)
        for name in ("示例综合股", "示例征拆股", "示例财务股", "示例法规股"):
            Organisation.objects.create(name=name, kind=OrganisationKind.OFFICE, parent=centre)
        for name, kind in (
            ("青禾街道（示例）", OrganisationKind.TOWN),
            ("白露镇（示例）", OrganisationKind.TOWN),
            ("示例城投公司", OrganisationKind.OWNER),
            ("示例审计部门", OrganisationKind.DEPARTMENT),
        ):
            Organisation.objects.create(name=name, kind=kind)
    enter_demo_accounts(SYSTEM, DEMO)
    install_drawings(SYSTEM, SHIPPED)


def as_(login: str) -> Actor:
    """A person of the demo."""
    return User.objects.get(username=login).as_actor()


def colleague(login: str, of: str) -> Actor:
    """Another person at the same post and organisation."""
    holder = User.objects.get(username=of)
    other = User.objects.create(
        username=login, display_name=f"示例{login}", post=holder.post, organisation=holder.organisation
    )
    return other.as_actor()
