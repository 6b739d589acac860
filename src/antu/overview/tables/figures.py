"""The home page's figures of the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from antu.performance.selectors import figure_title, figure_url
from antu.platform.display import SAMPLE, Cell, Chip, Fact, KeyFigure, Tone
from antu.platform.figures import Figure

#: At most six figures lead the page; the others follow in their sections.
LEADING: Final = (
    "plan.adjusted.collective.count",
    "done.collective.count",
    "done.collective.area",
    "settlement.agreements_signed",
    "key.done",
    "budget.expenditure",
)
#: Those that stand beside money.
OF_MONEY: Final = ("settlement.agreements_signed", "budget.expenditure")
SECTIONS: Final = (
    ("计划任务", ("plan",)),
    ("完成情况", ("done",)),
    ("重点项目", ("key",)),
    ("结算与清零扫尾", ("settlement", "clearing")),
    ("宣传与培训", ("outreach", "training")),
    ("预算收支", ("budget",)),
    ("机构与人员", ("org",)),
)


def leading_figures(year: int, figures: Iterable[Figure], ids: Sequence[str] = LEADING) -> tuple[KeyFigure, ...]:
    """The figures that lead the page, each a link to its rows."""
    known = {figure.id: figure for figure in figures}
    chosen = (known[figure_id] for figure_id in ids if figure_id in known)
    return tuple(_leading(year, figure) for figure in chosen)


def _leading(year: int, figure: Figure) -> KeyFigure:
    note = "含示例" if figure.sample_rows else ""
    return KeyFigure(figure_title(figure), figure.printed, figure.unit, figure_url(year, figure.id), note)


def figure_sections(year: int, figures: Sequence[Figure]) -> Iterator[tuple[str, list[Fact]]]:
    """All figures of the year by section, each a link to its rows."""
    for title, prefixes in SECTIONS:
        facts = [_fact(year, figure) for figure in figures if figure.id.partition(".")[0] in prefixes]
        if facts:
            yield title, facts


def _fact(year: int, figure: Figure) -> Fact:
    chips = (SAMPLE,) if figure.sample_rows else ()
    return Fact(
        figure_title(figure), Cell(f"{figure.printed} {figure.unit}", url=figure_url(year, figure.id), chips=chips)
    )


def end_of(year: int) -> date:
    """The day on which a year's states are asked."""
    return date(year, 12, 31)


def identities_chip(holding: int, checked: int) -> Chip:
    """Whether all identities of the year's report hold."""
    if holding == checked:
        return Chip(f"勾稽关系 {checked} 处全部成立", Tone.DONE)
    return Chip(f"勾稽关系 {checked - holding} 处不成立", Tone.STOPPED, "报告暂不能生成，请从绩效报告页核对")
