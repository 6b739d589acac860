"""A pack on paper: its parts, one after another, as registers of the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.documents.pages_of_pdf import joined_pdf
from antu.platform.documents.table_pdf import PrintedList, list_pdf
from antu.policy import Pack
from antu.policy.pack import REGIMES, STATUSES
from antu.regulations.domain.pack_reading import ladder_words, rates_of, table_words
from antu.regulations.tables.pack_parts import check_table, eligibility_table, fact_table, item_table, value_table

_RATES = (
    Column("标准表"),
    Column("哪一行", kind=Kind.LONG),
    Column("标准", kind=Kind.NUMBER),
    Column("单位"),
    Column("条款"),
)

DRAFT_SAID = "草稿，还没有发布，不能作为依据"


def pack_pdf(pack: Pack, made_by: str, made_at: datetime, *, is_draft: bool = False) -> bytes:
    """The whole pack as one file; the same pack, words and time give the same bytes. Raises BadInput (``D-FORM``)."""
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    place = f"{REGIMES[pack.regime]}，{pack.jurisdiction.label}，{pack.valid_from} {until}"
    said = f"{pack.name}（{STATUSES[pack.status]}）；{place}；依据：{pack.basis}；SHA-256 {pack.sha256}"
    notices = (*((DRAFT_SAID,) if is_draft else ()), *(() if pack.is_official else (pack.notice,)))
    parts = [
        list_pdf(PrintedList(f"{pack.title}：{title}", table, made_by, made_at, notices=notices, said=said))
        for title, table in _parts(pack)
    ]
    return joined_pdf(parts, pack.title)


def _parts(pack: Pack) -> Iterator[tuple[str, Table]]:
    yield "补偿项", item_table(pack)
    yield "标准", _all_rates(pack)
    if pack.eligibility:
        yield "安置资格认定", eligibility_table(pack)
    yield "派生值和分步", value_table(pack)
    yield "要哪些事实", fact_table(pack)
    if pack.checks:
        yield "列与列之间的检查", check_table(pack)


def _all_rates(pack: Pack) -> Table:
    """The rates of all tables under each other."""
    tables = {each.name: each for each in pack.rates.values()}
    rows = []
    for rate in rates_of(pack):
        table = tables[rate.table]
        which = f"{rate.row}　{rate.column}" if rate.column else rate.row
        named = Cell(table_words(table), note=ladder_words(table))
        rows.append(Row((named, Cell(which), Cell(rate.text), Cell(rate.unit), Cell(rate.clause))))
    return Table(_RATES, rows, "这份办法没有标准表。", caption="标准")
