"""What to do first in a new installation."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.display import Action


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step: what, why, and the way there for whose post may take it."""

    title: str
    why: str
    way: Action | None = None


def first_steps(actor: Actor) -> list[FirstStep]:
    """In the order in which an office begins; steps that another post takes say so."""
    imports = reverse("imports")
    district = Action("导入年度工作簿", imports) if actor.may("district.import") else None
    register = Action("导入台账工作簿", imports) if actor.may("register.import") else None
    projects = Action("打开项目列表", reverse("projects")) if actor.may("register.view") else None
    return [
        FirstStep(
            "导入年度工作簿", "单位、年度计划、项目和项目事件都从这里来。由有“导入年度工作簿”权限的岗位办理。", district
        ),
        FirstStep(
            "导入各项目的台账", "每个项目一本，含户、人员、房屋和附属物。由有“导入台账”权限的岗位办理。", register
        ),
        FirstStep("核对项目和户", "在项目页核对户数、面积和适用办法；签约的户此时已经核定补偿。", projects),
    ]
