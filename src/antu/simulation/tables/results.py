"""The tables of a result: the same values on the page, in the workbook and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from antu.households.models import SubjectKind
from antu.kernel.money import Money
from antu.kernel.rounding import half_up_units
from antu.platform.charts import Category, Chart, ChartKind, Series
from antu.platform.display import Cell, Column, Kind, Row, Table, Tone
from antu.platform.wording import UNKNOWN, with_sign
from antu.policy.computation import CATEGORIES
from antu.simulation.models import Simulation

Told = Mapping[str, Any]
_MONEY: Final = tuple(Column(word, "元", Kind.NUMBER) for word in ("拟用办法", "对照办法", "增减"))
_COUNT: Final = Column("户数", "户", Kind.NUMBER)
_COUNT_OF_ALL: Final = Column("户和集体", "个", Kind.NUMBER)
_SIDES: Final = ("pack", "against", "difference")
_KINDS: Final = dict(SubjectKind.choices)
VERDICTS: Final = {"gain": "增加", "lose": "减少", "same": "不变"}


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One table of a result; ``key`` is its anchor, ``note`` what must be known to read it."""

    key: str
    title: str
    table: Table
    note: str = ""


def result_tables(simulation: Simulation) -> list[ResultTable]:
    """All tables that have rows, in the order in which they are read."""
    told = simulation.result
    count = count_column(told)
    tables = [
        ResultTable("verdict", "增加、减少和不变的户", verdict_table(told)),
        ResultTable("items", "按补偿项", item_table(told["items"])),
        ResultTable("towns", "按镇街", _grouped("镇街", told["towns"], lambda each: each["town"] or "不详", count)),
        ResultTable("kinds", "按对象类别", _grouped("对象类别", told["kinds"], _kind, count)),
        ResultTable(
            "areas", "按合法面积", _grouped("合法面积", told["areas"], lambda each: each["area"]), _OF_FAMILIES
        ),
        ResultTable("people", "按计算人口", _grouped("计算人口", told["people"], _people), _OF_FAMILIES),
        ResultTable("bands", "增减的分布", _grouped("每户增减", told["bands"], lambda each: each["band"], count)),
        ResultTable("quarters", "按季度的资金需求", quarter_table(told["quarters"]), QUARTERS_SAID),
    ]
    if scaled := simulation.scaled:
        whole = ResultTable("scaled", _scaled_title(scaled), item_table(scaled["items"]), SCALED_SAID.format(**scaled))
        tables = [whole, *(replace(each, title=f"样本：{each.title}") for each in tables)]
    return [each for each in tables if each.table.rows]


_OF_FAMILIES: Final = "只列户，不含村组集体；办法没有这个派生值的列在“不详”"
QUARTERS_SAID: Final = (
    "签约的金额列在签约的季度（没有签约的按假定签约日）；"
    "腾地奖列在腾地的季度，没有腾地的按项目的腾地期限末日，没有期限的随签约"
)
SCALED_SAID: Final = (
    "样本各项合计 × {households} ÷ {sample}（拟建户数 ÷ 样本户数，村组集体不算户），每项四舍五入一次，合计是各项之和"
)


def counted_words(told: Told) -> str:
    """How many households both packs computed, and how many collectives beside them."""
    collectives = _collectives(told)
    beside = f"、{collectives} 个村组集体" if collectives else ""
    return f"{told['households'] - collectives} 户{beside}"


def count_column(told: Told) -> Column:
    """What is counted where collectives may be among the households."""
    return _COUNT_OF_ALL if _collectives(told) else _COUNT


def _collectives(told: Told) -> int:
    return sum(each["households"] for each in told["kinds"] if each["kind"] == SubjectKind.COLLECTIVE)


def _scaled_title(scaled: Told) -> str:
    return f"推算到 {scaled['households']} 户，按补偿项"


def grouped(text: str) -> str:
    """An exact amount with separators."""
    return Money.parse(text).grouped()


def signed(text: str) -> str:
    """An exact difference with its sign."""
    return with_sign(Money.parse(text))


def _sums(told: Told) -> tuple[Cell, ...]:
    return Cell(grouped(told["pack"])), Cell(grouped(told["against"])), Cell(signed(told["difference"]))


def _total(rows: Sequence[Told]) -> tuple[Cell, ...]:
    added = {side: str(Money.total(Money.parse(each[side]) for each in rows)) for side in _SIDES}
    return _sums(added)


def verdict_table(told: Told) -> Table:
    """Who gains, who loses, who stays."""
    rows = [
        Row((Cell(word), Cell(str(told[side]["households"])), Cell(signed(told[side]["amount"]))))
        for side, word in VERDICTS.items()
    ]
    totals = (Cell("合计"), Cell(str(told["households"])), Cell(signed(told["totals"]["difference"])))
    return Table((Column("与对照办法相比"), count_column(told), Column("增减", "元", Kind.NUMBER)), rows, totals=totals)


def item_table(items: Sequence[Told]) -> Table:
    """Item by item, matched by code; the total is of what is payable."""
    columns = (Column("补偿项", kind=Kind.LONG), Column("类别"), *_MONEY)
    rows = [
        Row((Cell(each["label"], note=_only(each)), Cell(CATEGORIES[each["category"]]), *_sums(each)))
        for each in items
        if any(each[side] != "0.00" for side in _SIDES)
    ]
    payable = [each for each in items if each["category"] in {"household", "collective"}]
    return Table(columns, rows, totals=(Cell("应付合计（户和集体）"), Cell(), *_total(payable)) if rows else ())


def _only(each: Told) -> str:
    sides = each["in"]
    if sides["pack"] and sides["against"]:
        return ""
    return f"只有{'拟用办法' if sides['pack'] else '对照办法'}有"


def _grouped(of: str, rows: Sequence[Told], word: Callable[[Told], str], count: Column = _COUNT) -> Table:
    columns = (Column(of), count, *_MONEY)
    made = [Row((Cell(word(each)), Cell(str(each["households"])), *_sums(each))) for each in rows]
    counted = sum(each["households"] for each in rows)
    return Table(columns, made, totals=(Cell("合计"), Cell(str(counted)), *_total(rows)) if len(made) > 1 else ())


def _kind(each: Told) -> str:
    return _KINDS.get(each["kind"], each["kind"] or UNKNOWN)


def _people(each: Told) -> str:
    return "不详" if each["people"] is None else f"{each['people']} 人"


def quarter_table(rows: Sequence[Told]) -> Table:
    """The need of money by quarter."""
    made = [Row((Cell(quarter_words(each["quarter"])), *_sums(each))) for each in rows]
    totals = (Cell("合计"), *_total(rows)) if len(made) > 1 else ()
    return Table((Column("季度"), *_MONEY), made, totals=totals)


def quarter_words(quarter: str | None) -> str:
    """2023年第2季度."""
    if not quarter:
        return "不详"
    year, _, number = quarter.partition("Q")
    return f"{year}年第{number}季度"


def reason_table(told: Told) -> Table:
    """Why subjects are counted on neither side, summed up."""
    columns = (Column("办法"), Column("规则"), Column("涉及的列", kind=Kind.LONG), _COUNT)
    rows = [
        Row((Cell(each["pack"]), Cell(each["rule"]), Cell(each["column"] or UNKNOWN), Cell(str(each["households"]))))
        for each in told["refused_by"]
    ]
    return Table(columns, rows, "没有不能计入的户。")


def amendment_table(amendments: Iterable[Told]) -> Table:
    """The rates that were changed."""
    columns = (Column("标准", kind=Kind.LONG), Column("原标准", kind=Kind.NUMBER), Column("改为", kind=Kind.NUMBER))
    return Table(columns, [Row((Cell(a["name"]), Cell(a["before"]), Cell(a["value"]))) for a in amendments])


def result_charts(told: Told, subjects_url: str) -> list[Chart]:
    """How the changes are spread, and when the money is needed."""
    charts = [_band_chart(told["bands"], subjects_url)] if told["bands"] else []
    if len(told["quarters"]) > 1:
        charts.append(_quarter_chart(told["quarters"]))
    return charts


def _band_chart(bands: Sequence[Told], url: str) -> Chart:
    tones = [Tone.PLAIN if each["band"] == "不变" else _tone(each) for each in bands]
    categories = tuple(Category(each["band"], url, tone) for each, tone in zip(bands, tones, strict=True))
    counts = tuple(each["households"] for each in bands)
    series = Series("户数", Tone.GOING, counts, tuple(url for _ in bands), url)
    return Chart("bands", "每户增减的分布", "户", ChartKind.BAR, "每户增减", categories, (series,), url)


def _tone(band: Told) -> Tone:
    return Tone.STOPPED if band["difference"].startswith("-") else Tone.DONE


def _quarter_chart(rows: Sequence[Told]) -> Chart:
    categories = tuple(Category(quarter_words(each["quarter"]), "#quarters") for each in rows)
    series = tuple(
        Series(word, tone, tuple(_wan(each[side]) for each in rows), tuple("#quarters" for _ in rows))
        for side, word, tone in (("pack", "拟用办法", Tone.GOING),)
    )
    title = "拟用办法按季度的资金需求"
    return Chart(
        "quarters",
        title,
        "万元",
        ChartKind.BAR,
        "季度",
        categories,
        series,
        "#quarters",
        "图四舍五入到 0.01 万元",
        is_summed=False,
    )


def _wan(yuan: str) -> Fraction:
    """In 万元 to its hundredth, as a chart can show it; the table beside it is exact."""
    return Fraction(half_up_units(Fraction(Money.parse(yuan).fen, 1_000_000), 2), 100)
