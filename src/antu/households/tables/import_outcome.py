"""What came of an import, or would: figures, every row with its verdict, problems of whole sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest

from antu.households.selectors.imports import Step
from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, KeyFigure, Kind, Row, Table, Tone
from antu.platform.exchange import ImportOutcome, MovedAmount, OutcomeRow, RowVerdict
from antu.platform.exchange.kept import KeptRows
from antu.platform.handbook.linking import rule_url
from antu.platform.listing import (
    AskedList,
    Empty,
    Filter,
    ListColumn,
    Listing,
    by_value,
    choice_filter,
    no_address,
    text_filter,
)
from antu.platform.wording import UNKNOWN, fen_text, joined, with_sign

Counts = Mapping[str, Any]
"""What :func:`counted` gives, as a job keeps it."""

UNCHANGED: Final = Chip("没有变化")
LEFT_OUT: Final = Chip("有错未导入，其余没有变化", Tone.DUE)
WARNED: Final = "有提醒"
UNREAD: Final = "没有认出，没有读入"
ANCHOR: Final = "rows"
MOVED_ANCHOR: Final = "moved"
#: Changes of one row that are shown; more are counted.
CHANGES_SHOWN: Final = 6

VERDICTS: Final[Mapping[RowVerdict, Chip]] = {
    RowVerdict.CREATED: Chip("新增", Tone.DONE),
    RowVerdict.UPDATED: Chip("修改", Tone.GOING),
    RowVerdict.UNCHANGED: Chip("不变"),
    RowVerdict.BAD: Chip("有错不导入", Tone.STOPPED),
    RowVerdict.WITH_SUBJECT: Chip("随户不导入", Tone.DUE, title="同一户有别的行出错，整户不导入"),
    RowVerdict.WITH_SHEET: Chip("随表不导入", Tone.DUE, title="这张表或整个文件有错，行本身没有发现错误"),
}

_SHEETS: Final = (
    Column("工作表"),
    Column("数据行", kind=Kind.NUMBER),
    Column("可导入", "行", Kind.NUMBER),
    Column("退回", "行", Kind.NUMBER),
)
_PROBLEMS: Final = (
    Column("工作表"),
    Column("列"),
    Column("问题和处理办法", kind=Kind.LONG),
    Column("规则", kind=Kind.MINOR),
)


def counted(outcome: ImportOutcome) -> dict[str, Any]:
    """The counts of an outcome, to keep with its job."""
    verdicts = Counter(row.verdict for row in outcome.rows)
    unknown = outcome.naming.unmatched
    columns = sum(bool(each.sheet) for each in unknown)
    return {
        "verdicts": {verdict.value: verdicts[verdict] for verdict in RowVerdict},
        "titles": list(dict.fromkeys(row.sheet for row in outcome.rows)),
        "warned": sum(bool(row.warnings) for row in outcome.rows),
        "errors": len(outcome.errors),
        "warnings": len(outcome.warnings),
        "rejected": len(outcome.rejected_households),
        "sheets": {outcome.titles.get(name, name): count.as_json() for name, count in outcome.sheets.items()},
        "project": outcome.project_id,
        "unmatched": [len(unknown) - columns, columns],
        "unread": {each.typed: each.rows for each in unknown if not each.sheet},
        "used_names": list(map(str, outcome.naming.used)),
        "moved": len(outcome.moved),
        "moved_by": with_sign(Money(sum(map(_difference, outcome.moved)))),
    }


def unmatched_words(counts: Counts) -> str:
    """``1 张表、3 列``, or nothing; a check of before has no such count."""
    sheets, columns = counts.get("unmatched", (0, 0))
    return "、".join(words for words in (f"{sheets} 张表" * bool(sheets), f"{columns} 列" * bool(columns)) if words)


def summary(outcome: ImportOutcome, step: Step) -> str:
    """What came of it in one sentence."""
    left_out = sum(count.rejected for count in outcome.sheets.values())
    would = "检查完毕，没有写入：可" if step is Step.CHECK else "已导入："
    changes = f"新增 {outcome.created} 行，修改 {outcome.updated} 行，不变 {outcome.unchanged} 行"
    unread = sum(each.rows for each in outcome.naming.unmatched if not each.sheet)
    more = (f"不导入 {left_out} 行" * bool(left_out), f"没有认出的表里 {unread} 行没有读入" * bool(unread))
    return "；".join((f"{would}{changes}", *filter(None, more)))


def changed_rows(counts: Counts) -> int:
    """How many rows make or change a record."""
    return int(counts["verdicts"][RowVerdict.CREATED] + counts["verdicts"][RowVerdict.UPDATED])


def change_words(counts: Counts) -> str:
    """Which changes they are, in words."""
    kinds = (RowVerdict.CREATED, RowVerdict.UPDATED)
    return "，".join(
        f"{VERDICTS[each].text} {counts['verdicts'][each]} 行" for each in kinds if counts["verdicts"][each]
    )


def verdict(counts: Counts) -> Chip:
    """Whether all, some or nothing can go in, or all that can is there already."""
    accepted = changed_rows(counts) + counts["verdicts"][RowVerdict.UNCHANGED]
    if counts["errors"] and not accepted:
        return Chip("不能导入", Tone.STOPPED)
    if not changed_rows(counts):
        return LEFT_OUT if counts["errors"] else UNCHANGED
    return Chip("可部分导入", Tone.DUE) if counts["errors"] else Chip("可全部导入", Tone.DONE)


def problem_words(counts: Counts) -> str:
    """How many problems there are, in words; empty for none."""
    told = (("错误 {} 处", "errors"), ("提醒 {} 处", "warnings"), ("整户退回 {} 户", "rejected"))
    return "，".join(words.format(counts[key]) for words, key in told if counts[key])


def figures(counts: Counts, path: str, query: str) -> tuple[KeyFigure, ...]:
    """How many rows have which verdict, each leading to its rows; with 共 they add up."""
    of_verdicts: dict[str, int] = counts["verdicts"]
    shown = [KeyFigure("共", str(sum(of_verdicts.values())), "行", f"{path}?{query}#{ANCHOR}")]
    for each, chip in VERDICTS.items():
        if of_verdicts[each] or each is not RowVerdict.WITH_SHEET:
            url = f"{path}?{query}&verdict={each.value}#{ANCHOR}" if of_verdicts[each] else ""
            shown.append(KeyFigure(chip.text, str(of_verdicts[each]), "行", url))
    if counts["warned"]:
        shown.append(KeyFigure(WARNED, str(counts["warned"]), "行", f"{path}?{query}&warned=1#{ANCHOR}"))
    if unread := sum(counts.get("unread", {}).values()):
        shown.append(KeyFigure("没有认出的表", str(unread), "行", "#sheets", "不在“共”里"))
    return tuple(shown)


def sheet_table(counts: Counts) -> Table:
    """Rows read, accepted and rejected by sheet; then the sheets that nobody knows, with how many rows they have."""
    rows = [
        Row((Cell(name), *(Cell(str(of_sheet[key])) for key in ("rows", "accepted", "rejected"))))
        for name, of_sheet in counts["sheets"].items()
    ]
    rows += [
        Row((Cell(name, note=UNREAD), Cell(str(count)), Cell("0"), Cell(UNKNOWN)))
        for name, count in counts.get("unread", {}).items()
    ]
    return Table(_SHEETS, rows, "没有认出任何工作表。", caption="各表行数")


def sheet_problems(problems: Iterable[Problem]) -> Table:
    """Problems of a whole sheet or column, which stand in none of the rows."""
    rows = [
        Row(
            (
                *(Cell(str(each.where.get(key) or UNKNOWN)) for key in ("sheet", "column")),
                Cell(each.message),
                Cell(each.rule, url=rule_url(each.rule)),
            )
        )
        for each in problems
    ]
    return Table(_PROBLEMS, rows)


def row_filters(request: HttpRequest, counts: Counts, rows: KeptRows) -> tuple[list[Filter], Sequence[OutcomeRow]]:
    """The filters of the rows, and the rows that they let through."""
    choices = [(each.value, chip.text) for each, chip in VERDICTS.items() if counts["verdicts"][each]]
    verdict_filter = choice_filter(request, "verdict", "结果", choices)
    sheet = choice_filter(request, "sheet", "工作表", [(title, title) for title in counts["titles"]])
    warned = choice_filter(request, "warned", "提醒", [("1", WARNED)])
    words = text_filter(request, "q", "户编号、姓名或名称")
    found = rows.with_verdict(RowVerdict(verdict_filter.value)) if verdict_filter.value else rows
    found = found.of_sheet(sheet.value) if sheet.value else found
    found = found.warned() if warned.value else found
    found = found.about(words.value) if words.value else found
    return [each for each in (verdict_filter, sheet, warned, words) if each is not warned or counts["warned"]], found


def _verdict_cell(row: OutcomeRow) -> Cell:
    warned = (Chip(WARNED, Tone.DUE),) if row.warnings else ()
    return Cell(chips=(VERDICTS[row.verdict], *warned))


def _first_changes(row: OutcomeRow) -> tuple[str, ...]:
    more = len(row.changes) - CHANGES_SHOWN
    return row.changes if more <= 0 else (*row.changes[:CHANGES_SHOWN], f"等 {len(row.changes)} 处")


def _difference(moved: MovedAmount) -> int:
    return (moved.after or 0) - (moved.before or 0)


def _moved_totals(_actor: Actor, found: Sequence[MovedAmount]) -> dict[str, Cell]:
    sums = [sum(fen or 0 for fen in amounts) for amounts in zip(*((e.before, e.after) for e in found), strict=True)]
    before, after = sums or (0, 0)
    texts = {"before": fen_text(before), "after": fen_text(after), "difference": with_sign(Money(after - before))}
    return {key: Cell(text) for key, text in texts.items()}


MOVED: Final = Listing(
    "import-moved",
    "已签约户的金额变动",
    (
        ListColumn("code", Column("户编号"), lambda each: Cell(each.code), by_value(lambda each: each.code)),
        ListColumn("holder", Column("户主"), lambda each: Cell(each.holder)),
        ListColumn("what", Column("形成"), lambda each: Cell(each.what)),
        ListColumn("before", Column("原应付", "元", Kind.NUMBER), lambda each: Cell(fen_text(each.before))),
        ListColumn("after", Column("现应付", "元", Kind.NUMBER), lambda each: Cell(fen_text(each.after))),
        ListColumn(
            "difference",
            Column("差额", "元", Kind.NUMBER),
            lambda each: Cell(with_sign(Money(_difference(each)))),
            by_value(_difference),
        ),
    ),
    Empty("没有已签约的户变动金额。"),
    counter="户",
    url_of=no_address,
    is_picked=False,
    takes_additions=False,
    is_saved=False,
    prefix="m-",
    totals=_moved_totals,
)
"""The signed households of whose determination the import makes a further version."""


def moved_words(counts: Counts, step: Step) -> str:
    """What becomes of signed households, in a sentence; empty where none is concerned, or a check of before."""
    moved = counts.get("moved", 0)
    if not moved:
        return ""
    return f"{moved} 户已签约的户{'会' if step is Step.CHECK else '已'}形成新一版核定，应付合计{counts['moved_by']} 元"


ROWS: Final = Listing(
    "import-rows",
    "逐行结果",
    (
        ListColumn("sheet", Column("工作表"), lambda row: Cell(row.sheet)),
        ListColumn("row", Column("行", kind=Kind.NUMBER), lambda row: Cell(str(row.number))),
        ListColumn("about", Column("内容"), lambda row: Cell(row.about or UNKNOWN)),
        ListColumn("verdict", Column("结果"), _verdict_cell),
        ListColumn(
            "reasons",
            Column("变动、原因和处理办法", kind=Kind.LONG),
            lambda row: Cell(joined((*row.reasons, *_first_changes(row), *row.warnings), "；"), names_rules=True),
        ),
    ),
    Empty("工作簿里没有数据行。"),
    counter="行",
    url_of=no_address,
    is_picked=False,
    takes_additions=False,
    is_saved=False,
)
"""Every row of the workbook; those that ask for a person come first."""


def asked_rows(request: HttpRequest, counts: Counts, rows: KeptRows) -> AskedList:
    """The rows as the request asks for them."""
    filters, found = row_filters(request, counts, rows)
    return AskedList(request, ROWS, filters, found, anchor=ANCHOR)


def asked_moved(request: HttpRequest, moved: Sequence[MovedAmount]) -> AskedList:
    """The amounts that move, as the request asks for them."""
    return AskedList(request, MOVED, [], moved, anchor=MOVED_ANCHOR)
