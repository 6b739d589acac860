"""Whether the columns of a pack's facts can come from where they say: the register's objects and their fields."""

from __future__ import annotations

from collections.abc import Mapping

from antu.policy.block import Block
from antu.policy.faults import listed
from antu.policy.register_fields import REGISTER_FIELDS, types_of
from antu.policy.schema import EXTRA, PROJECT, SUBJECT, FactColumn, FactTable

_OF_SINGLE = {SUBJECT: "household", PROJECT: "project"}
_KEYS = frozenset({"household", "id"})
"""What every row of the register is known by; a pack's own column may be called ``id`` all the same."""


def check_sources(block: Block, tables: Mapping[str, FactTable]) -> None:
    """Note every column that the register could not fill as its table says. ``block`` holds the tables by name."""
    owners: dict[str, str] = {}
    for (name, found), table in zip(block.names(), tables.values(), strict=True):
        owner = _OF_SINGLE.get(name) or _owner(table)
        columns = found.block("columns")
        if not owner or columns is None:
            continue
        if owner in owners:
            told = f"表「{owners[owner]}」已经读台账的 {owner}；一种台账的行只能进一张表，请并成一张"
            found.fault("columns", "P-DUPLICATE", told)
        owners.setdefault(owner, name)
        _check_columns(columns, table, owner)


def _owner(table: FactTable) -> str:
    """The object of the register that a row of the table is; nothing for a table of the pack's own."""
    return next((column.source.partition(".")[0] for column in table.columns.values() if column.source != EXTRA), "")


def _check_columns(columns: Block, table: FactTable, owner: str) -> None:
    readers: dict[str, str] = {}
    for (name, written), column in zip(columns.names(), table.columns.values(), strict=True):
        if column.source == EXTRA:
            if name in REGISTER_FIELDS[owner] - _KEYS and written.optional("from") in {"", EXTRA}:
                told = f"台账的 {owner} 已有字段 {name}；请写 from: {owner}.{name}，或者换一个列名"
                columns.fault(name, "P-DUPLICATE", told)
        elif written.optional("type") == column.type and (fault := _fault(column, owner, readers)):
            columns.fault(name, *fault)
        else:
            readers[column.source] = name


def _fault(column: FactColumn, owner: str, readers: Mapping[str, str]) -> tuple[str, str] | None:
    if column.source.partition(".")[0] != owner:
        return (
            "P-CHOICE",
            f"这张表的行是台账的 {owner}，读不到 {column.source}；应为 {owner} 的字段，或写 extra",
        )
    types = types_of(column.source)
    if column.type not in types:
        return (
            "P-TYPE",
            f"台账的 {column.source} 的类型是 {listed(types)}，不是 {column.type}；请改 type 或 from",
        )
    if column.source in readers:
        return "P-DUPLICATE", f"列「{readers[column.source]}」已经读 {column.source}；请只保留一列"
    return None
