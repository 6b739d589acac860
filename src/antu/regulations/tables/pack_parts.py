"""The parts of a pack as tables: items, rates, who is counted, values on the way, facts, checks, cases."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from antu.kernel.errors import Problem
from antu.platform.clause_links import ClauseLinks, citing_cell
from antu.platform.display import Cell, Chip, Column, Kind, Row, Table, Tone
from antu.platform.wording import UNKNOWN
from antu.policy import FactColumn, FactTable, Pack
from antu.policy.pack import DECISIONS
from antu.policy.rates import Ladder, RateTable
from antu.policy.schema import EXTRA
from antu.regulations.domain.pack_checking import PackCheck, Verdict
from antu.regulations.domain.pack_reading import (
    TYPES,
    category_words,
    column_limits,
    ladder_words,
    rate_rows,
    steps_of_pack,
    table_words,
    when_words,
)

_ITEMS: Final = (
    Column("序号", kind=Kind.NUMBER),
    Column("补偿项"),
    Column("怎样算", kind=Kind.LONG),
    Column("什么时候有", kind=Kind.LONG),
    Column("付给谁"),
    Column("结算表的列"),
    Column("条款"),
)
_VALUES: Final = (Column("数"), Column("单位"), Column("怎样算", kind=Kind.LONG))
_RULES: Final = (
    Column("规则"),
    Column("成立条件", kind=Kind.LONG),
    Column("认定"),
    Column("应备证据", kind=Kind.LONG),
    Column("依据"),
)
_FACTS: Final = (
    Column("表"),
    Column("列"),
    Column("类型"),
    Column("要求", kind=Kind.LONG),
    Column("可选值", kind=Kind.LONG),
    Column("从哪里来"),
)
_CHECKS: Final = (Column("拒绝的情形", kind=Kind.LONG), Column("报在哪一列"), Column("怎么说", kind=Kind.LONG))
_CASES: Final = (Column("算例"), Column("说明什么", kind=Kind.LONG), Column("结论"), Column("不符之处", kind=Kind.LONG))
_PROBLEMS: Final = (
    Column("文件"),
    Column("行", kind=Kind.NUMBER),
    Column("键"),
    Column("问题", kind=Kind.LONG),
    Column("规则"),
)
_NO_LINKS: Final[ClauseLinks] = MappingProxyType({})


def item_table(pack: Pack, links: ClauseLinks = _NO_LINKS) -> Table:
    """Every item: how it is worked out in words and in symbols, when, for whom, and its clause."""
    rows = [
        Row(
            (
                Cell(str(number)),
                Cell(item.label, code=item.code),
                Cell(item.amount.words, code=item.amount.text),
                Cell(when_words(item, pack), code=item.when.text if item.when else ""),
                Cell(category_words(item)),
                Cell(item.settlement_column or UNKNOWN),
                citing_cell(
                    links, item.clause, "" if item.rounding == pack.rounding else f"取整：{item.rounding.words}"
                ),
            )
        )
        for number, item in enumerate(pack.items, start=1)
    ]
    return Table(_ITEMS, rows, "这份办法没有补偿项。", caption="补偿项")


def value_table(pack: Pack) -> Table:
    """Derived values, then named steps: what stands between facts and money."""
    rows = [
        Row(
            (
                Cell(each.label, code=each.name),
                Cell(each.unit or UNKNOWN),
                Cell(each.formula.words, code=each.formula.text),
            )
        )
        for each in pack.derived
    ]
    rows += [
        Row((Cell(f"分步：{each.label}", code=each.name), Cell(each.unit or UNKNOWN), Cell(each.words)))
        for each in steps_of_pack(pack)
    ]
    return Table(_VALUES, rows, "这份办法不用中间的数。", caption="派生值和分步")


def rate_table(table: RateTable | Ladder, links: ClauseLinks = _NO_LINKS) -> Table:
    """One table of rates with its clauses."""
    keys = (*table.keys,) if isinstance(table, RateTable) else ("所在档",)
    values = [Column(table.columns.get(name) or "标准", kind=Kind.NUMBER) for name in table.values]
    named = isinstance(table, RateTable)
    columns = (
        *((Column("名称"),) if named else ()),
        *(Column("键" if named else key) for key in keys[:1]),
        *values,
        Column("单位"),
        Column("条款"),
    )
    rows = []
    for found, words, row in rate_rows(table):
        reads = [row.reads[name] for name in table.values]
        cells = (
            *((Cell(words, note="、".join(row.also)),) if named else ()),
            Cell(code="、".join(found)) if named else Cell(words),
            *(Cell(read.value) for read in reads),
            Cell(" / ".join(dict.fromkeys(read.unit for read in reads if read.unit)) or UNKNOWN),
            citing_cell(links, row.clause),
        )
        rows.append(Row(cells))
    return Table(columns, rows, "这张表没有行。", caption=f"{table_words(table)}（{ladder_words(table)}）")


def rate_title(table: RateTable | Ladder) -> str:
    """What a table of rates is called."""
    return f"标准表：{table_words(table)}"


def eligibility_table(pack: Pack, links: ClauseLinks = _NO_LINKS) -> Table:
    """The rules from the top; the first that holds decides."""
    rules = pack.eligibility.rules if pack.eligibility else ()
    rows = [
        Row(
            (
                Cell(rule.code),
                Cell(rule.when.words if rule.when else "以上都不是", code=rule.when.text if rule.when else ""),
                Cell(chips=(decision_chip(rule.decision),)),
                Cell(rule.evidence or UNKNOWN),
                citing_cell(links, rule.basis),
            )
        )
        for rule in rules
    ]
    return Table(_RULES, rows, "这份办法不认定安置资格。", caption="自上而下，第一条成立的为准")


def decision_chip(decision: str) -> Chip:
    """The decision as a word in its colour."""
    return Chip(DECISIONS[decision], {"include": Tone.DONE, "review": Tone.DUE}.get(decision, Tone.PLAIN))


def fact_table(pack: Pack) -> Table:
    """Every fact that the pack asks for."""
    rows = [
        Row(
            (
                Cell(table.label, code=table.name),
                Cell(column.label, code=column.name),
                Cell(TYPES[column.type], note=column.unit),
                Cell(column_limits(column) or UNKNOWN),
                Cell("、".join(choice.label for choice in column.choices) or UNKNOWN),
                _source_cell(table, column),
            )
        )
        for table in pack.facts.tables.values()
        for column in table.columns.values()
    ]
    return Table(_FACTS, rows, "这份办法不要事实。", caption="要哪些事实")


def _source_cell(table: FactTable, column: FactColumn) -> Cell:
    return Cell("另行登记") if EXTRA in {table.source, column.source} else Cell("台账", code=column.source)


def check_table(pack: Pack) -> Table:
    """What the pack refuses."""
    rows = [
        Row(
            (
                Cell(check.refuse.words, code=check.refuse.text),
                Cell(pack.facts.tables[check.table].columns[check.column].label, code=f"{check.table}.{check.column}"),
                Cell(check.message),
            )
        )
        for check in pack.checks
    ]
    return Table(_CHECKS, rows, "这份办法没有列与列之间的检查。", caption="列与列之间的检查")


def case_table(check: PackCheck, try_url: str) -> Table:
    """Every worked case with its verdict, each leading to its trial; those that fail first."""
    ordered = sorted(check.verdicts, key=lambda each: not each.differences)
    return Table(_CASES, [_case_row(each, try_url) for each in ordered], "没有可运行的算例。", caption="算例")


def _case_row(verdict: Verdict, try_url: str) -> Row:
    chip = Chip("不通过", Tone.STOPPED) if verdict.differences else Chip("通过", Tone.DONE)
    told = [each.message for each in verdict.differences]
    differences = Cell(told[0], note="；".join(told[1:])) if told else Cell(UNKNOWN)
    case = verdict.case
    named = Cell(case.id, f"{try_url}?case={quote(case.key)}", code=case.file)
    return Row((named, Cell(case.note or UNKNOWN), Cell(chips=(chip,)), differences))


def problem_table(problems: Iterable[Problem]) -> Table:
    """Faults of a pack's files: file, line, key, what is wrong and what to write."""

    def row(each: Problem) -> Row:
        file, line, key = (str(each.where.get(name) or UNKNOWN) for name in ("file", "line", "key"))
        return Row((Cell(code=file), Cell(line), Cell(code=key), Cell(each.message), Cell(each.rule, names_rules=True)))

    return Table(_PROBLEMS, [row(each) for each in problems], "没有发现问题。", caption="检查发现的问题")
