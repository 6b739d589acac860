"""A registered household as a form shows it, the version it is in, and what typed texts say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from antu.households.domain.completion import BY_PANEL, completed, next_number
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout, register_layout
from antu.households.domain.sheets import COLLECTIVE, HOUSEHOLD
from antu.households.domain.subject import Values
from antu.households.domain.texts import masked, masked_problems, unmasked
from antu.households.domain.typed import Texts, TypedHousehold, TypedReading, TypedRow, read_typed
from antu.households.models import Household
from antu.households.selectors.records import RecordedRegisters
from antu.households.selectors.subjects import project_row
from antu.households.selectors.tables import CHILD_MODELS, RELATED_NAMES, kept_values
from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import code_form
from antu.platform.actor import Actor
from antu.platform.workbook import one_per_cell
from antu.platform.workbook.texts import text_of
from antu.policy import PackShelf
from antu.projects.models import Project


def register_layout_of(project: Project, shelf: PackShelf) -> RegisterLayout:
    """The sheets of the project's register under its pack. Raises BadInput (``P-NO-PACK``) where it names none."""
    if not project.pack_id:
        what = f"项目「{project}」还没有写明适用办法，不知道该登记哪些内容；请先导入它的台账（「项目」表写明适用办法）"
        raise BadInput(Problem("P-NO-PACK", what))
    return register_layout(shelf.get(project.pack_id))


def recorded_texts(household: Household, layout: RegisterLayout) -> TypedHousehold:
    """What is recorded, as the texts of a form; rows by their key in the database."""
    own = {"household": household.code, **_texts(kept_values(household, SUBJECT_SHEET), household.extra)}
    rows: dict[str, list[TypedRow]] = {}
    for key, row in recorded_rows(household):
        if key in layout.sheets:
            texts = {"id": row.no, **_texts(kept_values(row, key), row.extra)}
            rows.setdefault(key, []).append(TypedRow(str(row.pk), texts))
    return TypedHousehold(own, {key: tuple(each) for key, each in rows.items()})


def recorded_rows(household: Household) -> Iterator[tuple[str, Any]]:
    """The standing rows of a household with what they describe."""
    for key, related in zip(CHILD_MODELS, RELATED_NAMES, strict=False):
        for row in getattr(household, related).all():
            if not row.is_voided:
                yield key, row
    for row in household.extra_rows.all():
        if not row.is_voided:
            yield row.table, row


def shown_texts(actor: Actor, household: Household, layout: RegisterLayout) -> TypedHousehold:
    """The recorded texts as the actor may see them: personal numbers masked unless the post sees them whole."""
    recorded = recorded_texts(household, layout)
    return recorded if actor.may("personal.view") else masked(layout, recorded)


def read_household(
    actor: Actor, project: Project, household: Household | None, typed: TypedHousehold, layout: RegisterLayout
) -> TypedReading:
    """What the typed texts say of the household, or of a new one of the project; nothing is written.

    Left to the page: 编号 of new rows, sex and birthday by the identity number. Not typed here: 编号 of recorded rows,
    户编号 of a recorded household, 会审结论. A masked number left as it was shown is the recorded one.
    """
    recorded = recorded_texts(household, layout) if household else TypedHousehold({})
    whole = _as_recorded(unmasked(layout, typed, recorded), recorded)
    decided = {row.key: row.texts.get(BY_PANEL, "") for row in recorded.of("person")}
    whole = completed(layout, whole, taken_numbers(household, layout) if household else {}, decided)
    records = RecordedRegisters(actor)
    known = next(each for each in records.projects() if records.project_of(each).pk == project.pk)
    reading = read_typed(layout, project_row(project), known, whole, records)
    if household is None:
        reading = _unless_taken(reading, project)
    if actor.may("personal.view"):
        return reading
    return replace(
        reading,
        errors=masked_problems(reading.errors, layout, recorded),
        warnings=masked_problems(reading.warnings, layout, recorded),
    )


def taken_numbers(household: Household, layout: RegisterLayout) -> Mapping[str, Collection[str]]:
    """The 编号 ever given to rows of the household, by what they describe: a withdrawn row keeps its own."""
    keys = [key for key in layout.sheets if key not in {PROJECT_SHEET, SUBJECT_SHEET}]
    return {key: _numbers(household, key) for key in keys}


def next_code(project: Project, kind: str = HOUSEHOLD) -> str:
    """The 户编号 to suggest for a new household (or collective) of the project: after the highest of its kind."""
    codes = Household.objects.filter(project=project, kind=kind).values_list("code", flat=True)
    return next_number(
        codes, f"{project.code or 'H'}-{'J' if kind == COLLECTIVE else ''}", 2 if kind == COLLECTIVE else 3
    )


def is_sample_register(project: Project) -> bool:
    """Whether what is entered by hand belongs to an invented register: the project is 示例, or all households are."""
    marks = set(Household.objects.standing().filter(project=project).values_list("is_sample", flat=True).distinct())
    return project.is_sample or marks == {True}


def _numbers(household: Household, key: str) -> list[str]:
    related = dict(zip(CHILD_MODELS, RELATED_NAMES, strict=False)).get(key)
    if related is None:
        return [row.no for row in household.extra_rows.all() if row.table == key]
    return [row.no for row in getattr(household, related).all()]


def _as_recorded(typed: TypedHousehold, recorded: TypedHousehold) -> TypedHousehold:
    """The typed texts with what names a recorded row put back, so that no slip makes it another row."""
    own = {**typed.own, **({"household": recorded.own["household"]} if recorded.own else {})}
    known = {(key, row.key): row.texts["id"] for key, rows in recorded.rows.items() for row in rows}
    rows = {
        key: tuple(
            TypedRow(row.key, {**row.texts, "id": known[key, row.key]}) if (key, row.key) in known else row
            for row in rows
        )
        for key, rows in typed.rows.items()
    }
    return TypedHousehold(own, rows)


def _unless_taken(reading: TypedReading, project: Project) -> TypedReading:
    code = code_form(reading.typed.own.get("household", ""))
    holder = Household.objects.filter(project=project, code=code).first() if code else None
    if holder is None:
        return reading
    whose = "一户已作废的" if holder.is_voided else "别的户"
    what = f"户编号「{code}」在本项目已经给了{whose}；请换一个编号，下一个可用的是 {next_code(project, holder.kind)}"
    taken = reading.own_problem("household", "R-DUPLICATE", what)
    return replace(reading, subject=None, errors=tuple(one_per_cell((taken, *reading.errors))))


def _texts(values: Values, extra: Texts) -> dict[str, str]:
    return {name: text_of(value) for name, value in {**values, **extra}.items()}
