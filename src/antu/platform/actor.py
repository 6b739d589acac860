"""Who acts: a person at a post, or the system at the command line. Pure values; services take one as first argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from antu.kernel.errors import Forbidden, Problem

#: Everything that a post may allow, with its name on screen.
PERMISSIONS: Final = {
    "register.view": "查看台账",
    "register.edit": "登记台账",
    "register.import": "导入台账",
    "district.import": "导入年度工作簿",
    "settlement.view": "查看结算",
    "settlement.enter": "登记到位与支付",
    "report.view": "查看绩效报告",
    "personal.view": "查看完整证件号和账号",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose rows a person sees: all of the district's, or one town's, or one owner's; nobody's by default."""

    everything: bool = False
    town: str = ""
    owner: str = ""


EVERYTHING: Final = Reach(everything=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts: login and name for the journal, what the post allows, and whose rows the organisation sees."""

    login: str
    name: str
    permissions: frozenset[str]
    reach: Reach = Reach()

    def may(self, permission: str) -> bool:
        """Whether the post allows it; an unknown permission is a mistake of ours."""
        if permission not in PERMISSIONS:
            raise KeyError(permission)
        return permission in self.permissions


#: The command line acts as this, unless told ``--as LOGIN``.
SYSTEM: Final = Actor(login="system", name="系统(命令行)", permissions=frozenset(PERMISSIONS), reach=EVERYTHING)


def require(actor: Actor, permission: str) -> None:
    """Let pass, or raise :class:`Forbidden` naming the person, the permission and the way out."""
    if not actor.may(permission):
        wanted = PERMISSIONS[permission]
        raise Forbidden(
            Problem(
                "A-FORBIDDEN", f"{actor.name}的岗位没有“{wanted}”权限。请由有此权限的岗位办理，或请管理员调整岗位。"
            )
        )
