"""The shell around every page: the menu by work, who is signed in, at which post and for which organisation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.inbox.selectors import count_waiting
from antu.organisations.models import User
from antu.platform.actor import Actor
from antu.platform.listing.saved import OPENS_VIEW
from antu.platform.remembering import records_seen, remembered
from antu.platform.wording import moment_text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu, shown to posts with any of the permissions (to all, where there are none).

    A page of the ``whole_district`` is shown to those who see all of it. ``group`` is the work that it belongs to.
    A list opens with the view that the person has chosen for it.
    """

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()
    whole_district: bool = False
    group: str = ""
    is_list: bool = False

    def is_for(self, actor: Actor) -> bool:
        """Whether the page would let the actor in."""
        may = not self.permissions or bool(actor.permissions & {*self.permissions})
        return may and (actor.reach.everything or not self.whole_district)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the menu as printed; ``path`` is its page, ``url`` says how that opens."""

    label: str
    path: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The lines of one work under its name; the first group has none."""

    label: str
    entries: tuple[ShownEntry, ...]


#: Above every page of who reaches no row.
NO_ORGANISATION: Final = (
    "您的账号没有登记单位，或单位没有写明类别、已经作废，所以看不到任何记录。请联系系统管理员登记单位。"
)
MENU: Final = (
    Entry("工作台", "home"),
    Entry("待办", "todo", is_list=True),
    Entry("办件", "cases", ("register.view", "report.view"), is_list=True),
    Entry("流程", "procedures", ("register.view", "report.view")),
    Entry("项目看板", "board", ("register.view",), group="计划与项目", is_list=True),
    Entry("年度计划", "plans", ("register.view", "report.view"), whole_district=True, group="计划与项目", is_list=True),
    Entry("项目", "projects", ("register.view", "report.view"), group="计划与项目", is_list=True),
    Entry("概算", "estimates", ("register.view",), group="计划与项目", is_list=True),
    Entry("重点项目周报", "key-projects", ("register.view", "report.view"), group="计划与项目", is_list=True),
    Entry("调度会", "meetings", ("register.view", "report.view"), group="计划与项目", is_list=True),
    Entry("交办事项", "assignments", ("register.view", "report.view"), group="计划与项目", is_list=True),
    Entry("项目日历", "calendar", ("register.view", "report.view"), group="计划与项目", is_list=True),
    Entry("节假日和期限", "holidays", ("register.view", "report.view"), group="计划与项目"),
    Entry("台账", "households", ("register.view",), group="台账", is_list=True),
    Entry("扫尾户", "remaining", ("register.view",), group="台账", is_list=True),
    Entry("清零扫尾", "clearing", ("register.view",), group="台账", is_list=True),
    Entry("导入", "imports", ("register.import", "district.import"), group="台账"),
    Entry("补偿办法", "packs", ("register.view", "report.view"), group="政策库", is_list=True),
    Entry("制度文件", "rules", ("register.view", "report.view"), group="政策库", is_list=True),
    Entry("法规文本", "library-texts", ("register.view", "report.view"), group="政策库", is_list=True),
    Entry("政策问答", "library-questions", ("register.view", "report.view"), group="政策库", is_list=True),
    Entry("引用核对", "library-citations", ("register.view", "report.view"), group="政策库", is_list=True),
    Entry("政策测算", "simulations", ("policy.simulate",), group="政策库", is_list=True),
    Entry("绩效报告", "reports", ("report.view",), whole_district=True, group="绩效"),
    Entry("问题与措施", "problems", ("report.view", "register.view"), whole_district=True, group="绩效", is_list=True),
    Entry("核定复算", "proof", ("register.view",), group="监督", is_list=True),
    Entry("日志", "journal", ("register.view", "report.view"), group="监督", is_list=True),
    Entry("手册", "handbook", group="帮助"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What ``antu/base.html`` needs around any page; nothing before sign-in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    post = user.post.name if user.post else "未定岗位"
    organisation = user.organisation.name if user.organisation else ""
    notice = NO_ORGANISATION if user.as_actor().reach.is_empty else ""
    place = " · ".join(part for part in (request.session.get("district", ""), _year_words(request)) if part)
    person = {"name": str(user), "post": post, "organisation": organisation, "jobs": getattr(user, "open_jobs", 0)}
    person["todo"] = cache(lambda: _waiting(user))  # asked by whole pages, not by parts
    now = moment_text(timezone.now())
    return {"shell": {"menu": menu_groups(request), **person, "place": place, "notice": notice, "now": now}}


def _waiting(user: User) -> int:
    """How much waits for the person, remembered while no record changes."""
    today = timezone.localdate()
    return remembered(records_seen(), ("todo", user.pk, today), lambda: count_waiting(user, today))


def _year_words(request: HttpRequest) -> str:
    """The year last looked at on the home page."""
    year = request.session.get("year")
    return f"{year}年" if year else ""


def menu_groups(request: HttpRequest) -> list[ShownGroup]:
    """The menu by work; a work of which the post may open nothing is left out."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    actor = user.as_actor()
    open_to = [entry for entry in MENU if entry.is_for(actor)]
    return [
        ShownGroup(group, tuple(_shown(request, entry) for entry in entries))
        for group, entries in groupby(open_to, key=lambda entry: entry.group)
    ]


def menu_entries(request: HttpRequest) -> list[ShownEntry]:
    """The lines of the menu that the signed-in person's post may open; none before sign-in."""
    return [entry for group in menu_groups(request) for entry in group.entries]


def _shown(request: HttpRequest, entry: Entry) -> ShownEntry:
    url = reverse(entry.url_name)
    is_here = request.path == url if url == "/" else request.path.startswith(url)
    return ShownEntry(entry.label, url, f"{url}{OPENS_VIEW}" if entry.is_list else url, is_here)
