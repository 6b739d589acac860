"""Papers of a project's register."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from antu.households.contributions.progress import villages_of
from antu.platform.pages import actor_of
from antu.platform.papers import Paper, PaperOffer
from antu.projects.models import Project


def papers_of_register(request: HttpRequest, project: int) -> Iterable[Paper]:
    """The list of its households on paper, and the whole register for who may see every number in it."""
    actor = actor_of(request)
    if not actor.may("register.view") or not villages_of(request, project):
        return
    listed = reverse("project-households", args=[project])
    yield Paper("打印户列表", f"{listed}?print=pdf", "PDF", "本项目您能看到的户，A4 或 A3 登记册的样子")
    yield Paper("导出户列表", f"{listed}?export=xlsx", "Excel", "同上，证件号按岗位权限显示")
    has_pack = Project.objects.standing().filter(pk=project).exclude(pack_id="")
    if actor.may("personal.view") and has_pack.exists():
        export = reverse("register-export", args=[project])
        yield Paper("导出台账（.xlsx）", export, "Excel", "整本台账，证件号完整，可原样再导入；谁导出记入日志")


PAPERS: tuple[object, ...] = (PaperOffer("project", papers_of_register),)
