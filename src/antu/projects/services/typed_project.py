"""A project as it is typed: its columns, read as a workbook's are, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField

from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.kernel.text import code_form, comparable, comparable_name, entries
from antu.platform.actor import Actor
from antu.platform.exchange import area, area_unit, choice, code, count, day, money, text
from antu.platform.models import sees
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts, text_of
from antu.policy import PackShelf
from antu.policy.pack import REGIMES
from antu.projects.domain.regime import M2, M2_DECIMALS
from antu.projects.models import LAND_WORDS, Land, Project

_DAYS: Final = ("notice_on", "population_cutoff_on", "sign_start_on", "vacate_by_on")


def _square_metres(header: str, field: str) -> Column:
    return replace(area(header, field, unit_field=""), unit="㎡", units={}, decimals=M2_DECIMALS, minimum=Decimal(0))


def _limited(column: Column) -> Column:
    kept = Project._meta.get_field(column.field)
    return replace(column, length_max=0 if isinstance(kept, ArrayField) else getattr(kept, "max_length", None) or 0)


PROJECT_COLUMNS: Final[Mapping[str, Column]] = {
    column.field: _limited(column)
    for column in (
        text("项目名称", "name", required=True),
        code("项目编号", "code"),
        text("曾用名", "former_name"),
        replace(choice("土地性质", "land", Land, also=LAND_WORDS), required=True),
        text("类别", "category"),
        text("业主单位", "owner"),
        text("出资单位", "funder"),
        text("镇街", "towns"),
        text("坐落", "location"),
        replace(area("征收面积", "area", unit_field="area_unit"), minimum=Decimal(0), minimum_exclusive=True),
        area_unit("area_unit"),
        money("概算", "estimate_fen"),
        text("批文号", "approval_no"),
        text("区片", "zone"),
        text("适用办法", "pack_id"),
        day("公告日", "notice_on"),
        day("安置人口截止日", "population_cutoff_on"),
        day("签约期首日", "sign_start_on"),
        day("腾地期限末日", "vacate_by_on"),
        count("应拆栋数", "due_buildings", unit="栋"),
        count("应拆户数", "due_households", unit="户"),
        _square_metres("应拆合法面积", "due_lawful_m2"),
        _square_metres("应拆违章面积", "due_unlawful_m2"),
        count("应动迁人口", "due_people", unit="人"),
        money("应付补偿款", "due_payable_fen"),
        text("备注", "note"),
    )
}
"""What is entered of a project in a page, by its attribute."""


def recorded_texts(project: Project) -> dict[str, str]:
    """What is recorded of the project, as the texts of its form."""
    return {name: _text(name, getattr(project, name)) for name in PROJECT_COLUMNS}


def _text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value)
    return text_of(Money(value) if name.endswith("_fen") and value is not None else value)


def read_project(texts: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The typed texts by attribute as the model keeps them, and what is wrong with each or between them."""
    read, problems = read_texts(PROJECT_COLUMNS.values(), texts)
    values = {name: _kept(name, value) for name, value in read.items()}
    return values, [*problems, *_wrong_area(values), *_wrong_days(values)]


def _kept(name: str, value: Any) -> Any:
    column = Project._meta.get_field(name)
    if isinstance(column, ArrayField):
        return entries(value or "")
    if value is None and not column.null:
        return ""
    return value.fen if isinstance(value, Money) else value


def _wrong_area(values: Mapping[str, Any]) -> Iterator[Problem]:
    size, unit = values.get("area"), values.get("area_unit")
    if size is not None and unit == "":
        yield _wrong("area_unit", "R-REQUIRED", "填了征收面积，请选单位（亩或㎡）")
    if size is not None and unit == M2 and size != round(size, M2_DECIMALS):
        yield _wrong("area", "R-AREA-PRECISION", "征收面积以㎡计时最多 2 位小数；请按测绘成果填写")
    for town in values.get("towns", ()):
        if len(town) > (limit := 100):
            yield _wrong(
                "towns", "R-RANGE", f"镇街「{town[:12]}…」有 {len(town)} 个字，最多 {limit} 个；几个镇街用顿号分开"
            )


def _wrong_days(values: Mapping[str, Any]) -> Iterator[Problem]:
    given = [name for name in _DAYS if values.get(name)]
    for earlier, later in pairwise(given):
        if values[earlier] > values[later]:
            before, after = PROJECT_COLUMNS[earlier].header, PROJECT_COLUMNS[later].header
            what = f"{after} {values[later]} 早于{before} {values[earlier]}；请核对两个日期"
            yield _wrong(later, "R-DATE-ORDER", what)


def against_records(actor: Actor, project: Project, values: Mapping[str, Any], shelf: PackShelf) -> Iterator[Problem]:
    """What other records say against these values: taken names and numbers, the pack, who may have it."""
    yield from _taken(actor, project, values)
    yield from _wrong_pack(values, shelf)
    town, owner = actor.reach.town, actor.reach.owner
    if town and "towns" in values and [comparable(each) for each in values["towns"]] != [comparable(town)]:
        what = f"{actor.name}只能登记只在“{town}”的项目；跨镇街的请由中心登记"
        yield _wrong("towns", "A-REACH", what)
    if owner and "owner" in values and comparable(values["owner"]) != comparable(owner):
        yield _wrong("owner", "A-REACH", f"{actor.name}只能登记“{owner}”的项目")


def _taken(actor: Actor, project: Project, values: Mapping[str, Any]) -> Iterator[Problem]:
    """A project is recognised by its number, its name and its former names: each leads to one project."""
    changed = {
        name for name in ("name", "code", "former_name") if values.get(name) and values[name] != getattr(project, name)
    }
    if not changed:
        return
    others = list(Project.objects.exclude(pk=project.pk))
    for other in others:
        names = {comparable_name(each) for each in (other.name, *entries(other.former_name))}
        if "name" in changed and comparable_name(values["name"]) in names:
            yield _wrong("name", "R-DUPLICATE", f"项目名称「{values['name']}」{_of_other(actor, other)}；请改名称")
        if "code" in changed and code_form(values["code"]) == other.code:
            yield _wrong("code", "R-DUPLICATE", f"项目编号「{values['code']}」{_of_other(actor, other)}；请改编号")
        for former in entries(values["former_name"]) if "former_name" in changed else ():
            if comparable_name(former) == comparable_name(other.name):
                what = f"曾用名「{former}」{_of_other(actor, other)}；请核对是否同一项目"
                yield _wrong("former_name", "R-DUPLICATE", what)


def _of_other(actor: Actor, other: Project) -> str:
    if not sees(actor, other):
        return "已用于您查看范围以外的项目"
    named = f"{other.name}（{other.code}）" if other.code else other.name
    return f"已用于{'已作废的' if other.is_voided else ''}项目「{named}」"


def _wrong_pack(values: Mapping[str, Any], shelf: PackShelf) -> Iterator[Problem]:
    if not values.get("pack_id"):
        return
    try:
        pack = shelf.in_force(values["pack_id"], values.get("notice_on"))
    except BadInput as error:
        yield from (_wrong("pack_id", each.rule, each.message) for each in error.problems)
        return
    if values.get("land") and values["land"] != pack.regime:
        what = f"《{pack.title}》适用于{REGIMES[pack.regime]}，土地性质选的是{Land(values['land']).label}；请核对"
        yield _wrong("pack_id", "P-REGIME", what)


def _wrong(field: str, rule: str, message: str) -> Problem:
    return Problem(rule, message, {"column": field})
