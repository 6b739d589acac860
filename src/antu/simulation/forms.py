"""What a simulation asks: two packs, or one with changed rates; of whom; as if signed on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from antu.kernel.errors import Problem
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntrySection, FieldPlace, Option, read_grid
from antu.platform.wording import day_text
from antu.simulation.domain.amending import RateCell
from antu.simulation.domain.asking import SCOPE_WORDS, ScopeKind, TypedScope

RATES: Final = "rates"


def packs_form(
    packs: Sequence[tuple[str, str]], scope: EntrySection, *, cancel_url: str, chosen: str = ""
) -> EntryForm:
    """Two packs to compare."""
    options = tuple(Option(name, label) for name, label in packs)
    fields = (
        EntryField(
            "pack",
            "拟用办法",
            "choice",
            chosen,
            is_required=True,
            options=options,
            help="要测算的办法：草案或新版本",
            has_focus=True,
        ),
        EntryField(
            "against", "对照办法", "choice", is_required=True, options=options, help="与它比较：一般是现行的办法"
        ),
    )
    return EntryForm(
        (EntrySection("两个办法", fields), scope),
        submit_label="开始测算",
        cancel_url=cancel_url,
        key="simulation-packs",
    )


def rates_form(cells: Sequence[RateCell], scope: EntrySection, *, cancel_url: str) -> EntryForm:
    """All rates of one pack in a grid, to be changed."""
    grid = EntryGrid(
        RATES,
        "标准",
        (
            EntryField("cell", "标准", "long", is_read_only=True, is_passed_by=True),
            EntryField("before", "现标准", "number", is_read_only=True, is_passed_by=True, is_summed=False),
            EntryField("value", "改为", "number", is_summed=False),
        ),
        may_add=False,
        may_withdraw=False,
        help="只填要改的标准；留空的不变。改动只用于这次测算，办法本身不改。可以从 Excel 粘贴一列。",
    )
    rows = tuple(
        grid.row(f"c{place}", {"cell": cell.name, "before": cell.value}) for place, cell in enumerate(cells, start=1)
    )
    return EntryForm(
        (scope,),
        (EntryGrid(grid.key, grid.title, grid.columns, rows, may_add=False, may_withdraw=False, help=grid.help),),
        submit_label="开始测算",
        cancel_url=cancel_url,
        key="simulation-rates",
    )


def scope_section(
    projects: Sequence[tuple[int, str]], planned: Sequence[tuple[int, str, int | None]], day: date
) -> EntrySection:
    """Of whom, and the day assumed for those who have not signed."""
    kinds = tuple(Option(str(kind), SCOPE_WORDS[kind]) for kind in ScopeKind)
    fields = (
        EntryField("kind", "测算范围", "choice", ScopeKind.REGISTER, is_required=True, options=kinds),
        EntryField(
            "project",
            "项目",
            "choice",
            options=tuple(Option(str(key), name) for key, name in projects),
            help="一个项目，或推算时作样本的项目；测算全部在册户时不用选",
        ),
        EntryField(
            "planned",
            "拟建项目",
            "choice",
            options=tuple(
                Option(str(key), f"{name}{f'（应拆 {due} 户）' if due else ''}") for key, name, due in planned
            ),
            help="只在推算时选：还没有台账的项目；也可以不选，只填户数",
        ),
        EntryField(
            "stands_for",
            "拟建户数",
            "number",
            unit="户",
            is_summed=False,
            help="只在推算时填：样本每户的平均金额 × 这个户数",
        ),
        EntryField(
            "signed_on",
            "假定签约日",
            "date",
            day_text(day),
            is_required=True,
            help="没有签约的户按这一天签约；已签约的按自己的签约日",
        ),
    )
    return EntrySection("范围", fields)


def typed_scope(texts: Mapping[str, str]) -> TypedScope:
    """The part of the form that says of whom."""
    return TypedScope(*(texts.get(name, "") for name in ("kind", "project", "planned", "stands_for", "signed_on")))


def typed_rates(form: EntryForm, post: Mapping[str, str], cells: Sequence[RateCell]) -> list[tuple[str, str, str]]:
    """The changed rates as typed: row of the grid, name of the cell, number; the same rate again changes nothing."""
    typed = []
    for row in read_grid(post, form.grids[0]):
        value = row.texts.get("value", "").strip()
        place = int(row.key[1:]) - 1 if row.key[1:].isdecimal() else -1
        if value and 0 <= place < len(cells) and value != cells[place].value:
            typed.append((row.key, cells[place].name, value))
    return typed


def place_of(form: EntryForm, problem: Problem) -> FieldPlace | None:
    """Where on the form a problem stands: in a row of its grid, else at the field that it names."""
    row, column = problem.where.get("row"), str(problem.where.get("column", ""))
    if row and form.grids:
        return FieldPlace(column, form.grids[0].key, str(row))
    return FieldPlace(column) if any(field.name == column for field in form.all_fields()) else None
