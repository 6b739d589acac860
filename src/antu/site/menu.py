"""The shell around every page: the menu by work, who is signed in, at which post and for which organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from antu.organisations.models import User
from antu.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu, shown to posts with any of the permissions (to all, where there are none).

    A page of the ``whole_district`` is shown to those who see all of it.
    """

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()
    whole_district: bool = False

    def is_for(self, actor: Actor) -> bool:
        """Whether the page would let the actor in."""
        may = not self.permissions or bool(actor.permissions & {*self.permissions})
        return may and (actor.reach.everything or not self.whole_district)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the menu as printed."""

    label: str
    url: str
    is_here: bool


#: Above every page of who reaches no row.
NO_ORGANISATION: Final = (
    "您的账号没有登记单位，或单位没有写明类别、已经作废，所以看不到任何记录。请联系系统管理员登记单位。"
)
MENU: Final = (
    Entry("工作台", "home"),
    Entry("项目", "projects", ("register.view", "report.view")),
    Entry("台账", "households", ("register.view",)),
    Entry("导入", "imports", ("register.import", "district.import")),
    Entry("绩效报告", "reports", ("report.view",), whole_district=True),
    Entry("日志", "journal", ("register.view", "report.view")),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What ``antu/base.html`` needs around any page; nothing before sign-in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    post = user.post.name if user.post else "未定岗位"
    organisation = user.organisation.name if user.organisation else ""
    notice = NO_ORGANISATION if user.as_actor().reach.is_empty else ""
    person = {"name": str(user), "post": post, "organisation": organisation, "jobs": getattr(user, "open_jobs", 0)}
    return {"shell": {"menu": menu_entries(request), **person, "notice": notice}}


def menu_entries(request: HttpRequest) -> list[ShownEntry]:
    """The lines of the menu that the signed-in person's post may open; none before sign-in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    actor = user.as_actor()
    return [_shown(request, entry) for entry in MENU if entry.is_for(actor)]


def _shown(request: HttpRequest, entry: Entry) -> ShownEntry:
    url = reverse(entry.url_name)
    is_here = request.path == url if url == "/" else request.path.startswith(url)
    return ShownEntry(entry.label, url, is_here)
