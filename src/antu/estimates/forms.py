"""Forms of estimates: what is computed, the lines entered by hand, what reviewers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.urls import reverse

from antu.estimates.domain.asking import SAMPLE, TypedAsk
from antu.estimates.domain.categories import KNOWN
from antu.estimates.domain.draft import TypedLine
from antu.estimates.domain.review import Approval, GivenOpinion
from antu.estimates.models import EstimateBasis, EstimateLine, EstimateVersion
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntrySection, FieldPlace, Option, TypedRow, read_grid
from antu.platform.links import record_url
from antu.platform.wording import day_text, fen_text, number_text
from antu.platform.workbook.dates import written_day

SAMPLE_GRID: Final = "sample"
LINE_GRID: Final = "lines"
OPINION_GRID: Final = "opinions"
NOTE_MAX: Final = 1000
_SUBMITTED_LINE: Final = ("category", "item", "quantity", "unit", "amount", "basis_text")


def compute_form(
    version: EstimateVersion, households: Sequence[tuple[str, str]], day: date, sample: Iterable[str], seen: int
) -> EntryForm:
    """What the computed lines are made from; ``households`` are codes and names, ``sample`` the codes chosen before."""
    options = tuple(Option(code, f"{code} {name}") for code, name in households)
    fields = (
        EntryField(
            "basis",
            "概算依据",
            "choice",
            version.basis if version.computed_at else "",
            is_required=True,
            options=tuple(Option(value, str(label)) for value, label in EstimateBasis.choices),
            help="全部在册户：逐户计算后相加。抽样推算：样本户的金额 × 全项目户数 ÷ 样本户数。只录入：不计算",
            has_focus=True,
        ),
        EntryField(
            "as_if_signed_on",
            "假定签约日",
            "date",
            day_text(day),
            help="没有签约的户按这一天签约测算；已签约的按现行核定",
        ),
        EntryField(
            "household_total",
            "全项目户数",
            "number",
            str(version.household_total or version.project.due_households or len(households) or ""),
            unit="户",
            help="抽样推算用：样本代表多少户（默认取项目登记的应拆户数，没有登记的取台账在册户数）",
        ),
    )
    grid = EntryGrid(
        SAMPLE_GRID,
        "样本户",
        (EntryField("household", "户", "choice", options=options),),
        may_withdraw=False,
        help="只在抽样推算时填：一行一户，输入户编号或户主，可以从 Excel 粘贴；不要的清空。村组集体不抽样，全数计入。",
    )
    rows = tuple(grid.row(f"h{number}", {"household": code}) for number, code in enumerate(sample, start=1))
    return EntryForm(
        (EntrySection("", fields),),
        (replace(grid, rows=rows),),
        action=reverse("estimate-compute", args=[version.pk]),
        submit_label="计算概算",
        cancel_url=record_url(version),
        version=str(seen),
        key="estimate-compute",
    )


def typed_ask(form: EntryForm, texts: Mapping[str, str], post: Mapping[str, str]) -> TypedAsk:
    """What was typed in it; rows that were emptied are left out."""
    rows = [row for row in read_grid(post, form.grids[0]) if not row.is_blank]
    chosen = tuple((row.key, row.texts.get("household", "")) for row in rows)
    basis = texts["basis"]
    return TypedAsk(basis, texts["as_if_signed_on"], texts["household_total"], chosen if basis == SAMPLE else ())


def line_form(
    version: EstimateVersion, lines: Iterable[EstimateLine], categories: Iterable[str], seen: int
) -> EntryForm:
    """The lines entered by hand, as a grid; further categories than the known ones may be written."""
    offered = dict.fromkeys((*KNOWN, *categories))
    grid = EntryGrid(
        LINE_GRID,
        "录入的明细",
        (
            EntryField(
                "category",
                "费用类别",
                "choice",
                options=tuple(Option(each, each) for each in offered),
                is_required=True,
                help="从列出的类别里选，也可以写别的类别",
            ),
            EntryField("item", "费用名称", help="留空即与费用类别同名"),
            EntryField("quantity", "数量", "number"),
            EntryField("unit", "单位"),
            EntryField("amount", "金额", "money", unit="元", is_required=True),
            EntryField("basis_text", "依据", is_required=True, help="文件、标准和算法，如：以上合计的 3%"),
        ),
        help="台账算不出的费用在这里录：土地补偿费、社保费、税费、工作经费、不可预见费等。由台账算出的行不在这里，重新计算时另行更新。",
    )
    note = EntryField("note", "编制说明", "long", version.note, length_max=NOTE_MAX)
    return EntryForm(
        grids=(replace(grid, rows=tuple(grid.row(str(line.pk), _texts(line)) for line in lines)),),
        action=reverse("estimate-edit", args=[version.pk]),
        submit_label="保存草稿",
        cancel_url=record_url(version),
        version=str(seen),
        key="estimate-lines",
        closing=(EntrySection("", (note,)),),
    )


def _texts(line: EstimateLine) -> Mapping[str, str]:
    return {
        "category": line.category,
        "item": "" if line.item == line.category else line.item,
        "quantity": "" if line.quantity is None else number_text(line.quantity),
        "unit": line.unit,
        "amount": fen_text(line.amount_fen).replace(",", ""),
        "basis_text": line.basis_text,
    }


def typed_lines(form: EntryForm, post: Mapping[str, str]) -> list[TypedLine]:
    """The rows as typed, without those that are to be withdrawn."""
    rows = [row for row in read_grid(post, form.grids[0]) if not row.is_withdrawn]
    return [TypedLine(row.key, *(row.texts.get(name, "") for name in _SUBMITTED_LINE)) for row in rows]


def approval_form(version: EstimateVersion, lines: Sequence[EstimateLine], total: Money, seen: int) -> EntryForm:
    """The form that approves an estimate: the amount with its document, and what each reviewer said."""
    fields = (
        EntryField(
            "amount", "批准金额", "money", str(total), unit="元", is_required=True, has_focus=True, is_summed=False
        ),
        EntryField("document_no", "批准文号", is_required=True, length_max=100),
        EntryField("approved_on", "批准日期", "date", is_required=True),
    )
    grid = EntryGrid(
        OPINION_GRID,
        "评审意见",
        (
            EntryField("organisation", "评审单位", is_required=True),
            EntryField("person", "评审人", is_required=True),
            EntryField("on", "日期", "date", is_required=True),
            EntryField("opinion", "意见", "long", is_required=True),
            EntryField("line", "针对的明细", "choice", options=_line_options(lines), help="留空即针对总额"),
            EntryField("adjusted", "核增减", "money", unit="元", help="核减写负数；没有核增减的留空"),
        ),
        may_withdraw=False,
        help="一行一条意见。送审金额加上全部核增减，必须等于批准金额。",
    )
    return EntryForm(
        (EntrySection("", fields),),
        (grid,),
        action=reverse("estimate-approve", args=[version.pk]),
        submit_label="批准概算",
        cancel_url=record_url(version),
        version=str(seen),
        key="estimate-approval",
    )


def _line_options(lines: Sequence[EstimateLine]) -> tuple[Option, ...]:
    return tuple(Option(str(line.pk), f"{number}. {line}") for number, line in enumerate(lines, start=1))


def typed_approval(form: EntryForm, texts: Mapping[str, str], post: Mapping[str, str]) -> Approval:
    """What was typed in it. Raises BadInput where an amount of an opinion cannot be read; other gaps are None."""
    rows = [row for row in read_grid(post, form.grids[0]) if not row.is_blank]
    options = next(each for each in form.grids[0].columns if each.name == "line").options
    lines = {word: option.value for option in options for word in (option.value, option.label)}
    problems: list[Problem] = []
    opinions = tuple(_typed_opinion(row, lines, problems) for row in rows)
    if problems:
        raise BadInput(problems)
    return Approval(_money(texts["amount"]), texts["document_no"], written_day(texts["approved_on"]), opinions)


def _typed_opinion(row: TypedRow, lines: Mapping[str, str], problems: list[Problem]) -> GivenOpinion:
    texts = {name: row.texts.get(name, "") for name in ("organisation", "person", "on", "opinion", "line", "adjusted")}
    adjusted = _money(texts["adjusted"])
    if texts["adjusted"] and adjusted is None:
        what = f"核增减填的是「{texts['adjusted']}」，不是金额；核减写负数，最多两位小数，如 -1200.50"
        problems.append(Problem("R-NUMBER", what, {"row": row.key, "column": "adjusted"}))
    line = lines.get(texts["line"], "")
    if texts["line"] and not line:
        what = f"概算里没有「{texts['line']}」这一行；请从列出的行里选，针对总额的留空"
        problems.append(Problem("E-OPINION", what, {"row": row.key, "column": "line"}))
    return GivenOpinion(
        texts["organisation"],
        texts["person"],
        written_day(texts["on"]),
        texts["opinion"],
        adjusted,
        int(line) if line else None,
        row.key,
    )


def _money(text: str) -> Money | None:
    try:
        return Money.parse(text.replace("−", "-")) if text else None
    except BadInput:
        return None


def send_back_form(version: EstimateVersion, person: str, today: date, seen: int) -> EntryForm:
    """The form that sends an estimate back: who says why."""
    fields = (
        EntryField("organisation", "评审单位", is_required=True, length_max=200, has_focus=True),
        EntryField("person", "评审人", value=person, is_required=True, length_max=100),
        EntryField("on", "日期", "date", day_text(today), is_required=True),
        EntryField("opinion", "退回意见", "long", is_required=True, length_max=1000, help="写明要改什么；编制人会看到"),
    )
    return EntryForm(
        (EntrySection("", fields),),
        submit_label="退回概算",
        cancel_url=record_url(version),
        version=str(seen),
        key="estimate-send-back",
    )


def typed_opinion(texts: Mapping[str, str]) -> GivenOpinion:
    """What was typed in it."""
    return GivenOpinion(texts["organisation"], texts["person"], written_day(texts["on"]), texts["opinion"])


def place_of(form: EntryForm, problem: Problem) -> FieldPlace | None:
    """Where on the form a problem stands: in a row of its grid, else at the field that it names."""
    row, column = problem.where.get("row"), str(problem.where.get("column", ""))
    if row:
        return FieldPlace(column, form.grids[0].key, str(row))
    return FieldPlace(column) if any(field.name == column for field in form.all_fields()) else None


def seen_entry(post: Mapping[str, str]) -> int:
    """The journal's entry at which the page was opened."""
    version = post.get("version", "")
    return int(version) if version.isdecimal() else 0
