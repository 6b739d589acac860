"""Good facts made up at random, gathered where they hurt: on bounds, at half fens, with nothing and with much."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from antu.policy import ColumnType, FactColumn, FactTable, Pack

NOTICE, CUTOFF, START, VACATE = date(2023, 3, 1), date(2023, 4, 20), date(2023, 6, 1), date(2023, 8, 31)
ONE_DAY = timedelta(days=1)
SOME_DAYS = (NOTICE, CUTOFF, START, VACATE, CUTOFF.replace(year=2021), date(1990, 5, 31))
ROWS_MAX = 5

Document = dict[str, Any]


def near_days() -> st.SearchStrategy[date]:
    return st.builds(lambda day, step: day + timedelta(days=step), st.sampled_from(SOME_DAYS), st.integers(-2, 2))


def numbers(column: FactColumn) -> st.SearchStrategy[str]:
    low = column.minimum if column.minimum is not None else Decimal(-1000)
    step = Decimal(1).scaleb(-column.decimals)
    if column.minimum_exclusive:
        low += step
    high = column.maximum if column.maximum is not None else Decimal(500)
    edges = [
        low,
        *(
            value
            for value in map(Decimal, ("0.5", "10.005", "30", "39.99", "40", "50", "66.6667"))
            if low <= value <= high
        ),
    ]
    anywhere = st.integers(int(low / step), int(high / step)).map(lambda units: units * step)
    return st.one_of(st.sampled_from(edges), anywhere).map(lambda value: format(value.quantize(step), "f"))


def value(column: FactColumn) -> st.SearchStrategy[Any]:
    match column.type:
        case ColumnType.CHOICE:
            return st.sampled_from([choice.code for choice in column.choices])
        case ColumnType.BOOLEAN:
            return st.booleans()
        case ColumnType.DATE:
            return near_days().map(date.isoformat)
        case ColumnType.INTEGER:
            return st.integers(0, 3)
        case ColumnType.DECIMAL:
            return numbers(column)
        case _:
            return st.just("X")


def row(table: FactTable) -> st.SearchStrategy[Document]:
    required = {name: value(column) for name, column in table.columns.items() if column.required}
    optional = {name: value(column) for name, column in table.columns.items() if not column.required}
    return st.fixed_dictionaries(required, optional=optional)


def documents(pack: Pack) -> st.SearchStrategy[Document]:
    tables = pack.facts.tables
    parts = {
        name: row(table) if table.is_single else st.lists(row(table), max_size=ROWS_MAX).map(_numbered)
        for name, table in tables.items()
    }
    return st.fixed_dictionaries(parts)


def _numbered(rows: list[Document]) -> list[Document]:
    return [{**each, "id": f"R{number}"} for number, each in enumerate(rows, 1)]


@st.composite
def hunan_documents(draw: st.DrawFn, pack: Pack) -> Document:
    document = draw(documents(pack))
    days = {"notice_on": NOTICE, "population_cutoff_on": CUTOFF, "sign_start_on": START, "vacate_by_on": VACATE}
    document["project"] |= {name: day.isoformat() for name, day in days.items()}
    subject: Document = document["subject"]
    signed = START + timedelta(days=draw(st.sampled_from((0, 8, 9, 10, 19, 20, 29, 30, 60))))
    subject["signed_on"] = signed.isoformat()
    if subject.get("mode", "cash") != "cash":
        subject["purchase_subsidy_claimed"] = False
    for member in document["members"]:
        _with_possible_life(member)
    emptied = ("parcels",) if subject["kind"] == "household" else ("members", "buildings", "decorations")
    return document | {name: [] for name in emptied}


def _with_possible_life(member: Document) -> None:
    born = member["born_on"]
    for name in ("died_on", "hukou_moved_in_on"):
        if name in member and member[name] < born:
            member[name] = born
    if "hukou_moved_in_on" in member and member.get("move_in_reason", "none") == "none":
        member["move_in_reason"] = "birth"


@st.composite
def wuchang_documents(draw: st.DrawFn, pack: Pack) -> Document:
    document = draw(documents(pack))
    subject: Document = document["subject"]
    document["project"]["notice_on"] = NOTICE.isoformat()
    subject["signed_on"] = max(NOTICE.isoformat(), subject["signed_on"])
    if subject["mode"] == "cash":
        document["swap_houses"] = []
    else:
        subject["cash_subsidy"] = False
        document["swap_houses"] = document["swap_houses"] or _numbered([draw(row(pack.facts.tables["swap_houses"]))])
    if subject.get("use") == "commercial":
        subject["floor_protection"] = False
    return document


@st.composite
def fuzhou_documents(draw: st.DrawFn, pack: Pack) -> Document:
    document = draw(documents(pack))
    document["project"] |= {"notice_on": NOTICE.isoformat(), "sign_until_on": CUTOFF.isoformat()}
    subject: Document = document["subject"]
    signed = draw(st.sampled_from((NOTICE, CUTOFF - ONE_DAY, CUTOFF, CUTOFF + ONE_DAY, VACATE)))
    subject["signed_on"] = signed.isoformat()
    areas = ("59.995", "60", "66.6666", "66.6667", "89.9999", "90", "99.99", "100", "100.0001")
    subject["residential_area_m2"] = draw(st.sampled_from((*areas, subject["residential_area_m2"])))
    return document


@st.composite
def hangzhou_documents(draw: st.DrawFn, pack: Pack) -> Document:
    document = draw(documents(pack))
    days = {"notice_on": NOTICE, "plan_notice_on": CUTOFF, "resettlement_on": VACATE}
    document["project"] |= {name: day.isoformat() for name, day in days.items()}
    subject: Document = document["subject"]
    if subject.get("signed_on"):
        subject["signed_on"] = max(CUTOFF.isoformat(), subject["signed_on"])
    thaws = NOTICE.replace(year=2025, month=9)
    for member in document["members"]:
        if draw(st.booleans()) and "hukou_moved_in_on" in member:
            member["hukou_moved_in_on"] = (thaws + draw(st.integers(-1, 1)) * ONE_DAY).isoformat()
        if draw(st.booleans()) and "married_on" in member:
            member["married_on"] = (CUTOFF.replace(year=2020) + draw(st.integers(-1, 1)) * ONE_DAY).isoformat()
        _with_possible_life(member)
    return document
