"""The yearly report as pages show it: figures in their sections, identities, the rows of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from antu.performance.domain.identities import CheckedIdentity
from antu.performance.selectors import figure_title, figure_url
from antu.platform.display import SAMPLE, Cell, Chip, Column, Kind, Row, Table, Tone
from antu.platform.figures import Figure, FigureRow, exact_text
from antu.platform.listing import Empty, ListColumn, Listing, by_value

#: Sections of the report, by the first part of their figures' ids.
SECTIONS: Final = (
    ("一、预算单位基本情况", ("org",)),
    ("二、预算收支情况", ("budget",)),
    ("三（一）1、结算工作", ("settlement",)),
    ("三（一）2、清零扫尾", ("clearing",)),
    ("三（一）4、宣传工作", ("outreach", "training")),
    ("三（一）5、① 市下发任务完成情况", ("plan", "done")),
    ("三（一）5、② 重点项目完成情况", ("key",)),
)
_IDENTITY_COLUMNS: Final = (
    Column("勾稽关系", kind=Kind.LONG),
    Column("左边合计", kind=Kind.NUMBER),
    Column("右边", kind=Kind.NUMBER),
    Column("结论"),
)


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure in its section of the year's report."""

    section: str
    year: int
    figure: Figure

    @property
    def url(self) -> str:
        """The page of its rows."""
        return figure_url(self.year, self.figure.id)


def placed(year: int, figures: Iterable[Figure]) -> list[PlacedFigure]:
    """The figures section by section."""
    listed = list(figures)
    return [
        PlacedFigure(title, year, figure)
        for title, prefixes in SECTIONS
        for figure in listed
        if figure.id.partition(".")[0] in prefixes
    ]


def sections(figures: Iterable[PlacedFigure]) -> Iterator[tuple[str, Table]]:
    """Each section's title with its figures; a section without figures is left out."""
    columns = FIGURES.columns[1:]
    for title, rows in groupby(figures, key=lambda each: each.section):
        drawn = [Row(tuple(column.cell(each) for column in columns), each.url) for each in rows]
        yield title, Table(tuple(column.column for column in columns), drawn, caption=title)


def _title_cell(each: PlacedFigure) -> Cell:
    figure = each.figure
    chips = (SAMPLE,) if figure.sample_rows else ()
    return Cell(figure_title(figure), url=each.url, chips=chips, note="、".join(figure.names or ()))


FIGURES: Final = Listing(
    "figures",
    "绩效指标",
    (
        ListColumn("section", Column("报告部分"), lambda each: Cell(each.section)),
        ListColumn("figure", Column("指标", kind=Kind.LONG), _title_cell),
        ListColumn("value", Column("数值", kind=Kind.NUMBER), lambda each: Cell(each.figure.exact_text)),
        ListColumn("unit", Column("单位"), lambda each: Cell(each.figure.unit)),
        ListColumn("printed", Column("报告中写作"), lambda each: Cell(f"{each.figure.printed}{each.figure.unit}")),
        ListColumn("rows", Column("来源记录", "条", Kind.NUMBER), lambda each: Cell(str(len(each.figure.rows)))),
    ),
    Empty("本年没有指标。"),
    counter="个指标",
    url_of=lambda each: each.url,
    is_picked=False,
    takes_additions=False,
)
"""All figures of a year, as a workbook or on paper."""


def identity_table(identities: Iterable[CheckedIdentity], figures: Iterable[Figure]) -> Table:
    """Each identity in the words of its figures, with both sides and whether it holds."""
    labels = {figure.id: figure_title(figure) for figure in figures}
    rows = [
        Row(
            (
                Cell(identity_words(each, labels), title=each.text),
                Cell(exact_text(each.left)),
                Cell(exact_text(each.right)),
                Cell(chips=(verdict(holds=each.holds),)),
            )
        )
        for each in identities
    ]
    return Table(_IDENTITY_COLUMNS, rows, "本年没有可核对的勾稽关系。", caption="勾稽关系")


def identity_words(checked: CheckedIdentity, labels: dict[str, str]) -> str:
    """``年初预算 + 调整追加 = 预算收入``."""
    identity = checked.identity
    return f"{' + '.join(labels[part] for part in identity.parts)} = {labels[identity.whole]}"


def verdict(*, holds: bool) -> Chip:
    """成立 or 不成立."""
    return Chip("成立", Tone.DONE) if holds else Chip("不成立", Tone.STOPPED)


def figure_listing(figure: Figure) -> Listing:
    """The rows that give a figure, and what they come to."""
    header, word = ("计数", "条数") if figure.how == "count" else ("数值", "合计")
    return Listing(
        "figure-rows",
        figure_title(figure),
        (
            ListColumn("no", Column("序号"), lambda each: Cell(str(each.number)), by_value(lambda each: each.number)),
            ListColumn("record", Column("记录", kind=Kind.LONG), _record_cell, by_value(lambda each: each.row.label)),
            ListColumn(
                "value", Column(header, figure.unit, Kind.NUMBER), _value_cell, by_value(lambda each: each.row.value)
            ),
        ),
        Empty("本年没有这样的记录，指标为 0。"),
        totals=lambda _actor, _found: {"value": Cell(figure.exact_text)},
        total_label=word,
        url_of=lambda each: each.row.url,
        is_picked=False,
        takes_additions=False,
    )


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row of a figure with its place among them."""

    number: int
    row: FigureRow


def numbered(figure: Figure) -> list[NumberedRow]:
    """The rows of a figure, from 1."""
    return [NumberedRow(number, row) for number, row in enumerate(figure.rows, start=1)]


def _record_cell(each: NumberedRow) -> Cell:
    return Cell(each.row.label, url=each.row.url, chips=(SAMPLE,) if each.row.is_sample else ())


def _value_cell(each: NumberedRow) -> Cell:
    return Cell(exact_text(each.row.value) + ("+" if each.row.is_at_least else ""))


REPORTS: Final = Listing(
    "reports",
    "绩效报告",
    (
        ListColumn(
            "year",
            Column("报告", kind=Kind.LONG),
            lambda year: Cell(f"{year}年绩效自评报告", url=f"/report/{year}/"),
            by_value(int),
        ),
    ),
    Empty("还没有可以出报告的年度。请从「导入」导入年度工作簿。"),
    counter="个年度",
    url_of=lambda year: f"/report/{year}/",
    is_picked=False,
)
"""The years of which there is a report."""
