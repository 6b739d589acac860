"""Forms of projects: the project's own record, and an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from antu.organisations.models import OrganisationKind
from antu.organisations.selectors import standing_organisations
from antu.platform.actor import Actor
from antu.platform.entry import EntryField, EntryForm, EntrySection, Option
from antu.platform.entry.by_column import field_of
from antu.policy import PackShelf
from antu.policy.pack import REGIMES
from antu.projects.domain.regime import unit_of
from antu.projects.models import Project
from antu.projects.selectors import regime_of
from antu.projects.services import EVENT_COLUMNS, PROJECT_COLUMNS, REASON

_SECTIONS: Final = (
    ("项目", ("name", "code", "former_name", "land", "category", "owner", "funder"), ""),
    ("坐落与面积", ("towns", "location", "area", "area_unit", "zone"), ""),
    ("批准与办法", ("approval_no", "estimate_fen", "pack_id"), ""),
    (
        "期限",
        ("notice_on", "population_cutoff_on", "sign_start_on", "vacate_by_on"),
        "各户的补偿按这些日期计算；按先后填写，还没有定的留空。",
    ),
    (
        "应拆应迁",
        ("due_buildings", "due_households", "due_lawful_m2", "due_unlawful_m2", "due_people", "due_payable_fen"),
        "照立项或摸底文件填写；登记台账以后另按台账统计，两者互不替代。",
    ),
)
_HELP: Final = {
    "code": "项目凭编号识别：工作簿和台账里写同一编号，就是同一项目",
    "former_name": "几个用顿号分开",
    "towns": "几个镇街用顿号分开",
    "area": "亩最多 4 位小数，㎡最多 2 位",
    "pack_id": "留空即还不能登记台账",
    "location": "村（社区）、组",
}


def project_form(
    actor: Actor, texts: Mapping[str, str], shelf: PackShelf, *, cancel_url: str, version: str = ""
) -> EntryForm:
    """The form of a project; with a ``version`` it corrects a recorded one."""
    offered = _offered(actor, shelf)

    def field(name: str) -> EntryField:
        drawn = replace(field_of(PROJECT_COLUMNS[name], texts.get(name, "")), help=_HELP.get(name, ""))
        drawn = replace(drawn, options=offered.get(name, drawn.options), has_focus=name == "name" and not version)
        return replace(drawn, kind="choice") if name == "pack_id" else drawn

    sections = tuple(EntrySection(title, tuple(map(field, names)), said) for title, names, said in _SECTIONS)
    why = EntryField(REASON, "更正原因", help="更正土地性质、区片、适用办法或期限时必填；会写进日志。", length_max=200)
    note = replace(field("note"), kind="long")
    closing = EntrySection("备注", (note, why) if version else (note,))
    return EntryForm(
        sections,
        cancel_url=cancel_url,
        submit_label="保存更正" if version else "登记项目",
        version=version,
        key="project-form",
        closing=(closing,),
    )


def _offered(actor: Actor, shelf: PackShelf) -> dict[str, tuple[Option, ...]]:
    """What is offered while it is typed: names that are on record, and the packs."""
    seen = list(Project.objects.standing().seen_by(actor).values("towns", "owner", "funder", "category", "zone"))
    organisations = standing_organisations()

    def named(kind: OrganisationKind) -> list[str]:
        return [each.name for each in organisations if each.kind == kind]

    towns = [town for project in seen for town in project["towns"]]
    packs = {pack.id: Option(pack.id, f"{pack.title}（{REGIMES[pack.regime]}）") for pack in shelf.all()}
    return {
        "towns": _options([*named(OrganisationKind.TOWN), *towns]),
        "owner": _options([*named(OrganisationKind.OWNER), *(each["owner"] for each in seen)]),
        "funder": _options(each["funder"] for each in seen),
        "category": _options(each["category"] for each in seen),
        "zone": _options(each["zone"] for each in seen),
        "pack_id": tuple(packs.values()),
    }


def _options(words: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(word, word) for word in dict.fromkeys(words) if word)


def event_form(project: Project, *, cancel_url: str) -> EntryForm:
    """The form that enters an event of the project."""
    said = {
        "on": "发生的那一天，不是登记的那一天",
        "area": "只随「部分完成」「完成」填写",
        "reason": "暂停、取消必填",
    }
    unit = {"area_unit": project.area_unit or unit_of(regime_of(project))}
    fields = tuple(
        replace(field_of(each, unit.get(each.field, "")), help=said.get(each.field, ""), has_focus=each.field == "kind")
        for each in EVENT_COLUMNS
    )
    return EntryForm((EntrySection("", fields),), submit_label="登记事件", cancel_url=cancel_url, key="event-form")
