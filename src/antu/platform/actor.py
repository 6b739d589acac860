"""Who acts: a person at a post, or the system at the command line. Pure values; services take one as first argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from antu.kernel.errors import Forbidden, Place, Problem

#: Everything that a post may allow, with its name on screen.
PERMISSIONS: Final = {
    "register.view": "查看台账",
    "register.edit": "登记台账",
    "register.import": "导入台账",
    "district.import": "导入年度工作簿",
    "procedure.edit": "维护流程",
    "project.edit": "登记项目",
    "plan.edit": "编制计划",
    "estimate.review": "评审概算",
    "dispatch.edit": "登记调度与交办",
    "calendar.edit": "维护节假日和期限",
    "compensation.review": "审定补偿核定（由审核流程授予）",
    "determination.prove": "复算核定",
    "policy.simulate": "政策测算",
    "rule.edit": "登记制度文件",
    "library.edit": "维护政策库",
    "pack.edit": "编制补偿办法",
    "problem.edit": "登记问题与措施",
    "settlement.view": "查看结算",
    "settlement.enter": "登记到位与支付",
    "report.view": "查看绩效报告",
    "personal.view": "查看完整证件号和账号",
}
#: What no post has: a procedure lends it to the last hand of a case for its one deed.
LENT: Final = frozenset({"compensation.review"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose rows a person sees: all of the district's, or one town's, or one owner's; nobody's by default.

    ``town`` and ``owner`` are the organisation's name; rows are found by it in any spelling (全角、半角).
    """

    everything: bool = False
    town: str = ""
    owner: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it reaches no row at all."""
        return not (self.everything or self.town or self.owner)

    @property
    def words(self) -> str:
        """Whose rows these are, for a sentence; why there are none, where it is empty."""
        if self.everything:
            return "全区"
        return f"“{self.town or self.owner}”" if self.town or self.owner else "没有登记单位的账号"


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


def require_everything(actor: Actor, what: str) -> None:
    """Let pass who sees all of the district, or raise :class:`Forbidden`: ``what`` is of all rows or of none."""
    if not actor.reach.everything:
        raise Forbidden(
            Problem(
                "A-REACH",
                f"{what}涉及全区的记录，{actor.name}只能查看{actor.reach.words}范围内的记录。请由中心有此权限的岗位办理。",
            )
        )


def not_within_reach(actor: Actor, what: str, where: Mapping[str, Place] | None = None) -> Problem:
    """The refusal of a row that another organisation is responsible for; ``where`` it stands in a workbook."""
    message = (
        f"{what}不在{actor.reach.words}的范围内，{actor.name}不能登记或更正。请核对镇街和业主单位，或请所属单位办理"
    )
    return Problem("A-REACH", message, where or {})
