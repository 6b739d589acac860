"""Proofs as pages show them: what differs, who is priced differently by another pack, and each proof that was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from antu.compensation.domain.digests import SEALED
from antu.compensation.domain.finding_words import COLUMN_WORDS, UNLIKE, column_words, is_recomputed, side_words
from antu.compensation.domain.proving import LINE_COLUMNS
from antu.compensation.models import Determination, ProofFinding, ProofRun
from antu.compensation.selectors.journaled import beside_the_journal
from antu.compensation.selectors.proving import unofficial
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, Found, ListColumn, Listing, by, choice_filter, text_filter
from antu.platform.wording import UNKNOWN, moment_text
from antu.policy.computation import CATEGORIES

STANDING: Final = Chip("现行", Tone.GOING)
SUPERSEDED: Final = Chip("已被取代")
MISSING: Final = Chip("没有了", Tone.STOPPED)
_HOUSEHOLD: Final = "household__"


def finding_listing() -> Listing:
    """What a proof found, place by place."""
    return Listing(
        "proof",
        "复算不符",
        (
            ListColumn("household", Column("户", kind=Kind.LONG), _household_cell, by("household__code")),
            ListColumn("project", Column("项目", kind=Kind.LONG), _project_cell),
            ListColumn("version", Column("核定"), _version_cell, by("determination__version")),
            ListColumn("standing", Column("状态"), lambda each: Cell(chips=(_state(each),))),
            ListColumn("line", Column("补偿项"), _line_cell, by("position")),
            ListColumn("row", Column("行"), _row_cell),
            ListColumn("column", Column("不同之处"), lambda each: Cell(column_words(each.column)), by("column")),
            ListColumn("stored", Column("存储的", kind=Kind.LONG), lambda each: _side_cell(each, each.stored, 0)),
            ListColumn("explain", Column("逐户计算", kind=Kind.LONG), lambda each: _side_cell(each, each.explain, 1)),
            ListColumn("batch", Column("批量计算", kind=Kind.LONG), lambda each: Cell(each.batch or UNKNOWN)),
        ),
        Empty("没有不符：存储的核定与两个引擎的复算逐行相同。"),
        counter="处",
        read=_whole_findings,
        notices=_notices_of_findings,
        url_of=lambda each: reverse("proof-finding", args=[each.pk]),
        is_picked=False,
    )


def _whole_findings(found: Found, _columns: frozenset[str]) -> Iterable[Any]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    return found.select_related("determination", "household__project").defer("stored_line", "computed_line")


def _notices_of_findings(_actor: Actor, found: Found) -> tuple[str, ...]:
    assert isinstance(found, QuerySet)  # noqa: S101 - this list is of the database
    packs = found.order_by().values_list("determination__pack_id", "determination__pack_version").distinct()
    return unofficial({f"{pack_id}@{version}" for pack_id, version in packs})


def _household_cell(each: ProofFinding) -> Cell:
    return Cell(str(each.household or each.named), reverse("proof-finding", args=[each.pk]))


def _project_cell(each: ProofFinding) -> Cell:
    return Cell(each.household.project.name if each.household else UNKNOWN)


def _version_cell(each: ProofFinding) -> Cell:
    return Cell(f"第{each.determination.version}版" if each.determination else UNKNOWN)


def _state(each: ProofFinding) -> Chip:
    if each.determination is None:
        return MISSING
    return STANDING if each.determination.is_standing else SUPERSEDED


def _line_cell(each: ProofFinding) -> Cell:
    return Cell(each.label) if each.label else Cell(UNKNOWN, title="不属于某一行")


def _row_cell(each: ProofFinding) -> Cell:
    if not each.position:
        return Cell(UNKNOWN, title="不属于某一行")
    return Cell(f"第 {each.position} 行{f'（{each.row}）' if each.row else ''}")


_SHOWN_MAX: Final = 60
_SHOWN_OF_DIGEST: Final = 12


def _side_cell(each: ProofFinding, text: str, side: int) -> Cell:
    """The beginning of one of the two values, with what it is where that is not what the header says."""
    word = side_words(each.column)[side]
    note = "" if word in side_words("") else word
    most = _SHOWN_OF_DIGEST if each.column in {*SEALED, UNLIKE} else _SHOWN_MAX
    return Cell(f"{text[:most]}…" if len(text) > most else text or UNKNOWN, note=note)


def finding_filters(request: HttpRequest, runs: Iterable[ProofRun]) -> list[Filter]:
    """Which proof, whose household, what differs."""
    return [
        choice_filter(request, "run", "复算（不选为最近一次）", [(str(each.pk), run_words(each)) for each in runs]),
        text_filter(request, "q", "户编号、户主或项目"),
        choice_filter(request, "column", "不同之处", list(COLUMN_WORDS.items())),
    ]


def matching_findings(found: QuerySet[ProofFinding], filters: Iterable[Filter], latest: int) -> QuerySet[ProofFinding]:
    """Those that the filters let through, of the latest proof unless another is chosen."""
    run, words, column = (each.value for each in filters)
    found = found.filter(run=int(run) if run else latest)
    if words:
        named = Q(**{f"{_HOUSEHOLD}code__icontains": words}) | Q(**{f"{_HOUSEHOLD}head_name__icontains": words})
        found = found.filter(named | Q(**{f"{_HOUSEHOLD}project__name__icontains": words}))
    if column:
        found = found.filter(Q(column=column) | Q(column__startswith=f"{column}."))
    return found


def run_words(run: ProofRun) -> str:
    """When and by whom."""
    return f"{moment_text(run.started_at)} {run.by_name}"


def run_table(runs: Iterable[Any]) -> Table:
    """The last proofs, the newest first."""
    columns = (
        Column("开始"),
        Column("复算人"),
        Column("核定", "个", Kind.NUMBER),
        Column("明细", "行", Kind.NUMBER),
        Column("不符", "处", Kind.NUMBER),
    )
    rows = [
        Row(
            (
                Cell(moment_text(each.started_at), f"{reverse('proof')}?run={each.pk}"),
                Cell(each.by_name),
                Cell(str(each.determination_count)),
                Cell(str(each.line_count)),
                Cell(str(each.finding_count)),
            )
        )
        for each in runs
    ]
    return Table(columns, rows, "还没有复算过。")


def finding_facts(found: ProofFinding) -> list[Fact]:
    """What the finding says, without its line."""
    household, determination = found.household, found.determination
    facts = [Fact("户", Cell(str(household), record_url(household)))] if household else []
    facts += [Fact("日志里的核定", Cell(found.named))] if found.named else []
    facts.append(Fact("核定", replace(_version_cell(found), chips=(_state(found),))))
    if determination:
        facts.append(Fact("办法", Cell(f"{determination.pack_id}@{determination.pack_version}")))
    if found.label or found.position:
        facts += [Fact("补偿项", _line_cell(found)), Fact("行", _row_cell(found))]
    facts.append(Fact("不同之处", Cell(column_words(found.column))))
    stored, explain = side_words(found.column)
    facts += [Fact(stored, Cell(found.stored or UNKNOWN)), Fact(explain, Cell(found.explain or UNKNOWN))]
    if is_recomputed(found.column):
        batch = Cell(found.batch or UNKNOWN, title="" if found.batch else "批量计算只算金额和合计")
        facts.append(Fact("批量计算", batch))
    return facts


def journal_table(determination: Determination) -> Table:
    """What of a determination is not what the journal has of its making."""
    columns = (Column("列"), Column("存储的", kind=Kind.LONG), Column("日志里的", kind=Kind.LONG))
    rows = [Row(tuple(map(Cell, each))) for each in beside_the_journal(determination)]
    return Table(columns, rows, "日志里记着的各项都与存储的相同。")


def line_comparison(found: ProofFinding) -> Table:
    """The whole line on both sides, with its trace; what differs is marked and stands first."""
    names = list(dict.fromkeys((*found.stored_line, *found.computed_line)))
    pairs = [(name, found.stored_line.get(name), found.computed_line.get(name)) for name in names]
    rows = [_compared_row(*pair) for pair in sorted(pairs, key=lambda pair: (pair[1] == pair[2], _place(pair[0])))]
    columns = (Column("列"), Column("存储的", kind=Kind.LONG), Column("复算的", kind=Kind.LONG), Column("结论"))
    return Table(columns, rows, "这一处不属于某一行明细。")


def _place(name: str) -> int:
    return LINE_COLUMNS.index(name) if name in LINE_COLUMNS else len(LINE_COLUMNS)


def _compared_row(name: str, stored: object, computed: object) -> Row:
    words = "金额（元）" if name == "amount_fen" else COLUMN_WORDS.get(name, name)
    if name == "amount_fen":
        stored, computed = (Money(each).grouped() if isinstance(each, int) else each for each in (stored, computed))
    if name == "category":
        stored, computed = (CATEGORIES.get(str(each), each) for each in (stored, computed))
    verdict = Cell("相同") if stored == computed else Cell(chips=(Chip("不同", Tone.STOPPED),))
    return Row((Cell(words), _value_cell(stored), _value_cell(computed), verdict))


#: Parts of a line's trace in words.
TRACE_WORDS: Final[Mapping[str, str]] = {
    "rates": "读到的标准",
    "derived": "用到的数",
    "roundings": "中间的取整",
    "notes": "选择",
}


def _told(part: object) -> str:
    """A part of a trace as it is stored, without the names of its keys."""
    if isinstance(part, dict):
        return " ".join(_told(each) for each in part.values() if each not in ("", [], None))
    return "；".join(_told(each) for each in part) if isinstance(part, list) else str(part)


def _value_cell(value: object) -> Cell:
    if isinstance(value, dict):
        told = [f"{TRACE_WORDS.get(name, name)}：{_told(part)}" for name, part in value.items() if part]
        return Cell(f"{len(told)} 项" if told else UNKNOWN, more=tuple(told))
    return Cell(UNKNOWN if value in {None, ""} else str(value))
