"""A result taken out: a workbook with a sheet a table and every subject, and a paper with all tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.urls import reverse
from django.utils import timezone

from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.documents.pages_of_pdf import joined_pdf
from antu.platform.documents.table_pdf import PrintedList, list_pdf
from antu.platform.progress import Tell
from antu.platform.sheet_values import sheet_column, sheet_value
from antu.platform.spreadsheets import Cell as SheetCell
from antu.platform.spreadsheets import Column as SheetColumn
from antu.platform.spreadsheets import ColumnKind, LongSheet, write_long_sheets
from antu.platform.wording import day_text, moment_text
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.tables.results import (
    ResultTable,
    amendment_table,
    counted_words,
    grouped,
    reason_table,
    result_tables,
    signed,
)
from antu.simulation.tables.sides import derived_table, sides_table

CHUNK: Final = 2_000
_SUBJECT_COLUMNS: Final = (
    SheetColumn("subject", "户编号", width=16),
    SheetColumn("name", "户主", width=14),
    SheetColumn("project", "项目", width=34),
    SheetColumn("town", "镇街", width=16),
    SheetColumn("kind", "对象类别", width=12),
    SheetColumn("signed", "签约日", ColumnKind.DAY, width=12),
    SheetColumn("assumed", "假定签约", width=10),
    SheetColumn("pack", "拟用办法(元)", ColumnKind.MONEY, width=18),
    SheetColumn("against", "对照办法(元)", ColumnKind.MONEY, width=18),
    SheetColumn("change", "增减(元)", ColumnKind.MONEY, width=18),
    SheetColumn("why", "没有计入的原因", width=80),
)


def said_of(simulation: Simulation) -> tuple[str, ...]:
    """What a result rests on, for the head of a page, a sheet and a paper."""
    told = simulation.result
    left_out = f"，另有 {told['refused_households']} 户没有计入任何一边" if told["refused_households"] else ""
    return (
        f"拟用 {simulation.pack_words}（SHA-256 {simulation.pack_sha256[:12]}）",
        f"对照 {simulation.against}（SHA-256 {simulation.against_sha256[:12]}）",
        f"范围：{simulation.scope_words}，计入 {counted_words(told)}{left_out}",
        f"没有签约的按 {day_text(simulation.signed_on)} 签约",
        f"{moment_text(simulation.at)} {simulation.by_name} 测算",
    )


def all_tables(simulation: Simulation) -> list[ResultTable]:
    """Key figures, the changed rates, every table, why subjects were left out."""
    tables = [ResultTable("totals", "测算结果", total_table(simulation))]
    if simulation.amendments:
        tables.append(ResultTable("amendments", "改动的标准", amendment_table(simulation.amendments)))
    tables += [*result_tables(simulation), ResultTable("largest", "变化最大的户", largest_table(simulation))]
    reasons = reason_table(simulation.result)
    return [*tables, ResultTable("reasons", "没有计入的原因", reasons)] if reasons.rows else tables


def total_table(simulation: Simulation) -> Table:
    """Both totals and their difference; what is paid apart beside them."""
    told = simulation.result
    sums = [("应付合计（户和集体）", told["totals"]), ("单列（社保等，不计入应付）", told["separate"])]
    if scaled := simulation.scaled:
        whole = (f"推算到 {scaled['households']} 户的应付合计", scaled["totals"])
        sums = [whole, *((f"样本{word}", found) for word, found in sums)]
    rows = [
        Row(
            (
                Cell(word),
                Cell(grouped(found["pack"])),
                Cell(grouped(found["against"])),
                Cell(signed(found["difference"])),
            )
        )
        for word, found in sums
    ]
    money = (Column(word, "元", Kind.NUMBER) for word in ("拟用办法", "对照办法", "增减"))
    return Table((Column("合计"), *money), rows)


def largest_table(simulation: Simulation) -> Table:
    """The largest changes, without their sheets."""
    money = (Column(word, "元", Kind.NUMBER) for word in ("拟用办法", "对照办法", "增减"))
    rows = [
        Row(
            (
                Cell(each["subject"]),
                Cell(each["project"]),
                Cell(each["town"] or "不详"),
                Cell(Money.parse(each["pack"]).grouped()),
                Cell(Money.parse(each["against"]).grouped()),
                Cell(signed(each["difference"])),
            )
        )
        for each in simulation.result["largest"]
    ]
    return Table((Column("户编号"), Column("项目", kind=Kind.LONG), Column("镇街"), *money), rows, "没有金额变化的户。")


def largest_rows(simulation: Simulation) -> Table:
    """The same on its page: each leads to both sheets."""
    table = largest_table(simulation)
    keys = dict(simulation.subjects.exclude(sheets={}).values_list("household", "pk"))
    subjects = [keys.get(each["key"]) for each in simulation.result["largest"]]
    rows = [_linked(row, simulation, key) for row, key in zip(table.rows, subjects, strict=True)]
    return replace(table, rows=rows)


def _linked(row: Row, simulation: Simulation, key: int | None) -> Row:
    if key is None:
        return row
    url = reverse("simulation-subject", args=[simulation.pk, key])
    return Row((replace(row.cells[0], url=url), *row.cells[1:]), url)


def write_workbook(actor: Actor, simulation: Simulation, path: Path, tell: Tell) -> Path:
    """The workbook: a sheet a table, then every subject, the refused with every reason."""
    made_by = f"导出人：{actor.name}　导出时间：{moment_text(timezone.now())}"
    sheets = [_table_sheet(simulation, each, made_by) for each in all_tables(simulation)]
    return write_long_sheets([*sheets, _subject_sheet(simulation, made_by, tell)], path)


def _table_sheet(simulation: Simulation, told: ResultTable, made_by: str) -> LongSheet:
    columns = told.table.columns
    return LongSheet(
        name=told.title[:31],
        title=told.title,
        columns=tuple(sheet_column(str(place), column) for place, column in enumerate(columns)),
        rows=[_cells(columns, row.cells) for row in told.table.rows],
        facts=(*said_of(simulation), told.note),
        notices=tuple(simulation.notices),
        total=_cells(columns, told.table.totals),
        made_by=made_by,
    )


def _cells(columns: Iterable[Column], cells: Iterable[Cell]) -> Mapping[str, SheetCell]:
    return {
        str(place): sheet_value(column, cell)
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False))
        if cell.text or cell.chips
    }


def _subject_sheet(simulation: Simulation, made_by: str, tell: Tell) -> LongSheet:
    return LongSheet(
        name="逐户",
        title="逐户的测算",
        columns=_SUBJECT_COLUMNS,
        rows=_subject_rows(simulation, tell),
        facts=said_of(simulation),
        notices=tuple(simulation.notices),
        made_by=made_by,
    )


def _subject_rows(simulation: Simulation, tell: Tell) -> Iterator[Mapping[str, SheetCell]]:
    subjects = simulation.subjects.order_by("pk").defer("sheets")
    total = subjects.count()
    for done, each in enumerate(subjects.iterator(chunk_size=CHUNK)):
        tell(done, total)
        yield _subject_row(each)


def _subject_row(each: SimulatedSubject) -> Mapping[str, SheetCell]:
    amounts = {"pack": each.pack_fen, "against": each.against_fen, "change": each.change_fen}
    return {
        "subject": each.subject,
        "name": each.name,
        "project": each.project,
        "town": each.town or None,
        "kind": each.get_kind_display(),
        "signed": each.signed_on,
        "assumed": "" if each.is_signed else "假定",
        **{name: None if fen is None else Money(fen) for name, fen in amounts.items()},
        "why": "；".join(f"{reason['message']}（{reason['pack']}）" for reason in each.problems),
    }


def sides_title(simulation: Simulation, subject: SimulatedSubject) -> str:
    """Whose sheets, of which packs."""
    return f"{subject}：{simulation.pack_words} 与 {simulation.against}"


def sides_words(subject: SimulatedSubject) -> str:
    """What both sheets rest on."""
    signs = "签约" if subject.is_signed else "签约测算"
    return f"{subject.project}，按 {subject.signed_on} {signs}；是测算，不是核定"


def sides_pdf(actor: Actor, simulation: Simulation, subject: SimulatedSubject, at: datetime) -> bytes:
    """Both sheets of a subject on paper, line beside line, and the values between that differ."""
    both = subject.sheets["pack"], subject.sheets["against"]
    tables = [ResultTable("sides", sides_title(simulation, subject), sides_table(*both))]
    if (derived := derived_table(*both)).rows:
        tables.append(ResultTable("derived", f"{subject}：不同的派生值", derived))
    said = "；".join((sides_words(subject), *said_of(simulation)))
    return _pdf(simulation, tables, said, actor, at)


def result_pdf(actor: Actor, simulation: Simulation, at: datetime) -> bytes:
    """All tables on paper, each from a fresh page."""
    tables = [replace(each, title=f"政策测算：{each.title}") for each in all_tables(simulation)]
    return _pdf(simulation, tables, "；".join(said_of(simulation)), actor, at)


def _pdf(simulation: Simulation, tables: Iterable[ResultTable], said: str, actor: Actor, at: datetime) -> bytes:
    notices = tuple(simulation.notices)
    papers = [
        PrintedList(each.title, each.table, actor.name, at, notices=notices, said=f"{said}。{each.note}".rstrip("。"))
        for each in tables
    ]
    return joined_pdf([list_pdf(each) for each in papers], "政策测算")
